// Reads what people wrote of a chatbot's settings, in a dialog's fields or in one line, into a change.

import { type Chatbot, type Hours, leaveRules, skillRules, waitEnds } from '../../core/chatbot.js';
import type { ChatbotChange } from '../../core/chatbot-settings.js';
import { Refusal } from '../../core/errors.js';
import { type ChatbotPart, nothingChosen } from '../cards/manage-forms.js';

export type Values = Readonly<Record<string, string>>;

const wrong = (field: string, what: string) => new Refusal('bad-input', { what, field });

/** Lists as people write them: one a line, or with commas between. */
export function readList(value: string): string[] {
  const none = ['', '-', '–', nothingChosen, 'none'];
  return value
    .split(/[\n,]/u)
    .map((one) => one.replace(/\s+/gu, ' ').trim())
    .filter((one) => !none.includes(one.toLowerCase()));
}

/** A whole number; null for nothing, `off` and `never`. Throws Refusal `bad-input` for anything else. */
export function readNumber(field: string, value: string): number | null {
  const plain = value.trim().toLowerCase();
  if (['', '-', '–', 'off', 'never', nothingChosen].includes(plain)) return null;
  if (!/^[0-9]{1,9}$/u.test(plain)) throw wrong(field, `“${value.trim().slice(0, 30)}” is no whole number`);
  return Number(plain);
}

function readOnOff(field: string, value: string): boolean {
  const plain = value.trim().toLowerCase();
  if (['on', 'yes', 'true'].includes(plain)) return true;
  if (['off', 'no', 'false'].includes(plain)) return false;
  throw wrong(field, 'say “on” or “off”');
}

function readOne<Word extends string>(field: string, value: string, known: readonly Word[]): Word {
  const plain = value.trim().toLowerCase();
  const found = known.find((word) => word === plain);
  if (found === undefined) throw wrong(field, `one of ${known.join(', ')}`);
  return found;
}

function readHours(values: Values, chatbot: Chatbot): Hours | null {
  const written = values.open;
  const timezone = (values.timezone ?? '').trim() || chatbot.hours?.timezone || 'UTC';
  if (written === undefined) return chatbot.hours && { ...chatbot.hours, timezone };
  const lines = written.split(/[\n;·]/u).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  if (filled.length === 0 || filled.join().toLowerCase() === 'always') return null;
  const open: Record<string, string> = {};
  for (const line of filled) {
    const match = /^(\S+)\s+(\S.*)$/u.exec(line);
    const [days, spans] = [match?.[1]?.toLowerCase(), match?.[2]];
    if (!days || !spans)
      throw new Refusal('bad-hours', {
        why: `“${line}” is no line such as mon-fri 09:00-18:00.`,
        field: 'open',
      });
    open[days] = open[days] ? `${open[days]}, ${spans}` : spans;
  }
  return { timezone, open };
}

type Routing = NonNullable<ChatbotChange['routing']>;

const numbers = ['firstReplySeconds', 'maxWaitMinutes', 'idleMinutes', 'uncountedAfterMinutes'] as const;

function readRouting(values: Values, { routing }: Chatbot): Routing {
  const { mode, strategy, fallback } = values;
  const category = readSkill('category', values) ?? routing.skills.category;
  const language = readSkill('language', values) ?? routing.skills.language;
  return {
    ...(mode === undefined ? {} : { mode: readOne('mode', mode, ['claim', 'auto']) }),
    ...(strategy === undefined ? {} : { strategy: strategy.trim().toLowerCase() }),
    ...(fallback === undefined ? {} : { fallback: readList(fallback)[0]?.toLowerCase() ?? null }),
    skills: { category, language },
  };
}

function readSkill(field: 'category' | 'language', values: Values) {
  const value = values[field];
  return value === undefined ? null : readOne(field, value, skillRules);
}

