// A chat-completions server on loopback whose answers a test decides: words, a request for a person, trouble, or a held breath.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { aidOpening } from '../../src/assistant/openai/aid-prompt.js';

interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Words to say, a tool call, an empty answer, or an error status. */
export type Scripted =
  | { readonly say: string }
  | { readonly requestHuman: string; readonly say?: string }
  | { readonly empty: true }
  | { readonly status: number };

export interface Hold {
  /** Resolves when a question has arrived and is being held. */
  arrived(): Promise<Asked>;
  /** Lets the held question be answered; later ones are answered at once. */
  letGo(answer: Scripted): void;
}

export interface OpenaiServer {
  /** For `baseUrl`. */
  readonly url: string;
  /** Every customer's question so far, oldest first. */
  readonly asked: readonly Asked[];
  /** Every question on the agents' behalf so far: for a brief, for a suggestion. */
  readonly aided: readonly Asked[];
  /** Decides the answers from now on; without a script it repeats the customer's last line. */
  script(answer: ((asked: Asked) => Scripted) | null): void;
  /** Decides what agents are helped with from now on; without a script there is nothing to say. */
  scriptAids(answer: ((asked: Asked) => Scripted) | null): void;
  /** Holds a customer's next question until it is let go. */
  hold(): Hold;
  close(): Promise<void>;
}

const echo = (asked: Asked): Scripted => ({ say: `You said: ${lastLine(asked)}` });

/** The last thing the customer said, as the model reads it. */
export function lastLine(asked: Asked): string {
  return asked.messages.findLast((message) => message.role === 'user')?.content ?? '';
}

/** True for a question on the agents' behalf. */
function isAid({ messages }: Asked): boolean {
  return messages[0]?.content.startsWith(aidOpening) ?? false;
}

function messageOf(answer: Exclude<Scripted, { status: number }>): object {
  if ('requestHuman' in answer) {
    const call = {
      name: 'request_human',
      arguments: JSON.stringify({ reason: answer.requestHuman }),
    };
    return { content: answer.say ?? null, tool_calls: [{ id: 'c1', type: 'function', function: call }] };
  }
  return { content: 'say' in answer ? answer.say : '' };
}

function send(response: ServerResponse, answer: Scripted): void {
  const failed = 'status' in answer;
  response.writeHead(failed ? answer.status : 200, { 'content-type': 'application/json' });
  const body = failed
    ? { error: { message: 'no' } }
    : { choices: [{ finish_reason: 'stop', message: messageOf(answer) }] };
  response.end(JSON.stringify(body));
}

/** Starts the server on a free port. */
export async function startOpenaiServer(): Promise<OpenaiServer> {
  const asked: Asked[] = [];
  const aided: Asked[] = [];
  let script = echo;
  let aids: (asked: Asked) => Scripted = () => ({ empty: true });
  let held: ((question: Asked, response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const question = body as Asked;
      if (isAid(question)) {
        aided.push(question);
        return send(response, aids(question));
      }
      asked.push(question);
      const holder = held;
      held = null;
      if (holder) holder(question, response);
      else send(response, script(question));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    aided,
    script(answer) {
      script = answer ?? echo;
    },
    scriptAids(answer) {
      aids = answer ?? (() => ({ empty: true }));
    },
    hold() {
      let waiting: ServerResponse | null = null;
      const arrival = new Promise<Asked>((resolve) => {
        held = (question, response) => {
          waiting = response;
          resolve(question);
        };
      });
      return {
        arrived: () => arrival,
        letGo: (answer) => void (waiting && send(waiting, answer)),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
