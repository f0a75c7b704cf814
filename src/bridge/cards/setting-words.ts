// A chatbot's settings as people say them: for the choices of its dialogs, and for the card that shows how it works.

import type { AlarmThresholds, RoutingPolicy } from '../../core/chatbot.js';
import { countOf } from './prose.js';

const words: Readonly<Record<string, string>> = {
  'least-busy': 'Whoever is least busy',
  'round-robin': 'Each in turn',
  'longest-idle': 'Whoever was idle longest',
  'last-agent-first': 'Whom they had last time, else the least busy',
  ignore: 'Does not count',
  prefer: 'Those who have it first',
  require: 'Only those who have it',
  alert: 'Tell people',
  restore: 'Back to the assistant',
  'take-message': 'It becomes a message',
  keep: 'Stay with them',
  return: 'Back in the queue after some minutes',
  drain: 'Back in the queue when the customer writes',
};

const wordOf = (value: string): string => words[value] ?? value;
const within = (value: string): string => {
  const word = wordOf(value);
  return word.charAt(0).toLowerCase() + word.slice(1);
};

/** The choices of a setting: what people read, and the value behind it. */
export function inWords(values: readonly string[]): { readonly label: string; readonly value: string }[] {
  return values.map((value) => ({ label: wordOf(value), value }));
}

const joined = (parts: readonly (string | false | null)[], none: string): string =>
  parts.filter((part) => typeof part === 'string').join(' · ') || none;

/** Who gets a chat. */
export function describeRouting({ mode, strategy, skills, fallback }: RoutingPolicy): string {
  return joined(
    [
      mode === 'claim' ? 'whoever claims it' : `given to ${within(strategy)}`,
      skills.category !== 'ignore' && `skill for the category: ${within(skills.category)}`,
      skills.language !== 'ignore' && `the customer’s language: ${within(skills.language)}`,
      fallback === null ? 'nobody helps out' : `${fallback} helps out`,
    ],
    '',
  );
}

/** What happens when somebody waits, is silent, or leaves; what never happens is not told. */
export function describeWaiting(routing: RoutingPolicy): string {
  const { firstReplySeconds, maxWaitMinutes, idleMinutes, uncountedAfterMinutes, agentGoneMinutes } = routing;
  const leaves =
    routing.whenAgentLeaves === 'return'
      ? `back in the queue after ${agentGoneMinutes} min`
      : within(routing.whenAgentLeaves);
  return joined(
    [
      firstReplySeconds !== null && `first reply within ${firstReplySeconds} s, else to somebody else`,
      maxWaitMinutes !== null &&
        `after ${maxWaitMinutes} min in the queue: ${within(routing.whenWaitedTooLong)}`,
      idleMinutes !== null && `closed after ${idleMinutes} min without the customer`,
      uncountedAfterMinutes !== null && `not counted after ${uncountedAfterMinutes} min without the customer`,
      `chats of agents who go offline: ${leaves}`,
    ],
    '',
  );
}

/** From when on supervisors are called. */
export function describeAlarms(alarms: AlarmThresholds): string {
  const { waitMinutes, queueLength, failures, nobodyOnline } = alarms;
  return joined(
    [
      nobodyOnline && 'somebody waits and nobody is online',
      waitMinutes !== null && `somebody waits ${waitMinutes} min`,
      queueLength !== null && `${countOf(queueLength, 'customer')} waiting`,
      failures !== null && `${failures} failed within an hour`,
    ],
    'none',
  );
}
