// Applies the declared chatbots and their doors.

import { and, count, eq, isNull, ne, sql } from 'drizzle-orm';
import type { DeclaredChannel, DeclaredChatbot } from '../core/declaration.js';
import type { ChatbotId } from '../core/id.js';
import { type Application, ApplyError } from './apply-report.js';
import { type Columns, reconcile } from './reconcile.js';
import { channel, chatbot } from './schema/chatbot.js';
import { conversation } from './schema/conversation.js';
import { organization } from './schema/organization.js';
import { newId } from './store.js';
import { wakeTimersOf } from './timers.js';

type ChatbotRow = typeof chatbot.$inferSelect;
type ChannelRow = typeof channel.$inferSelect;

/** Applies chatbots and channels; returns the ids of the declared chatbots by key. */
export async function applyChatbots(
  application: Application,
  declared: readonly DeclaredChatbot[],
): Promise<ReadonlyMap<string, ChatbotId>> {
  const { tx, organizationId } = application;
  const rows = await tx.db
    .select()
    .from(chatbot)
    .where(eq(chatbot.organizationId, organizationId))
    .orderBy(chatbot.id)
    .for('update');
  const ids = new Map<string, ChatbotId>();
  for (const one of declared) {
    const row = rows.find((other) => other.key === one.key);
    ids.set(
      one.key,
      row ? await changeChatbot(application, row, one) : await createChatbot(application, one),
    );
  }
  // Doors before retirements: a door may move to another chatbot.
  await applyChannels(application, declared, { ids, rows });
  for (const row of rows) if (!ids.has(row.key)) await retireChatbot(application, row);
  return ids;
}

/** The columns a declaration decides. A team it does not name is the desk's to fill in. */
function columnsOf(one: DeclaredChatbot): Columns {
  const { key: _key, channels: _channels, canned: _canned, desk, ...columns } = one;
  return {
    ...columns,
    active: true,
    deskKind: desk?.kind ?? null,
    deskPlace: desk?.place ?? null,
    deskMirror: desk?.mirror ?? 'on-request',
    ...(desk?.team ? { deskTeam: desk.team } : {}),
  };
}

async function createChatbot(
  { tx, organizationId, report }: Application,
  one: DeclaredChatbot,
): Promise<ChatbotId> {
  const id = newId<'chatbot'>();
  const { active: _active, ...columns } = columnsOf(one);
  const values = {
    ...columns,
    organizationId,
    id,
    key: one.key,
    declared: rememberChannels(columnsOf(one), one.channels),
  };
  await tx.db.insert(chatbot).values(values as unknown as typeof chatbot.$inferInsert);
  report.created(`chatbot ${one.key}`);
  return id;
}

async function changeChatbot(
  application: Application,
  row: ChatbotRow,
  one: DeclaredChatbot,
): Promise<ChatbotId> {
  const current = { ...row, active: row.removedAt === null };
  const { write, declared, kept } = reconcile(
    { current, before: row.declared, wanted: columnsOf(one) },
    application.overwrite,
  );
  const { active, ...columns } = write;
  // Another place of another desk: the old team would point nowhere.
  const moved = 'deskKind' in columns && !('deskTeam' in columns) ? { deskTeam: null } : {};
  await application.tx.db
    .update(chatbot)
    .set({
      ...columns,
      ...moved,
      ...(active === true ? { removedAt: null } : {}),
      declared: rememberChannels(declared, one.channels),
    })
    .where(isRow(chatbot, row));
  if ('hours' in columns) await wakeTimersOf(application.tx, row, 'callback');
  application.report.compared(`chatbot ${one.key}`, Object.keys(write), kept);
  return row.id as ChatbotId;
}

async function retireChatbot({ tx, report }: Application, row: ChatbotRow): Promise<void> {
  if (row.declared === null || row.removedAt !== null) return;
  const open = await countOpen(tx, row.organizationId, eq(conversation.chatbotId, row.id));
  if (open > 0) return report.postponed(`chatbot ${row.key}`, open);
  await tx.db
    .update(chatbot)
    .set({ removedAt: new Date(), declared: { ...row.declared, active: false } })
    .where(isRow(chatbot, row));
  report.compared(`chatbot ${row.key}`, ['active'], []);
}

const doorName = ({ kind, account }: Pick<DeclaredChannel, 'kind' | 'account'>) => `${kind} ${account}`;

// Channels have no column for what was declared last, so their chatbot remembers it for them.
function rememberChannels(declared: Columns, channels: readonly DeclaredChannel[]): Record<string, unknown> {
  return { ...declared, channels: Object.fromEntries(channels.map((one) => [doorName(one), one.settings])) };
}

