// The shape of baton.yaml, strictly: an unknown key is an error, a missing one takes its default.

import { z } from 'zod';
import { roles } from '../core/agent.js';
import { cannedProblem, tidyCannedName } from '../core/canned.js';
import {
  defaultHandOff,
  defaultRouting,
  leaveRules,
  requiredFields,
  skillRules,
  waitEnds,
} from '../core/chatbot.js';

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be lower-case letters, digits and hyphens, at most 50');
const name = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters');
const picture = z.url('must be a URL').nullable().default(null);
const word = z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters');

const timezone = z.string().refine(isTimezone, 'must be a time zone such as Europe/Berlin');
const days = /^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/;
const span = '([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)';
const spans = new RegExp(`^${span}(, ?${span})*$`);

const hours = z.strictObject({
  timezone,
  open: z.record(
    z.string().regex(days, 'must be a day or a range of days, such as mon-fri'),
    z.string().regex(spans, 'must be hours such as "09:00-18:00" or "09:00-12:00, 13:00-18:00"'),
  ),
});

const desk = z.strictObject({
  kind: word,
  team: word.nullable().default(null),
  place: word,
  mirror: z.enum(['on-request', 'always']).default('on-request'),
});

const minutes = z.int().min(1).max(10_080).nullable().default(null);

const routing = z
  .strictObject({
    mode: z.enum(['claim', 'auto']).default(defaultRouting.mode),
    strategy: word.default(defaultRouting.strategy),
    skills: z
      .strictObject({
        category: z.enum(skillRules).default('ignore'),
        language: z.enum(skillRules).default('ignore'),
      })
      .prefault({}),
    firstReplySeconds: z.int().min(1).max(86_400).nullable().default(null),
    maxWaitMinutes: minutes,
    whenWaitedTooLong: z.enum(waitEnds).default(defaultRouting.whenWaitedTooLong),
    idleMinutes: minutes,
    uncountedAfterMinutes: minutes,
    whenAgentLeaves: z.enum(leaveRules).default(defaultRouting.whenAgentLeaves),
    agentGoneMinutes: z.int().min(0).max(10_080).default(defaultRouting.agentGoneMinutes),
    fallback: key.nullable().default(null),
    onCall: z.array(name).max(20, 'must have at most 20 entries').default([]),
    onCallInHours: z.boolean().default(false),
    alarms: z
      .strictObject({
        waitMinutes: minutes,
        queueLength: z.int().min(1).max(100_000).nullable().default(null),
        failures: z.int().min(1).max(100_000).nullable().default(null),
        nobodyOnline: z.boolean().default(true),
      })
      .prefault({}),
  })
  .prefault({});

const handOff = z
  .strictObject({
    phrases: z.array(word).default([...defaultHandOff.phrases]),
    failedAnswers: z.int().min(1).max(100).default(defaultHandOff.failedAnswers),
  })
  .prefault({});

// What else a channel or an assistant may carry is for its own kind to say.
const ofSomeKind = z.looseObject({ kind: word });

const canned = z.strictObject({ name: z.string(), text: z.string().trim() }).superRefine((given, context) => {
  const wrong = cannedProblem(given);
  if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
});

const chatbot = z.strictObject({
  key,
  name,
  picture,
  humanSupport: z.boolean().default(true),
  assistant: ofSomeKind,
  desk: desk.nullable().default(null),
  channels: z.array(ofSomeKind).default([]),
  routing,
  handOff,
  hours: hours.nullable().default(null),
  categories: z.array(name).max(100, 'must have at most 100 entries').default([]),
  requiredToClose: z.array(z.enum(requiredFields)).default([]),
  asksRating: z.boolean().default(false),
  canned: z
    .array(canned)
    .max(500, 'must have at most 500 entries')
    .refine(differ, 'must not have two of one name')
    .default([]),
});

// Beside these keys an agent carries one per desk: `slack: U0KIM`.
const agent = z.looseObject({
  name,
  role: z.enum(roles),
  picture,
  chatLimit: z.int().min(0).max(100).default(3),
  skills: z.array(name).max(100).default([]),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'must be a language such as en'))
    .max(20)
    .default([]),
  chatbots: z.array(key).default([]),
});

export const agentKeys: ReadonlySet<string> = new Set(Object.keys(agent.shape));

/** `U0KIM`, or `{ team: T0ACME, user: U0KIM }` where one deployment serves several teams. */
export const identityShape = z.union([
  word.transform((user) => ({ team: '', user })),
  z.strictObject({ team: word, user: word }),
]);

export const declarationShape = z.strictObject({
  organization: z
    .union([key.transform((only) => ({ key: only, name: only })), z.strictObject({ key, name })])
    .prefault('default'),
  chatbots: z.array(chatbot).min(1, 'must name at least one chatbot'),
  agents: z.array(agent).default([]),
});

export type YamlDeclaration = z.output<typeof declarationShape>;
export type YamlChatbot = YamlDeclaration['chatbots'][number];
export type YamlAgent = YamlDeclaration['agents'][number];

function differ(named: readonly { readonly name: string }[]): boolean {
  return new Set(named.map((one) => tidyCannedName(one.name).toLowerCase())).size === named.length;
}

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
