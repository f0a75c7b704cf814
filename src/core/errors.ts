// The two kinds of expected error, named by what the caller does next; anything else is our bug.

/** Why our own rules say no. A closed list: every code has its sentence in `refusalSentence`. */
export type RefusalCode =
  | 'bad-input'
  | 'unknown-command'
  | 'not-an-agent'
  | 'deactivated'
  | 'guest'
  | 'role'
  | 'other-chatbot'
  | 'unknown-conversation'
  | 'unknown-agent'
  | 'not-owner'
  | 'owned-by-other'
  | 'already-yours'
  | 'not-pending'
  | 'not-active'
  | 'closed'
  | 'not-closed'
  | 'newer-conversation'
  | 'limit-reached'
  | 'agent-offline'
  | 'stale'
  | 'epoch'
  | 'human-support-off'
  | 'queue-empty'
  | 'empty-message'
  | 'too-long'
  | 'file-refused'
  | 'channel-cannot'
  | 'no-thread'
  | 'nothing-to-retry'
  | 'unknown-category'
  | 'duplicate'
  | 'window-closed'
  | 'channel-paused'
  | 'unknown-template'
  | 'unknown-chatbot'
  | 'unknown-canned'
  | 'required-fields'
  | 'fallback-cycle'
  | 'bad-hours'
  | 'outside-hours'
  | 'no-suggestion'
  | 'below-load'
  | 'other-desk'
  | 'last-owner'
  | 'already-agent'
  | 'unreachable'
  | 'rate';

/** A command that gets the agent further after a refusal, shown as a button or a hint. */
export interface Remedy {
  readonly command: string;
  readonly label: string;
  readonly args?: string;
}

