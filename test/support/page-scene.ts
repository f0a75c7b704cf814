// A door, a message and its way out, for the tests of the channels that write through the Graph API.

import nock from 'nock';
import type { ChannelAddress, Outbound } from '../../src/channels/channel.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import { Failure } from '../../src/core/errors.js';
import type { AttachmentId, OrganizationId } from '../../src/core/id.js';
import type { Attachment, Message } from '../../src/core/message.js';

export const acme = '0193b3c5-7c1e-7f00-8000-00000000000a' as OrganizationId;
export const deliveryId = '0193b3c5-7c1e-7f00-8000-0000000000d1';
/** When the customer wrote; the window closes a day later. */
export const wroteAt = new Date('2026-11-20T10:00:00Z');
export const openUntil = new Date('2026-11-21T10:00:00Z');
export const secondsAfterWriting = (seconds: number): Date => new Date(wroteAt.getTime() + seconds * 1000);

let doors = 0;

/** A door as it is stored; each is another object, as after a change. */
export function makeDoor(kind: string, account: string, settings: object = {}): ChannelAccount {
  doors += 1;
  return {
    organizationId: acme,
    id: `door-${doors}` as ChannelAccount['id'],
    chatbotId: 'bot' as ChannelAccount['chatbotId'],
    kind,
    account,
    settings: { token: 'T', ...settings },
  };
}

export function makeAddress(account: ChannelAccount, address: string): ChannelAddress {
  return { account, address };
}

export function makeFile(name: string, type: string, sizeBytes = 9): Attachment {
  return {
    id: '0193b3c5-7c1e-7f00-8000-0000000000f1' as AttachmentId,
    name,
    type,
    sizeBytes,
    storageKey: 'x',
  };
}

/** A message of the assistant's, unless said otherwise. */
export function makeMessage(changes: Partial<Message> = {}): Message {
  return {
    organizationId: acme,
    id: 'message' as Message['id'],
    conversationId: 'conversation' as Message['conversationId'],
    sequence: 1,
    author: 'assistant',
    agentId: null,
    authorName: 'Ada',
    authorPictureUrl: null,
    kind: 'text',
    text: 'We open at 10.',
    markup: 'plain',
    details: {},
    attachments: [],
    epoch: 1,
    createdAt: wroteAt,
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}

/** Kim's words. */
export const byKim = (changes: Partial<Message> = {}): Message =>
  makeMessage({
    author: 'agent',
    authorName: 'Kim',
    authorPictureUrl: 'https://pictures.example/kim.png',
    ...changes,
  });

/** A way out that records the parts it is told of. */
export function makeOutbound(
  message: Message,
  changes: Partial<Outbound> = {},
): Outbound & { readonly told: string[] } {
  const told: string[] = [];
  return {
    deliveryId,
    message,
    attempt: 1,
    readFile: async () => Buffer.from('the bytes'),
    openUntil,
    parts: [],
    partSent: async (externalId) => void told.push(externalId),
    told,
    ...changes,
  };
}

/** The Graph API as it is asked: what came, in order, and scripted answers, which run out with an error. */
export interface ScriptedGraph {
  readonly bodies: unknown[];
  readonly uris: string[];
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly body: object | string;
}

/** Answers any POST of the host under a version, one after the other; more calls than answers fail the test. */
export function scriptPosts(host: string, answers: readonly ScriptedAnswer[]): ScriptedGraph {
  const script: ScriptedGraph = { bodies: [], uris: [] };
  for (const answer of answers) {
    nock(host)
      .post(/^\/v25\.0\//, (body) => {
        script.bodies.push(body);
        return true;
      })
      .matchHeader('authorization', 'Bearer T')
      .reply(function reply(uri) {
        script.uris.push(uri);
        return [answer.status ?? 200, answer.body];
      });
  }
  return script;
}

export const taken = (id: string): ScriptedAnswer => ({ body: { recipient_id: '2400', message_id: id } });

/** A refusal in the Graph API's one shape. */
export function refused(code: number, subcode?: number, message = 'no', more: object = {}): ScriptedAnswer {
  const error = {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...more,
    fbtrace_id: 'B1',
  };
  return { status: 400, body: { error } };
}

/** The Failure that a call ends in. Throws when it ends otherwise. */
export async function failureOf(sending: Promise<unknown>): Promise<Failure> {
  const error = await sending.then(
    () => null,
    (why: unknown) => why,
  );
  if (!(error instanceof Failure)) throw new Error('It did not fail.', { cause: error });
  return error;
}
