// Who may do what, said a second time: by the page about roles and by hand, line by line, whatever core says.

import { readFileSync } from 'node:fs';

/** What of a person decides: their role, and how they stand to the chatbot and to the chat. */
export interface Stand {
  readonly role: string;
  /** Assigned to the chatbot that is asked about. */
  readonly assigned: boolean;
  /** Has the chat, wrote the line, or is the agent that is asked about. */
  readonly owns: boolean;
}

type Column = 'see' | 'work' | 'annotate' | 'transfer' | 'steer' | 'watch' | 'manage';

/** One thing that can be asked, and what it takes. */
export interface MatrixLine {
  /** As it is written: `#` is the chat, `KEY` the chatbot, `WHO` its agent, `TO` who may be given the chat. */
  readonly ask: string;
  /** In which state the chat is asked about; null when the ask is not about one. */
  readonly chat: 'pending' | 'active' | 'closed' | null;
  /** It is about one chatbot: whoever does not see that is refused. */
  readonly bound: boolean;
  /** The column of the page; `everyone` is every agent, `owner` only who has it. */
  readonly takes: Column | 'everyone' | 'owner';
  /** Whoever has the chat, or is the agent, may, too. */
  readonly orOwner: boolean;
}

const chat = (ask: string, takes: MatrixLine['takes'], more: Partial<MatrixLine> = {}): MatrixLine => ({
  ask,
  takes,
  chat: 'active',
  bound: true,
  orOwner: false,
  ...more,
});
const house = (ask: string, takes: MatrixLine['takes'], bound = false): MatrixLine => ({
  ask,
  takes,
  chat: null,
  bound,
  orOwner: false,
});
const orOwner = { orOwner: true };

/** Every command and everything that a card asks for. */
export const matrix: readonly MatrixLine[] = [
  ...['online', 'away', 'offline', 'presence online', 'status', 'mine', 'help'].map((ask) =>
    house(ask, 'everyone'),
  ),
  ...['queue', 'chats', 'chats search', 'filter active'].map((ask) => house(ask, 'see')),
  ...['next', 'canned list'].map((ask) => house(ask, 'work')),
  chat('claim #', 'work', { chat: 'pending' }),
  chat('claim # over', 'work'),
  chat('release #', 'steer', orOwner),
  chat('restore #', 'steer', orOwner),
  chat('close # Billing', 'steer', orOwner),
  chat('close # Billing', 'work', { chat: 'pending' }),
  chat('priority # urgent', 'steer', orOwner),
  chat('retry #', 'steer', orOwner),
  chat('retry # discard', 'steer', orOwner),
  chat('transfer # TO please', 'transfer', orOwner),
  chat('assign # TO', 'steer'),
  chat('whisper # psst', 'steer'),
  chat('overview #', 'watch'),
  chat('reopen #', 'work', { chat: 'closed' }),
  ...['reply # hello', 'template #', 'canned #', 'suggest #', 'held discard HELD'].map((ask) =>
    chat(ask, 'owner'),
  ),
  chat('retry # edit HELD', 'owner'),
  ...['note # VIP', 'category # Shipping'].map((ask) => chat(ask, 'annotate')),
  ...['history #', 'info #', 'actions #'].map((ask) => chat(ask, 'see')),
  ...['overview', 'agents', 'report 7d'].map((ask) => house(ask, 'watch')),
  ...['overview KEY', 'overview agent WHO', 'overview post KEY', 'overview stop KEY'].map((ask) =>
    house(ask, 'watch', true),
  ),
  ...['report 7d KEY', 'report today KEY WHO', 'agents WHO'].map((ask) => house(ask, 'watch', true)),
  // Everybody sets their own.
  { ...house('presence WHO away', 'steer', true), orOwner: true },
  house('agents WHO presence online', 'steer', true),
  ...['limit WHO 5', 'doctor', 'agents add @U0NEW agent New'].map((ask) => house(ask, 'manage')),
  ...[
    'limit 5',
    'role support agent',
    'skills Billing',
    'languages de',
    'unassign KEY',
    'assign KEY',
    'deactivate',
    'reactivate',
    'history',
  ].map((ask) => house(`agents WHO ${ask}`, 'manage')),
  ...['canned add Hi | Hello', 'canned change Hi | Good day', 'canned remove Hi'].map((ask) =>
    house(ask, 'manage'),
  ),
  house('chatbot', 'manage'),
  ...[
    '',
    ' support on',
    ' categories Billing; Shipping',
    ' hours always',
    ' routing mode=claim',
    ' waiting maxWaitMinutes=20',
    ' alarms queueLength=7',
    ' oncall onCall=nothing',
    ' closing requiredToClose=nothing',
    ' unassign WHO',
    ' assign WHO',
    ' history',
  ].map((ask) => house(`chatbot KEY${ask}`, 'manage')),
];

const page = readFileSync(new URL('../../docs/roles.md', import.meta.url), 'utf8');
const [head = [], , ...rows] = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** The page's own word on it. */
function pageSays(role: string, column: Column): boolean {
  const row = rows.find(([name]) => name === role);
  const at = head.indexOf(column);
  if (!row || at < 0) throw new Error(`the page about roles does not know ${role} or ${column}`);
  return row[at] === 'yes';
}

/** Whether someone may; null is somebody who is no agent. */
export function mayAsk({ takes, bound, orOwner: also }: MatrixLine, stand: Stand | null): boolean {
  if (!stand) return false;
  const { role, assigned, owns } = stand;
  if (takes === 'owner') return owns;
  if (also && owns) return true;
  // Nobody sees a chatbot they are not assigned to, unless admin or owner.
  if (bound && !assigned && role !== 'admin' && role !== 'owner') return false;
  return takes === 'everyone' || pageSays(role, takes);
}

/** What people read who may not; every other refusal is about something else. */
export const notAllowed =
  /Your role may not|not assigned to this chatbot|has this conversation|do not have this conversation|not an agent here|that you may see|No such agent/u;

/**
 * What stands in the tables, as one print of each; `except` are those that change by themselves.
 */
export async function printTables(
  query: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
  except: readonly string[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const found = await query("select tablename from pg_tables where schemaname = 'public' order by tablename");
  const tables = found.map(({ tablename }) => String(tablename)).filter((name) => !except.includes(name));
  if (tables.length < 20) throw new Error('there are more tables than that');
  const prints = tables.map(
    (name) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from "${name}" t`,
  );
  return Object.fromEntries(
    (await query(prints.join(' union all '))).map(({ name, print }) => [String(name), print]),
  );
}