/** Our rules say no: never retried, always explained, may carry remedies. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    readonly detail: Readonly<Record<string, string | number>> = {},
    readonly remedies: readonly Remedy[] = [],
  ) {
    super(refusalSentence(code, detail));
  }
}

const sentences: Record<RefusalCode, (d: Readonly<Record<string, string | number>>) => string> = {
  'bad-input': (d) => `That could not be read${d.what ? `: ${d.what}` : '.'}`,
  'unknown-command': (d) =>
    `There is no command “${d.word ?? ''}”.${d.near ? ` Did you mean “${d.near}”?` : ''}`,
  'not-an-agent': () => 'You are not an agent here yet. Ask an admin to add you.',
  deactivated: () => 'Your agent account is deactivated.',
  guest: (d) =>
    `${d.agent ? `${d.agent} is a guest` : 'You are a guest'} here; only members of this organization can work with Baton.`,
  role: (d) => `Your role may not do that${d.needs ? ` (it takes ${d.needs})` : ''}.`,
  'other-chatbot': () => 'You are not assigned to this chatbot.',
  'unknown-conversation': (d) => `No such conversation${d.reference ? ` (${d.reference})` : ''}.`,
  'unknown-agent': (d) => `No such agent${d.name ? `: ${d.name}` : ''}.`,
  'not-owner': (d) => (d.owner ? `${d.owner} has this conversation.` : 'You do not have this conversation.'),
  'owned-by-other': (d) => `${d.owner ?? 'Someone else'} already has this conversation.`,
  'already-yours': () => 'This conversation is already yours.',
  'not-pending': (d) =>
    `This conversation does not wait for a person${d.status ? `: it is ${d.status}` : ''}.`,
  'not-active': (d) => `Nobody has this conversation at the moment${d.status ? `: it is ${d.status}` : ''}.`,
  closed: () => 'This conversation is closed.',
  'not-closed': () => 'This conversation is not closed.',
  'newer-conversation': (d) =>
    `The customer already has a newer conversation${d.reference ? ` (${d.reference})` : ''}.`,
  'limit-reached': (d) =>
    `${d.agent ?? 'You'} already ${d.agent ? 'has' : 'have'} ${d.load ?? 'the most'} of ${d.limit ?? ''} chats.`,
  'agent-offline': (d) => `${d.agent ?? 'That agent'} is not online.`,
  stale: () => 'This card is out of date: the conversation has moved on.',
  epoch: () => 'The conversation changed hands in the meantime.',
  'human-support-off': () => 'This chatbot has no human support.',
  'queue-empty': () => 'Nobody is waiting.',
  'empty-message': () => 'There is nothing to send.',
  'too-long': (d) => `That is too long${d.limit ? ` (at most ${d.limit} characters)` : ''}.`,
  'file-refused': (d) => `The file ${d.name ? `“${d.name}” ` : ''}was refused${d.why ? `: ${d.why}` : ''}.`,
  'channel-cannot': (d) => `The customer's channel cannot ${d.what ?? 'do that'}.`,
  'no-thread': () => 'This conversation has no thread yet.',
  'nothing-to-retry': () => 'There is nothing to retry here.',
  'unknown-category': (d) =>
    `There is no category “${d.category ?? ''}”${d.known ? `; known: ${d.known}` : ''}.`,
  duplicate: () => 'The same id was used before with other content.',
  'window-closed': (d) =>
    `${d.channel ?? 'The channel'} lets us write freely only for a while after the customer's last message; that ended${d.at ? ` ${d.at}` : ''}.`,
  'channel-paused': (d) => `The channel is paused${d.why ? `: ${d.why}` : ''}.`,
  'unknown-template': (d) => `There is no template “${d.name ?? ''}”.`,
  'unknown-chatbot': (d) => `There is no chatbot “${d.name ?? ''}” that you may see.`,
  'unknown-canned': (d) => `There is no prepared answer “${d.name ?? ''}”.`,
  'required-fields': (d) => `Before it is closed it needs: ${d.fields ?? 'a category'}.`,
  'fallback-cycle': (d) => `That would go round in a circle${d.chain ? `: ${d.chain}` : ''}.`,
  'bad-hours': (d) => `These hours cannot be${d.why ? `: ${d.why}` : '.'}`,
  'outside-hours': (d) => `It is outside the hours${d.opensAt ? `; next opening ${d.opensAt}` : ''}.`,
  'no-suggestion': (d) => `No answer could be suggested${d.why ? `: ${d.why}` : '.'}`,
  'below-load': (d) =>
    `${d.agent ?? 'The agent'} has ${d.load ?? 'more'} chats now, so the limit cannot be ${d.limit ?? 'lower'}; close, transfer or release some first.`,
  'other-desk': (d) =>
    `${d.agent ?? 'The agent'} is nobody on ${d.desk ?? 'the desk'} where ${d.chatbot ?? 'the chatbot'} is answered.`,
  'last-owner': (d) => `${d.agent ?? 'This agent'} is the only owner; make somebody else an owner first.`,
  'already-agent': (d) => `${d.agent ?? 'This person'} is an agent${d.where ? ` ${d.where}` : ''} already.`,
  unreachable: (d) => `${d.agent ?? 'The agent'} could not be reached; nothing was shown to them.`,
  rate: () => 'Too many at once; please wait a moment.',
};

/** The one sentence a person reads for a refusal; short, plain, without blame. */
export function refusalSentence(
  code: RefusalCode,
  detail: Readonly<Record<string, string | number>> = {},
): string {
  return sentences[code](detail);
}

/** What the caller does about an outside failure. */
export type FailureClass = 'retry' | 'window' | 'recipient' | 'content' | 'auth' | 'policy';

export interface FailureFacts {
  readonly class: FailureClass;
  /** The platform's own code, for logs and for people who look it up. */
  readonly code: string;
  /** When the platform told us how long to wait. */
  readonly retryAfterMs?: number;
  /** True when the call may have happened (timeout after write, 5xx): never blindly repeated. */
  readonly ambiguous?: boolean;
}

/** The code of a Failure that is no trouble: we hold a call back ourselves, to stay below a platform's limits. */
export const ownPace = 'own-pace';

/** The outside world broke. Each platform maps its codes to this once, in its own `errors.ts`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly class: FailureClass;
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly ambiguous: boolean;
  constructor(sentence: string, facts: FailureFacts, options?: { cause?: unknown }) {
    super(sentence, options);
    this.class = facts.class;
    this.code = facts.code;
    // Whole milliseconds: a wait is a column, and a fraction would be refused there.
    this.retryAfterMs = facts.retryAfterMs === undefined ? null : Math.ceil(facts.retryAfterMs);
    this.ambiguous = facts.ambiguous ?? false;
  }
}
