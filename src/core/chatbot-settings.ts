// A chatbot's settings as people change them: what may be changed, and what is wrong with settings that cannot be. Pure.

import type { Chatbot, RoutingPolicy } from './chatbot.js';
import { Refusal } from './errors.js';
import { findCycle } from './fallback.js';
import { checkHours } from './hours.js';

type Settings = Pick<
  Chatbot,
  'humanSupport' | 'categories' | 'hours' | 'requiredToClose' | 'asksRating' | 'routing'
>;

/** What is to be different; of the routing only the parts that are named. */
export type ChatbotChange = Partial<Omit<Settings, 'routing'>> & {
  readonly routing?: Partial<RoutingPolicy>;
};

/** One setting before and after, in the words of the audit trail. */
export interface SettingChanged {
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The chatbot with the change. */
export function changeSettings(chatbot: Chatbot, change: ChatbotChange): Chatbot {
  const { routing, ...rest } = change;
  return { ...chatbot, ...rest, routing: { ...chatbot.routing, ...routing } };
}

const same = (one: unknown, other: unknown) => inOrder(one) === inOrder(other);

/** As JSON with its keys in one order: a database gives them back in its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : 1)))
      : one,
  );
}

const settingNames = {
  humanSupport: 'human support',
  categories: 'categories',
  hours: 'hours',
  requiredToClose: 'required to close',
  asksRating: 'rating',
} as const;

/** What differs, setting by setting; of the routing each part by its own name. */
export function listSettingChanges(before: Chatbot, after: Chatbot): SettingChanged[] {
  const keys = Object.keys(settingNames) as (keyof typeof settingNames)[];
  const parts = Object.keys(after.routing) as (keyof RoutingPolicy)[];
  return [
    ...keys.map((key) => ({ what: settingNames[key] as string, before: before[key], after: after[key] })),
    ...parts.map((key) => ({
      what: `routing ${key}`,
      before: before.routing[key],
      after: after.routing[key],
    })),
  ].filter((one) => !same(one.before, one.after));
}

const mostOnCall = 20;
const mostCategories = 100;
const longestCategory = 80;
const weekMinutes = 10_080;

/** From and until for each number of the routing. */
const ranges: readonly [keyof RoutingPolicy, string, number, number][] = [
  ['firstReplySeconds', 'seconds', 1, 86_400],
  ['maxWaitMinutes', 'minutes', 1, weekMinutes],
  ['idleMinutes', 'minutes', 1, weekMinutes],
  ['uncountedAfterMinutes', 'minutes', 1, weekMinutes],
  ['agentGoneMinutes', 'minutes', 0, weekMinutes],
];

const alarmRanges = { waitMinutes: weekMinutes, queueLength: 100_000, failures: 100_000 } as const;

/**
 * Checks settings that somebody wrote, beside the organization's other chatbots. The refusal's `field` names the
 * setting. Throws Refusal: bad-input, bad-hours, unknown-chatbot, fallback-cycle.
 */
export function checkSettings(
  chatbot: Chatbot,
  known: { readonly chatbots: readonly Chatbot[]; readonly strategies: readonly string[] },
): void {
  checkCategories(chatbot);
  checkOpening(chatbot);
  const { routing } = chatbot;
  if (!known.strategies.includes(routing.strategy))
    throw wrong(
      'strategy',
      `there is no strategy “${routing.strategy}”; known: ${known.strategies.join(', ')}`,
    );
  for (const [key, unit, from, until] of ranges) checkNumber(key, routing[key], { unit, from, until });
  for (const [key, until] of Object.entries(alarmRanges))
    checkNumber(key, routing.alarms[key as keyof typeof alarmRanges], { unit: '', from: 1, until });
  if (routing.onCall.length > mostOnCall) throw wrong('onCall', `at most ${mostOnCall} agents`);
  checkFallback(chatbot, known.chatbots);
}

function checkCategories({ categories, requiredToClose }: Chatbot): void {
  if (categories.length > mostCategories)
    throw wrong('categories', `at most ${mostCategories} categories, these are ${categories.length}`);
  const long = categories.find((one) => one.length > longestCategory);
  if (long) throw wrong('categories', `a category has at most ${longestCategory} characters`);
  const names = categories.map((one) => one.toLocaleLowerCase());
  const twice = categories.find((one, at) => names.indexOf(one.toLocaleLowerCase()) !== at);
  if (twice) throw wrong('categories', `“${twice}” is there twice`);
  if (requiredToClose.includes('category') && categories.length === 0)
    throw wrong('requiredToClose', 'there are no categories that could be required');
}

function checkOpening({ hours }: Chatbot): void {
  if (!hours) return;
  try {
    checkHours(hours);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = isTimezone(hours.timezone) ? 'open' : 'timezone';
    throw new Refusal(error.code, { ...error.detail, field });
  }
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

function checkNumber(
  field: string,
  value: unknown,
  { unit, from, until }: { readonly unit: string; readonly from: number; readonly until: number },
): void {
  if (value === null) return;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= from && value <= until;
  if (!fits) throw wrong(field, `a whole number${unit ? ` of ${unit}` : ''} from ${from} to ${until}`);
}

function checkFallback(chatbot: Chatbot, chatbots: readonly Chatbot[]): void {
  const { fallback } = chatbot.routing;
  if (fallback === null) return;
  if (!chatbots.some(({ key }) => key === fallback))
    throw new Refusal('unknown-chatbot', { name: fallback, field: 'fallback' });
  const cycle = findCycle([...chatbots.filter(({ id }) => id !== chatbot.id), chatbot]);
  if (cycle) throw new Refusal('fallback-cycle', { chain: cycle.join(' → '), field: 'fallback' });
}

const wrong = (field: string, what: string) => new Refusal('bad-input', { what, field });
