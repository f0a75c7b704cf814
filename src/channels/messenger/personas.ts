// Agents' faces on a Page: each name and picture is registered once and then only named.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Message } from '../../core/message.js';
import { literal, printPlain, splitText } from '../../core/text.js';
import type { Graph } from '../meta/graph.js';
import type { MessengerDoor } from './reach.js';

export interface Personas {
  /** The persona of the message's author; null where customers shall see the Page, or cannot see more. Never throws. */
  find(door: MessengerDoor, message: Message): Promise<string | null>;
  /** A persona was refused: for a while the Page itself speaks for this author. */
  forget(door: MessengerDoor, message: Message): void;
}

export interface PersonasOptions {
  readonly graph: Pick<Graph, 'post'>;
  /** The clock in milliseconds. */
  readonly now: () => number;
  readonly log?: { warn(facts: object, sentence: string): void } | undefined;
}

const longestName = 50;
const mostKept = 1_000;
/** How long a refusal is believed before a persona is asked for again. */
const refusedForMs = 10 * 60_000;
const answerShape = z.object({ id: z.string().min(1) });

interface Kept {
  readonly id: Promise<string | null>;
  /** Null while it is good. */
  readonly until: number | null;
}

/** Makes the register. It may be lost at any moment: Messenger gives the same face another id then. */
export function createPersonas({ graph, now, log }: PersonasOptions): Personas {
  const kept = new Map<string, Kept>();
  const keep = (key: string, one: Kept) => {
    kept.delete(key);
    kept.set(key, one);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  const refuse = (key: string) => keep(key, { id: Promise.resolve(null), until: now() + refusedForMs });

  const register = async (door: MessengerDoor, face: Face, key: string): Promise<string | null> => {
    try {
      const body = { name: face.name, profile_picture_url: face.pictureUrl };
      return answerShape.parse(await graph.post(`/${door.page}/personas`, door.auth, body)).id;
    } catch (error) {
      refuse(key);
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      log?.warn({ page: door.page, code }, 'no persona: the Page itself speaks for this agent');
      return null;
    }
  };

  return {
    async find(door, message) {
      const face = faceOf(door, message);
      if (!face) return null;
      const key = keyOf(door, face);
      const known = kept.get(key);
      if (known && (known.until === null || known.until > now())) return known.id;
      const id = register(door, face, key);
      keep(key, { id, until: null });
      return id;
    },
    forget(door, message) {
      const face = faceOf(door, message);
      if (face) refuse(keyOf(door, face));
    },
  };
}

interface Face {
  readonly name: string;
  readonly pictureUrl: string;
}

function faceOf({ settings }: MessengerDoor, message: Message): Face | null {
  const { author, authorName, authorPictureUrl } = message;
  if (!settings.personas || author !== 'agent' || authorPictureUrl === null) return null;
  const [name = ''] = splitText(printPlain, literal(authorName.trim()), longestName);
  return name !== '' && /^https?:\/\//i.test(authorPictureUrl)
    ? { name, pictureUrl: authorPictureUrl }
    : null;
}

function keyOf({ page }: MessengerDoor, face: Face): string {
  return createHash('sha256')
    .update(JSON.stringify([page, face.name, face.pictureUrl]))
    .digest('base64url');
}