function readWaiting(values: Values): Routing {
  const { whenWaitedTooLong: tooLong, whenAgentLeaves: leaves, agentGoneMinutes: gone } = values;
  const read: Record<string, number | null> = {};
  for (const field of numbers) {
    const value = values[field];
    if (value !== undefined) read[field] = readNumber(field, value);
  }
  return {
    ...read,
    ...(tooLong === undefined ? {} : { whenWaitedTooLong: readOne('whenWaitedTooLong', tooLong, waitEnds) }),
    ...(leaves === undefined ? {} : { whenAgentLeaves: readOne('whenAgentLeaves', leaves, leaveRules) }),
    ...(gone === undefined ? {} : { agentGoneMinutes: readNumber('agentGoneMinutes', gone) ?? 0 }),
  };
}

function readAlarms(values: Values, { routing }: Chatbot): Routing {
  const read = (field: 'waitMinutes' | 'queueLength' | 'failures') => {
    const value = values[field];
    return value === undefined ? routing.alarms[field] : readNumber(field, value);
  };
  return {
    alarms: {
      waitMinutes: read('waitMinutes'),
      queueLength: read('queueLength'),
      failures: read('failures'),
      nobodyOnline:
        values.nobodyOnline === undefined
          ? routing.alarms.nobodyOnline
          : readOnOff('nobodyOnline', values.nobodyOnline),
    },
  };
}

const readers: Record<ChatbotPart, (values: Values, chatbot: Chatbot) => ChatbotChange> = {
  support: ({ humanSupport }) =>
    humanSupport === undefined ? {} : { humanSupport: readOnOff('humanSupport', humanSupport) },
  categories: ({ categories }) => (categories === undefined ? {} : { categories: readList(categories) }),
  hours: (values, chatbot) => ({ hours: readHours(values, chatbot) }),
  routing: (values, chatbot) => ({ routing: readRouting(values, chatbot) }),
  waiting: (values) => ({ routing: readWaiting(values) }),
  alarms: (values, chatbot) => ({ routing: readAlarms(values, chatbot) }),
  oncall: ({ onCall, onCallInHours }) => ({
    routing: {
      ...(onCall === undefined ? {} : { onCall: readList(onCall) }),
      ...(onCallInHours === undefined ? {} : { onCallInHours: readOnOff('onCallInHours', onCallInHours) }),
    },
  }),
  closing: ({ requiredToClose, asksRating }) => ({
    ...(requiredToClose === undefined
      ? {}
      : {
          requiredToClose:
            readOne('requiredToClose', requiredToClose, [nothingChosen, 'category']) === 'category'
              ? ['category']
              : [],
        }),
    ...(asksRating === undefined ? {} : { asksRating: readOnOff('asksRating', asksRating) }),
  }),
};

/** What the values say of one part; what is not among them stays. Throws Refusal `bad-input` with the field. */
export function readChange(part: ChatbotPart, values: Values, chatbot: Chatbot): ChatbotChange {
  return readers[part](values, chatbot);
}

/** What a bare value after the part's word is about. */
const mainFields: Partial<Record<ChatbotPart, string>> = {
  support: 'humanSupport',
  categories: 'categories',
  hours: 'open',
  oncall: 'onCall',
};

/**
 * A typed line as values: `support on`, `categories A, B`, `hours Europe/Berlin mon-fri 09:00-18:00; sat 10:00-14:00`,
 * `routing mode=auto strategy=round-robin`. Throws Refusal `bad-input` for what names no field of `known`.
 */
export function readTyped(part: ChatbotPart, line: string, known: readonly string[]): Values {
  const main = mainFields[part];
  const zone = part === 'hours' ? /^(UTC|[A-Za-z_]+\/\S+)\s*/u.exec(line) : null;
  if (zone) {
    const open = line.slice(zone[0].length).trim();
    return { timezone: zone[1] ?? '', ...(open === '' ? {} : { open }) };
  }
  if (main) return { [main]: line };
  const values: Record<string, string> = {};
  for (const word of line.trim().split(/[\s,]+/u)) {
    const [name = '', value = ''] = word.split('=', 2);
    const field = known.find((one) => one.toLowerCase() === name.toLowerCase());
    if (field === undefined || !word.includes('='))
      throw new Refusal('bad-input', { what: `write ${known.map((one) => `${one}=…`).join(' ')}` });
    values[field] = value;
  }
  return values;
}
