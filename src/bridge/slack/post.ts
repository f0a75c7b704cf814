// Posts and redraws in Slack: frozen address, our evidence in the metadata, never retried here.

import type { Block, KnownBlock } from '@slack/types';
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { Failure } from '../../core/errors.js';
import type { Post, PostRef, PostTarget } from '../desk.js';
import { speakerName } from '../desk-kit/speaker-name.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';
import type { SlackFiles, UploadedFile } from './files.js';
import type { Pacing } from './limits.js';
import type { SlackLog } from './options.js';
import { type Rendered, renderPost, renderWordsWith } from './render.js';

interface PostRoom {
  readonly access: SlackAccess;
  readonly pacing: Pacing;
  readonly files: SlackFiles;
  readonly log: SlackLog;
}

export const metadataType = 'baton_post';

type Words = Extract<Post, { kind: 'words' }>;

/**
 * Posts; resolves with the new post's ts. A reply that Slack put into the channel because its root is gone is
 * taken back. Throws Failure, `ambiguous` when it may have happened.
 */
export async function postToSlack(
  room: PostRoom,
  to: PostTarget,
  post: Post,
): Promise<{ readonly ref: string }> {
  const clients = await room.access.clientsOf(to.team);
  const lane = `post:${clients.installation.team}:${to.place}`;
  room.pacing.take(lane);
  const uploads = post.kind === 'words' ? await uploadAll(room, clients.posting, post) : null;
  const words =
    post.kind === 'words' && uploads && uploads.lost.length > 0 ? renderLost(post, uploads.lost) : null;
  const answer = await paced(room.pacing, lane, false, () =>
    clients.posting.chat.postMessage({
      channel: to.place,
      ...(to.threadRef === null ? {} : { thread_ts: to.threadRef }),
      ...inert(words ?? renderPost(post)),
      ...(post.kind === 'words' ? spokenBy(post) : {}),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: metadataType, event_payload: { evidence: post.evidence } },
    }),
  );
  const ref = answer.ts ?? '';
  if (to.threadRef !== null && answer.message && answer.message.thread_ts !== to.threadRef) {
    await takeBack(room, clients.posting, { place: answer.channel ?? to.place, ref });
  }
  if (post.kind === 'words' && uploads && uploads.ready.length > 0) {
    await share(room, clients.posting, { to, ref, post, ready: uploads.ready });
  }
  return { ref };
}

/** Redraws a post of ours; name, picture and metadata stay as they were. Throws Failure; safe to repeat. */
export async function updateInSlack(room: PostRoom, at: PostRef, post: Post): Promise<void> {
  const clients = await room.access.clientsOf(at.team);
  const lane = `update:${clients.installation.team}:${at.place}`;
  room.pacing.take(lane);
  await paced(room.pacing, lane, true, () =>
    clients.posting.chat.update({ channel: at.place, ts: at.ref, ...inert(renderPost(post)) }),
  );
}

/** Nothing in the text is linked or mentioned by Slack's own guesswork. */
function inert({ text, blocks }: Rendered): {
  text: string;
  blocks: (KnownBlock | Block)[];
  parse: 'none';
  link_names: false;
} {
  return { text, blocks, parse: 'none', link_names: false };
}

function spokenBy({ as }: Words): { username: string; icon_url?: string } {
  const picture =
    as.pictureUrl !== null && /^https?:\/\//.test(as.pictureUrl) ? { icon_url: as.pictureUrl } : {};
  return { username: speakerName(as), ...picture };
}

/** Runs a call of a lane; a 429 holds the lane. */
async function paced<T>(
  pacing: Pacing,
  lane: string,
  repeatable: boolean,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) pacing.hold(lane, error.retryAfter * 1000);
    throw toFailure(error, repeatable);
  }
}

/** With a thread_ts whose root is gone Slack may post into the channel itself: that must not stay there. */
async function takeBack(
  room: PostRoom,
  client: WebClient,
  at: { readonly place: string; readonly ref: string },
): Promise<never> {
  await client.chat.delete({ channel: at.place, ts: at.ref }).catch((error: unknown) => {
    const { code } = toFailure(error, true);
    room.log.warn(
      { place: at.place, ref: at.ref, code },
      'A reply that landed outside of its thread could not be taken back',
    );
  });
  throw new Failure('The Slack thread is gone.', { class: 'recipient', code: 'thread_gone' });
}

interface Uploads {
  readonly ready: readonly UploadedFile[];
  readonly lost: readonly string[];
}

/** Uploads before anything is visible: what may work later stops the post, what never will is named in it. */
async function uploadAll(room: PostRoom, client: WebClient, post: Words): Promise<Uploads> {
  const ready: UploadedFile[] = [];
  const lost: string[] = [];
  for (const file of post.files) {
    try {
      ready.push(await room.files.upload(client, { name: file.name, bytes: await file.bytes() }));
    } catch (error) {
      const failure = toFailure(error, true);
      if (failure.class === 'retry' || failure.class === 'auth') throw failure;
      lost.push(lostLine(file.name, failure));
    }
  }
  return { ready, lost };
}

/** Shares the uploads below their words; when Slack refuses, the words themselves say so. */
async function share(
  room: PostRoom,
  client: WebClient,
  { to, ref, post, ready }: { to: PostTarget; ref: string; post: Words; ready: readonly UploadedFile[] },
): Promise<void> {
  try {
    await room.files.share(client, ready, { place: to.place, threadRef: to.threadRef ?? ref });
  } catch (error) {
    const failure = toFailure(error);
    room.log.warn(
      { place: to.place, ref, code: failure.code },
      'Files could not be shared in a Slack thread',
    );
    const lines = ready.map((file) => lostLine(file.name, failure));
    const told = client.chat.update({ channel: to.place, ts: ref, ...inert(renderLost(post, lines)) });
    await told.catch((cause: unknown) =>
      room.log.warn({ ref, code: toFailure(cause, true).code }, 'A lost file could not be named'),
    );
  }
}

function lostLine(name: string, failure: Failure): string {
  return `⚠ ${name} could not be shown here: ${failure.message}`;
}

function renderLost(post: Words, lines: readonly string[]): Rendered {
  const kept = post.files.filter((file) => !lines.some((line) => line.startsWith(`⚠ ${file.name} `)));
  return renderWordsWith(post.text, [...kept.map((file) => `📎 ${file.name}`), ...lines].join('\n'));
}
