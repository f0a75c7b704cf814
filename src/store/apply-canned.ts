// Applies the declared canned replies of a chatbot; what people changed or removed since is kept.

import { and, eq } from 'drizzle-orm';
import { tidyCannedName } from '../core/canned.js';
import type { DeclaredCannedReply, DeclaredChatbot } from '../core/declaration.js';
import type { ChatbotId } from '../core/id.js';
import type { Application } from './apply-report.js';
import { type Columns, reconcile } from './reconcile.js';
import { cannedReply } from './schema/switchboard.js';
import { newId } from './store.js';

type Row = typeof cannedReply.$inferSelect;

/** Applies the canned replies of every declared chatbot. Those that people added are nobody's business here. */
export async function applyCanned(
  application: Application,
  declared: readonly DeclaredChatbot[],
  ids: ReadonlyMap<string, ChatbotId>,
): Promise<void> {
  for (const chatbot of declared) {
    const chatbotId = ids.get(chatbot.key);
    if (chatbotId) await applyOfChatbot(application, chatbot, chatbotId);
  }
}

async function applyOfChatbot(
  application: Application,
  { key, canned }: DeclaredChatbot,
  chatbotId: ChatbotId,
): Promise<void> {
  const { tx, organizationId } = application;
  const rows = await tx.db
    .select()
    .from(cannedReply)
    .where(and(eq(cannedReply.chatbotId, chatbotId), eq(cannedReply.organizationId, organizationId)))
    .orderBy(cannedReply.id)
    .for('update');
  const met = new Set<string>();
  for (const given of canned) {
    const one = { name: tidyCannedName(given.name), text: given.text };
    const what = `canned reply ${key}/${one.name}`;
    const row = findRow(rows, one.name);
    if (row) met.add(row.id);
    if (row) await change(application, row, { ...one, what });
    else await create(application, chatbotId, { ...one, what });
  }
  for (const row of rows) if (!met.has(row.id)) await retire(application, row, key);
}

const sameName = (name: unknown, other: string) =>
  typeof name === 'string' && name.toLowerCase() === other.toLowerCase();

/** The one that is called so now, else the one that was declared so, whatever people call it since. */
function findRow(rows: readonly Row[], name: string): Row | undefined {
  return (
    rows.find((row) => row.removedAt === null && sameName(row.name, name)) ??
    rows.find((row) => row.declared?.active !== false && sameName(row.declared?.name, name)) ??
    rows.find((row) => sameName(row.declared?.name, name))
  );
}

const wantedOf = ({ name, text }: DeclaredCannedReply): Columns => ({ name, text, active: true });

async function create(
  { tx, organizationId, report }: Application,
  chatbotId: ChatbotId,
  { what, ...one }: DeclaredCannedReply & { readonly what: string },
): Promise<void> {
  const id = newId<'canned-reply'>();
  await tx.db
    .insert(cannedReply)
    .values({ organizationId, id, chatbotId, ...one, declared: { ...wantedOf(one) } });
  report.created(what);
}

async function change(
  { tx, organizationId, report, overwrite }: Application,
  row: Row,
  { what, ...one }: DeclaredCannedReply & { readonly what: string },
): Promise<void> {
  const current = { name: row.name, text: row.text, active: row.removedAt === null };
  const { write, declared, kept } = reconcile(
    { current, before: row.declared, wanted: wantedOf(one) },
    overwrite,
  );
  const { active, ...columns } = write;
  await tx.db
    .update(cannedReply)
    .set({ ...columns, ...(active === true ? { removedAt: null } : {}), declared: { ...declared } })
    .where(and(eq(cannedReply.id, row.id), eq(cannedReply.organizationId, organizationId)));
  report.compared(what, Object.keys(write), kept);
}

/** One that is no longer declared goes, unless people have made it theirs meanwhile. */
async function retire({ tx, organizationId, report }: Application, row: Row, key: string): Promise<void> {
  if (row.declared === null || row.declared.active === false || row.removedAt !== null) return;
  const isTheirs = row.text !== row.declared.text || !sameName(row.declared.name, row.name);
  await tx.db
    .update(cannedReply)
    .set(
      isTheirs ? { declared: null } : { removedAt: new Date(), declared: { ...row.declared, active: false } },
    )
    .where(and(eq(cannedReply.id, row.id), eq(cannedReply.organizationId, organizationId)));
  report.compared(`canned reply ${key}/${row.name}`, isTheirs ? [] : ['active'], isTheirs ? ['text'] : []);
}
