// Posts and redraws in Teams: a root opens its thread, all else goes below one; made once, cut smaller once when it is too large.

import { Failure } from '../../core/errors.js';
import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import { literal, type TextDocument } from '../../core/text/document.js';
import { printPlain } from '../../core/text/print-plain.js';
import type { Part } from '../cards/card.js';
import type { Post, PostRef, PostTarget } from '../desk.js';
import type { Connector } from './connector.js';
import type { Spacing } from './limits.js';
import { findManner } from './manner.js';
import type { TeamsDeskOptions } from './options.js';
import type { People } from './people.js';
import { makeRef, readRef } from './refs.js';
import { renderPost } from './render.js';
import type { StatusLines } from './status-lines.js';

export interface PostRoom {
  readonly options: Pick<TeamsDeskOptions, 'memory'>;
  readonly connector: Connector;
  readonly spacing: Spacing;
  readonly people: Pick<People, 'meetAt'>;
  readonly statusLines: Pick<StatusLines, 'breakRun'>;
}

/** Posts; resolves with the new post's ref. Throws Failure, `ambiguous` when it may have happened. */
export async function postToTeams(
  room: PostRoom,
  { place, threadRef }: PostTarget,
  post: Post,
): Promise<{ readonly ref: string }> {
  room.people.meetAt(place);
  const { isPersonal, speaking } = await findManner(room.options, place);
  const root = threadRef === null ? null : readRef(threadRef).root;
  const send = async (activity: Json): Promise<string> => {
    if (root !== null) return makeRef(root, (await room.connector.post({ place, root }, activity)).id);
    if (isPersonal) return (await room.connector.post({ place, root }, activity)).id;
    return (await room.connector.openThread(place, activity)).root;
  };
  const ref = await fitting(post, (shown) => send(renderPost(shown, speaking)));
  if (root !== null) room.statusLines.breakRun(place, root);
  return { ref };
}

/** Redraws a post of ours. Throws Failure; safe to repeat. A card that was redrawn a moment ago has to wait. */
export async function updateInTeams(room: PostRoom, { place, ref }: PostRef, post: Post): Promise<void> {
  if (post.kind === 'card') room.spacing.take(`${place} ${ref}`);
  const { isPersonal, speaking } = await findManner(room.options, place);
  const { root, activityId } = readRef(ref);
  const spot = { place, root: isPersonal ? null : root };
  await fitting(post, (shown) => room.connector.update(spot, activityId, renderPost(shown, speaking)));
}

/** What Teams finds too large is sent again, once, with its words cut: it was refused, so nothing happened. */
async function fitting<Result>(post: Post, send: (shown: Post) => Promise<Result>): Promise<Result> {
  try {
    return await send(post);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'MessageSizeTooBig') throw error;
    return send(shrink(post));
  }
}

const wordsLimit = 4_000;
const partLimit = 300;
const leastLimit = 40;

function shrink(post: Post): Post {
  if (post.kind === 'words') return { ...post, text: shorten(post.text, wordsLimit) };
  const { card } = post;
  return { ...post, card: { fallback: cut(card.fallback, partLimit), parts: card.parts.map(shrinkPart) } };
}

function shrinkPart(part: Part): Part {
  if (part.kind === 'text' || part.kind === 'context')
    return { ...part, text: shorten(part.text, partLimit) };
  if (part.kind !== 'fields') return part;
  return {
    ...part,
    fields: part.fields.map(({ label, value }) => ({ label, value: shorten(value, partLimit) })),
  };
}

function shorten(text: TextDocument, limit: number): TextDocument {
  const words = printPlain(text);
  // What was refused is always cut, however short it is: markup may have made it long.
  const most = Math.min(limit, Math.max(leastLimit, Math.floor(words.length / 2)));
  return words.length <= most
    ? text
    : literal(`${cut(words, most)}\n(too long for Teams: the rest is left out)`);
}
