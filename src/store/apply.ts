// Makes the database match a declaration, idempotently, and reports what somebody changed since.

import { eq, sql } from 'drizzle-orm';
import type { Declaration } from '../core/declaration.js';
import type { OrganizationId } from '../core/id.js';
import { applyAgents } from './apply-agents.js';
import { applyCanned } from './apply-canned.js';
import { applyChatbots } from './apply-chatbots.js';
import { type ApplyReport, createReport, type ReportDraft } from './apply-report.js';
import { organization } from './schema/organization.js';
import { newId, type Store, type Tx } from './store.js';

export { ApplyError, type ApplyReport } from './apply-report.js';

/** Any constant of our own: whoever applies a declaration to this database takes it first. */
const lockKey = 720_261_123;

/**
 * Applies a declaration in one transaction. What somebody changed since it was last declared is kept and
 * reported, unless `overwrite`; what is no longer declared goes once it has no open conversations.
 * @throws ApplyError when a channel account or a desk identity belongs to another organization.
 */
export async function applyDeclaration(
  store: Store,
  declaration: Declaration,
  options: { readonly overwrite?: boolean } = {},
): Promise<ApplyReport> {
  return store.transaction(async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
    const report = createReport();
    const organizationId = await applyOrganization(tx, declaration.organization, report);
    const application = { tx, organizationId, report, overwrite: options.overwrite ?? false };
    const chatbotIds = await applyChatbots(application, declaration.chatbots);
    await applyCanned(application, declaration.chatbots, chatbotIds);
    await applyAgents(application, declaration.agents, chatbotIds);
    return report.finish();
  });
}

async function applyOrganization(
  tx: Tx,
  declared: Declaration['organization'],
  report: ReportDraft,
): Promise<OrganizationId> {
  const [found] = await tx.db.select().from(organization).where(eq(organization.key, declared.key));
  const what = `organization ${declared.key}`;
  if (!found) {
    const id = newId<'organization'>();
    await tx.db.insert(organization).values({ id, ...declared });
    report.created(what);
    return id;
  }
  if (found.name !== declared.name) {
    await tx.db.update(organization).set({ name: declared.name }).where(eq(organization.id, found.id));
  }
  report.compared(what, found.name === declared.name ? [] : ['name'], []);
  return found.id as OrganizationId;
}
