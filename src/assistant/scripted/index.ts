// The scripted assistant: a YAML file of questions and answers, for demos, tests and small shops.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, Ask, AssistantKind } from '../assistant.js';
import { sayCommonmark } from '../said.js';
import { describeProblem } from '../settings-problem.js';
import { describe, scriptFailure } from './errors.js';
import { fillIn, type HumanStretch, readHumanStretch } from './fill-in.js';
import { isGreeting, matchQuestion } from './match-question.js';
import { type Question, readScript, type Script } from './script.js';

const settings = z.strictObject({
  kind: z.literal('scripted'),
  /** Path of the script. */
  file: z.string().min(1),
  /** How long it pretends to think. */
  delaySeconds: z.number().min(0).max(60).default(0),
});

/** The kind `scripted`: settings `{ file, delaySeconds? }`. */
export function createScriptedKind(): AssistantKind {
  return {
    kind: 'scripted',
    check(given) {
      const read = settings.safeParse(given);
      if (!read.success) return describeProblem(read.error);
      try {
        readScript(read.data.file);
        return null;
      } catch (cause) {
        return `file: ${read.data.file}: ${describe(cause)}`;
      }
    },
    create(chatbot) {
      const { file, delaySeconds } = settings.parse(chatbot.assistant);
      const script = loadScript(file);
      return {
        kind: 'scripted',
        async answer(ask, signal) {
          signal.throwIfAborted();
          if (delaySeconds > 0) await sleep(delaySeconds * 1000, undefined, { signal });
          return answerByScript(script, ask);
        },
      };
    },
  };
}

function loadScript(file: string): Script {
  try {
    return readScript(file);
  } catch (cause) {
    throw scriptFailure(file, cause);
  }
}

/** What the script says to the last customer line. */
function answerByScript(script: Script, ask: Ask): Answer {
  const asked = ask.history.findLast((line) => line.author === 'contact')?.text ?? '';
  const stretch = readHumanStretch(ask.history);
  const welcome = stretch.justHandedBack
    ? script.questions.find((one) => one.afterHandBack && one.when.length === 0)
    : undefined;
  const matched = matchQuestion(script, asked);
  const question = matched?.afterHandBack && !stretch.justHandedBack ? null : matched;
  const answer = question
    ? answerQuestion(script, question, { ask, stretch })
    : answerUnknown(script, asked, welcome !== undefined);
  if (!welcome?.answer || welcome === question) return answer;
  return { ...answer, messages: [...sayCommonmark(fillIn(welcome.answer, stretch)), ...answer.messages] };
}

function answerUnknown(script: Script, asked: string, welcomed: boolean): Answer {
  const greets = script.greeting !== undefined && isGreeting(asked);
  const words = welcomed ? '' : greets ? (script.greeting ?? '') : script.fallback;
  return {
    messages: sayCommonmark(words),
    requestHuman: null,
    failed: !greets && !welcomed,
    deferred: false,
  };
}

function answerQuestion(
  script: Script,
  question: Question,
  at: { readonly ask: Ask; readonly stretch: HumanStretch },
): Answer {
  const offered = question.requestHuman && at.ask.chatbot.humanSupport;
  const refused = question.requestHuman && !offered;
  const words = refused ? script.humanOff : (question.answer ?? handOffWords(script, at.ask));
  return {
    messages: words === '' ? [] : sayCommonmark(fillIn(words, at.stretch), question.buttons),
    requestHuman: offered ? { reason: 'The customer asked for a person' } : null,
    failed: false,
    deferred: false,
  };
}

/** Where nobody is there to join, the house says how it is: nothing is promised then. */
function handOffWords({ handOff }: Script, { reach }: Ask): string {
  return reach && reach.people !== 'online' ? '' : handOff;
}