async function applyChannels(
  application: Application,
  declared: readonly DeclaredChatbot[],
  known: { readonly ids: ReadonlyMap<string, ChatbotId>; readonly rows: readonly ChatbotRow[] },
): Promise<void> {
  const { tx, organizationId } = application;
  const rows = await tx.db
    .select()
    .from(channel)
    .where(eq(channel.organizationId, organizationId))
    .orderBy(channel.id)
    .for('update');
  const before = Object.assign({}, ...known.rows.map((row) => row.declared?.channels)) as Record<
    string,
    Columns
  >;
  const wanted = new Set<string>();
  for (const one of declared) {
    const chatbotId = known.ids.get(one.key);
    for (const door of one.channels) {
      wanted.add(doorName(door));
      const row = rows.find((other) => doorName(other) === doorName(door));
      if (!chatbotId) continue;
      if (row)
        await changeChannel(application, row, { ...door, chatbotId, before: before[doorName(door)] ?? null });
      else await createChannel(application, { ...door, chatbotId });
    }
  }
  for (const row of rows) {
    if (!wanted.has(doorName(row)) && doorName(row) in before) await retireChannel(application, row);
  }
}

async function createChannel(
  { tx, organizationId, report }: Application,
  door: DeclaredChannel & { readonly chatbotId: ChatbotId },
): Promise<void> {
  const { kind, account, settings, chatbotId } = door;
  const inserted = await tx.db
    .insert(channel)
    .values({ organizationId, id: newId<'channel'>(), chatbotId, kind, account, settings })
    .onConflictDoNothing({ target: [channel.kind, channel.account] })
    .returning({ id: channel.id });
  if (inserted.length === 0) {
    const [owner] = await tx.db
      .select({ key: organization.key })
      .from(channel)
      .innerJoin(organization, eq(organization.id, channel.organizationId))
      .where(and(eq(channel.kind, kind), eq(channel.account, account)));
    throw new ApplyError(
      `The ${kind} account ${account} belongs to another organization (${owner?.key ?? 'unknown'}).`,
    );
  }
  report.created(`channel ${doorName(door)}`);
}

async function changeChannel(
  application: Application,
  row: ChannelRow,
  door: DeclaredChannel & { readonly chatbotId: ChatbotId; readonly before: Columns | null },
): Promise<void> {
  const current = { settings: row.settings, chatbotId: row.chatbotId, active: row.removedAt === null };
  const before = door.before ? { settings: door.before } : null;
  const wanted = { settings: door.settings, chatbotId: door.chatbotId, active: true };
  const { write, kept } = reconcile({ current, before, wanted }, application.overwrite);
  const { active, ...columns } = write;
  if (Object.keys(write).length > 0) {
    await application.tx.db
      .update(channel)
      .set({ ...columns, ...(active === true ? { removedAt: null } : {}) })
      .where(isRow(channel, row));
  }
  application.report.compared(`channel ${doorName(row)}`, Object.keys(write), kept);
}

async function retireChannel({ tx, report }: Application, row: ChannelRow): Promise<void> {
  if (row.removedAt !== null) return;
  const open = await countOpen(tx, row.organizationId, eq(conversation.channelId, row.id));
  if (open > 0) {
    await rememberDoor(tx, row);
    return report.postponed(`channel ${doorName(row)}`, open);
  }
  await tx.db
    .update(channel)
    .set({ removedAt: new Date() })
    .where(and(isRow(channel, row), isNull(channel.removedAt)));
  report.compared(`channel ${doorName(row)}`, ['active'], []);
}

// A door that has to wait stays declared, so that the next application finds it again.
async function rememberDoor(tx: Application['tx'], row: ChannelRow): Promise<void> {
  const path = sql`array['channels', ${doorName(row)}]::text[]`;
  const declared = sql`jsonb_set(${chatbot.declared}, ${path}, ${JSON.stringify(row.settings)}::jsonb)`;
  await tx.db
    .update(chatbot)
    .set({ declared })
    .where(isRow(chatbot, { ...row, id: row.chatbotId }));
}

function isRow(
  table: typeof chatbot | typeof channel,
  row: { readonly organizationId: string; readonly id: string },
) {
  return and(eq(table.organizationId, row.organizationId), eq(table.id, row.id));
}

async function countOpen(
  tx: Application['tx'],
  organizationId: string,
  which: ReturnType<typeof eq>,
): Promise<number> {
  const [found] = await tx.db
    .select({ open: count() })
    .from(conversation)
    .where(
      and(
        eq(conversation.organizationId, organizationId),
        which,
        ne(conversation.status, 'closed').inlineParams(),
      ),
    );
  return found?.open ?? 0;
}
