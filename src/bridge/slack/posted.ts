// What is done with posts that exist: marks on an agent's own line, links, and evidence after an unclear answer.

import type { WebClient } from '@slack/web-api';
import { asRecord, type Json, recordAt, recordsAt, textAt } from '../../core/payload.js';
import type { Mark, PostRef, PostTarget } from '../desk.js';
import type { SlackAccess } from './clients.js';
import { toFailure } from './errors.js';
import { metadataType } from './post.js';

const emoji: Record<Mark, string> = {
  waiting: 'hourglass_flowing_sand',
  sent: 'white_check_mark',
  seen: 'eyes',
  failed: 'warning',
};

/** Shows a mark and takes the earlier one away; the new one comes first, so that the line is never without. Throws Failure. */
export async function markInSlack(
  access: SlackAccess,
  at: PostRef,
  { mark, earlier }: { readonly mark: Mark; readonly earlier: Mark | null },
): Promise<void> {
  const { posting } = await access.clientsOf(at.team);
  const where = { channel: at.place, timestamp: at.ref };
  await tolerate(posting.reactions.add({ ...where, name: emoji[mark] }), ['already_reacted']);
  if (earlier !== null && earlier !== mark) {
    await tolerate(posting.reactions.remove({ ...where, name: emoji[earlier] }), [
      'no_reaction',
      'message_not_found',
    ]);
  }
}

async function tolerate(call: Promise<unknown>, codes: readonly string[]): Promise<void> {
  try {
    await call;
  } catch (error) {
    const failure = toFailure(error, true);
    if (!codes.includes(failure.code)) throw failure;
  }
}

const rememberedLinks = 2000;

/** Creates the look-up of permalinks; a post's link never changes, so each is asked for once. */
export function createLinks(access: SlackAccess): (at: PostRef) => Promise<string | null> {
  const known = new Map<string, string>();
  return async (at) => {
    const key = `${at.team}:${at.place}:${at.ref}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { interactive } = await access.clientsOf(at.team);
    try {
      const { permalink } = await interactive.chat.getPermalink({ channel: at.place, message_ts: at.ref });
      if (!permalink) return null;
      if (known.size >= rememberedLinks) known.clear();
      known.set(key, permalink);
      return permalink;
    } catch (error) {
      const failure = toFailure(error, true);
      if (failure.class === 'recipient') return null;
      throw failure;
    }
  };
}

/** The clocks of Slack and ours may differ by so many seconds. */
const skewSeconds = 60;
const pageLimit = 100;
const mostPages = 10;

/**
 * Looks for a post of ours by its evidence, from shortly before `since`. Null: it is not there.
 * Throws Failure when Slack cannot be asked.
 */
export async function findInSlack(
  access: SlackAccess,
  to: PostTarget,
  { evidence, since }: { readonly evidence: string; readonly since: Date },
): Promise<{ readonly ref: string } | null> {
  const { posting } = await access.clientsOf(to.team);
  const oldest = String(Math.floor(since.getTime() / 1000) - skewSeconds);
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await readPage(posting, to, { oldest, cursor });
    if (answer === null) return null;
    const ref = pickEvidence(recordsAt(answer, 'messages'), evidence);
    if (ref !== null) return { ref };
    cursor = textAt(recordAt(answer, 'response_metadata'), 'next_cursor') ?? undefined;
    if (cursor === undefined) return null;
  }
  return null;
}

/** One page of the thread, or of the channel for a root; null when the thread is gone. */
async function readPage(
  client: WebClient,
  to: PostTarget,
  { oldest, cursor }: { readonly oldest: string; readonly cursor: string | undefined },
): Promise<Json | null> {
  const asked = {
    channel: to.place,
    oldest,
    limit: pageLimit,
    include_all_metadata: true,
    ...(cursor ? { cursor } : {}),
  };
  try {
    const answer =
      to.threadRef === null
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: to.threadRef });
    return asRecord(answer);
  } catch (error) {
    const failure = toFailure(error, true);
    if (failure.code === 'thread_not_found') return null;
    throw failure;
  }
}

function pickEvidence(messages: readonly Json[], evidence: string): string | null {
  for (const message of messages) {
    const metadata = recordAt(message, 'metadata');
    if (metadata.event_type !== metadataType) continue;
    if (recordAt(metadata, 'event_payload').evidence === evidence) return textAt(message, 'ts');
  }
  return null;
}
