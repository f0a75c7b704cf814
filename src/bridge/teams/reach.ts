// Reaches one person: what only they see in a thread, their personal chat with us, and the home card in it.

import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../core/errors.js';
import { inTurn, mustWait } from '../../core/in-turn.js';
import type { Json } from '../../core/payload.js';
import type { Card, Form } from '../cards/card.js';
import type { PersonalFile, PostTarget } from '../desk.js';
import type { FormMemory } from '../desk-kit/packed-ask.js';
import type { Connector } from './connector.js';
import { asAttachment, titleOf } from './elements.js';
import { createHomes } from './homes.js';
import type { Spacing } from './limits.js';
import { findManner, type Manner } from './manner.js';
import type { TeamsDeskOptions } from './options.js';
import type { People } from './people.js';
import { readRef } from './refs.js';
import { renderFileCard, renderPost } from './render.js';
import { renderForm } from './render-form.js';

export interface Reach {
  /** Shows a card to one person in a place or thread, else in their personal chat; never to others. Throws Failure. */
  whisper(to: PostTarget & { readonly user: string }, card: Card): Promise<void>;
  /** The same with a form to fill in. Throws Failure. */
  whisperForm(to: PostTarget & { readonly user: string }, form: Form, memory: FormMemory): Promise<void>;
  /** Writes to one person in their personal chat, with pictures and links to files below. Throws Failure. */
  direct(
    to: { readonly team: string | null; readonly user: string },
    card: Card,
    files?: readonly PersonalFile[],
  ): Promise<void>;
  /** Draws a person's home in their personal chat; nothing while they have none. Throws Failure. */
  home(to: { readonly team: string | null; readonly user: string }, card: Card): Promise<void>;
  /** The next home of this person is shown at the end of their chat. */
  showHomeAnew(user: string): void;
}

export interface ReachRoom {
  readonly options: Pick<TeamsDeskOptions, 'credentials' | 'memory'>;
  readonly connector: Connector;
  readonly people: People;
  readonly spacing: Spacing;
}

/** Creates the reach of one process. */
export function createReach(room: ReachRoom): Reach {
  const { options, people } = room;
  const homes = createHomes(room);

  const tell = async (user: string, activity: Json, place?: string): Promise<void> => {
    await postPersonally(room, await mustFind(people, user, place), activity);
  };

  const show = async (
    to: PostTarget & { readonly user: string },
    { isPersonal }: Manner,
    activity: Json,
  ): Promise<void> => {
    const met = to.place === '' || isPersonal ? undefined : to.place;
    // An emulator knows no message for one: it would show it to everyone.
    if (met === undefined || !options.credentials) return tell(to.user, activity, met);
    const person = await mustFind(people, to.user, to.place);
    const root = to.threadRef === null ? null : readRef(to.threadRef).root;
    try {
      await inTurn(
        () => room.connector.postTargeted({ place: to.place, root }, person.id, activity),
        patience,
      );
    } catch (error) {
      if (!isRefused(error) && !mustWait(error)) throw error;
      await postPersonally(room, person, activity);
    }
  };

  return {
    async whisper(to, card) {
      const manner = await findManner(options, to.place);
      await show(to, manner, renderPost(asPost(card), manner.speaking, 'whisper'));
    },
    async whisperForm(to, form, memory) {
      const asked = asMessage(form.title, renderForm(form, memory, { inline: true }));
      await show(to, await findManner(options, to.place), asked);
    },
    direct: (to, card, files = []) =>
      tell(to.user, files.length > 0 ? renderFileCard(card, files) : renderPost(asPost(card), 'plain')),
    home: (to, card) => homes.draw(to.user, renderPost(asPost(card), 'plain')),
    showHomeAnew: (user) => homes.showAnew(user),
  };
}

type Person = NonNullable<Awaited<ReturnType<People['find']>>> & { readonly user: string };

async function mustFind(people: People, user: string, place?: string): Promise<Person> {
  const found = await people.find(user, place);
  if (found) return { ...found, user };
  throw new Failure('Teams does not know this person where Baton is.', {
    class: 'recipient',
    code: 'unknown_person',
  });
}

/** Posts into the personal chat; one that is gone is opened once more. */
async function postPersonally(
  { connector, people }: Pick<ReachRoom, 'connector' | 'people'>,
  { user, id, chat }: Person,
  activity: Json,
): Promise<void> {
  if (chat !== null) {
    try {
      await inTurn(() => connector.post({ place: chat, root: null }, activity), patience);
      return;
    } catch (error) {
      if (!(error instanceof Failure) || error.class !== 'recipient') throw error;
    }
  }
  const opened = await connector.openPersonal(id);
  await people.learn(user, { id, chat: opened.chat });
  await inTurn(() => connector.post({ place: opened.chat, root: null }, activity), patience);
}

/**
 * A thread or a chat may have had its share of posts for the moment, or be under change; nobody comes again with what
 * one person is told, so it waits.
 */
const patience = { patienceMs: 4_000, sleep };

/** Teams said no to it, so that another way may be tried; anything else is for the caller to repeat. */
function isRefused(error: unknown): boolean {
  return error instanceof Failure && error.class !== 'retry' && error.class !== 'auth';
}

function asPost(card: Card): { readonly kind: 'card'; readonly card: Card; readonly evidence: string } {
  return { kind: 'card', card, evidence: '' };
}

function asMessage(title: string, content: Json): Json {
  return { type: 'message', summary: titleOf(title, 80), attachments: [asAttachment(content)] };
}
