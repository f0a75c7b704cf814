// What every desk must do, whichever platform it speaks to: called by each desk's own tests with its stage.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/bridge/cards/card.js';
import type { Desk, Gesture, Post, PostTarget } from '../../src/bridge/desk.js';
import { Failure } from '../../src/core/errors.js';
import { literal } from '../../src/core/text/document.js';

/** What the platform shows of a post. */
export interface ShownPost {
  readonly ref: string;
  /** All that can be read in it, as plain text. */
  readonly text: string;
  /** The name above it; null for the app's own. */
  readonly author: string | null;
  readonly threadRef: string | null;
  /** True when anything in it is live: a mention, a link that is masked. */
  readonly hasLiveMention: boolean;
}

/** What befalls the desk's next post. */
export type Mishap = 'busy' | 'unavailable' | 'answer-lost' | 'revoked';

/** A desk on a platform of its own, with people who can be told what to do. */
export interface DeskStage {
  readonly desk: Desk;
  readonly team: string;
  readonly place: string;
  /** Someone in the place. */
  readonly user: string;
  /** What the house heard, in order; only what `onHear` let pass. */
  readonly heard: readonly Gesture[];
  onHear: (gesture: Gesture) => Promise<void>;
  /** Everything in the place, threads included, oldest first. */
  posts(): Promise<readonly ShownPost[]>;
  /** What only this person sees, oldest first. */
  whispers(user: string): Promise<readonly ShownPost[]>;
  directs(user: string): Promise<readonly ShownPost[]>;
  /** The person writes; resolves with the line's ref once the desk has answered, repeats included. */
  say(line: { readonly threadRef: string | null; readonly text: string }): Promise<string>;
  edit(ref: string, text: string): Promise<void>;
  remove(ref: string): Promise<void>;
  /** The person presses the button with this label on a post or whisper. */
  press(ref: string, label: string): Promise<void>;
  /** The person reacts to a post with 👍, or takes it back; absent on desks that do not tell. */
  react?(ref: string, remove: boolean): Promise<void>;
  /** The marks on a line. */
  marks(ref: string): Promise<readonly string[]>;
  befall(mishap: Mishap): void;
  close(): Promise<void>;
}

const rootCard: Card = {
  fallback: 'Maria waits',
  parts: [
    { kind: 'heading', text: 'Maria waits' },
    {
      kind: 'controls',
      controls: [
        {
          kind: 'button',
          label: 'Claim',
          ask: { word: 'claim', args: 'now', conversationId: 'c-42', epoch: 3 },
        },
      ],
    },
  ],
};

function cardOf(text: string): Card {
  return { fallback: text, parts: [{ kind: 'text', text: literal(text) }] };
}

function wordsOf(text: string, evidence = 'e-words'): Post {
  return {
    kind: 'words',
    as: { name: 'Maria', pictureUrl: null, side: 'contact' },
    text: literal(text),
    files: [],
    evidence,
  };
}

/** Runs the contract. `setUp` builds a fresh stage for each promise. */
export function testDesk(name: string, setUp: () => Promise<DeskStage>): void {
  describe(`the desk contract: ${name}`, () => {
    let stage: DeskStage;

    beforeEach(async () => {
      stage = await setUp();
    });
    afterEach(() => stage.close());

    const root = (): PostTarget => ({ team: stage.team, place: stage.place, threadRef: null });
    const startThread = async (): Promise<PostTarget> => {
      const { ref } = await stage.desk.post(root(), { kind: 'card', card: rootCard, evidence: 'e-root' });
      return { ...root(), threadRef: ref };
    };
    const shown = async (ref: string): Promise<ShownPost | undefined> =>
      (await stage.posts()).find((post) => post.ref === ref);

    testPosts({ stage: () => stage, root, startThread, shown });
    testFailures({ stage: () => stage, root, startThread, shown });
    testLines({ stage: () => stage, root, startThread, shown });
    testPeople({ stage: () => stage, root, startThread, shown });
  });
}

interface Tools {
  readonly stage: () => DeskStage;
  readonly root: () => PostTarget;
  readonly startThread: () => Promise<PostTarget>;
  readonly shown: (ref: string) => Promise<ShownPost | undefined>;
}

function testPosts({ stage, startThread, shown }: Tools): void {
  it('posts a card as a new root', async () => {
    const { threadRef } = await startThread();
    expect(await shown(threadRef ?? '')).toMatchObject({ threadRef: null });
    expect((await shown(threadRef ?? ''))?.text).toContain('Maria waits');
  });

  it('posts words into a thread under their speaker’s name', async () => {
    const thread = await startThread();
    const { ref } = await stage().desk.post(thread, wordsOf('Where is my parcel?'));
    const post = await shown(ref);
    expect(post?.threadRef).toBe(thread.threadRef);
    expect(post?.text).toContain('Where is my parcel?');
    expect(`${post?.author} ${post?.text}`).toContain('Maria');
  });

  it('redraws a post in place', async () => {
    const thread = await startThread();
    const at = { team: thread.team, place: thread.place, ref: thread.threadRef ?? '' };
    await stage().desk.update(at, { kind: 'card', card: cardOf('Kim has it'), evidence: 'e-root' });
    expect((await shown(at.ref))?.text).toContain('Kim has it');
    expect((await shown(at.ref))?.text).not.toContain('Maria waits');
  });

  it('never makes a customer’s text live', async () => {
    const thread = await startThread();
    const hostile = '<!channel> <@U0KIM> <at>Kim</at> <https://evil.example|bank.example> @here *x*';
    const { ref } = await stage().desk.post(thread, wordsOf(hostile));
    const post = await shown(ref);
    expect(post?.hasLiveMention).toBe(false);
    expect(post?.text).toContain(hostile);
  });

  it('carries long words and large cards without being refused', async () => {
    const thread = await startThread();
    await stage().desk.post(thread, wordsOf('wörter 🙂 '.repeat(1000)));
    const parts = Array.from({ length: 80 }, (_, index) => ({
      kind: 'text' as const,
      text: literal(`line ${index}`),
    }));
    await stage().desk.post(thread, {
      kind: 'card',
      card: { fallback: 'x'.repeat(9000), parts },
      evidence: 'e-large',
    });
    expect(await stage().posts()).toHaveLength(3);
  });

  it('finds a post of its own by its evidence, and only that', async () => {
    const { desk } = stage();
    if (!desk.findPosted) return;
    const since = new Date();
    const thread = await startThread();
    const { ref } = await desk.post(thread, wordsOf('first', 'e-1'));
    await desk.post(thread, wordsOf('second', 'e-2'));
    expect(await desk.findPosted(thread, 'e-1', since)).toEqual({ ref });
    expect(await desk.findPosted(thread, 'e-none', since)).toBeNull();
    expect(await desk.findPosted({ ...thread, threadRef: null }, 'e-root', since)).toEqual({
      ref: thread.threadRef,
    });
  });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof Failure) return error;
  throw new Error(`A Failure was expected, not ${String(error)}.`);
}

function testFailures({ stage, root, startThread }: Tools): void {
  it('says that an unknown place cannot be reached, and that nothing happened', async () => {
    const failure = await failureOf(stage().desk.post({ ...root(), place: 'nowhere' }, wordsOf('hi')));
    expect(['recipient', 'policy']).toContain(failure.class);
    expect(failure.ambiguous).toBe(false);
  });

  it('says when to come back when the platform is busy', async () => {
    const thread = await startThread();
    stage().befall('busy');
    const failure = await failureOf(stage().desk.post(thread, wordsOf('hi')));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: false });
    expect(failure.retryAfterMs).toBeGreaterThan(0);
  });

  it('says that a post may have happened when its answer was lost', async () => {
    const thread = await startThread();
    stage().befall('answer-lost');
    const failure = await failureOf(stage().desk.post(thread, wordsOf('hi', 'e-lost')));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: true });
    expect(await stage().posts()).toHaveLength(2);
    const found = await stage().desk.findPosted?.(thread, 'e-lost', new Date());
    if (stage().desk.findPosted) expect(found?.ref).toBeTruthy();
  });

  it('never repeats a post by itself', async () => {
    const thread = await startThread();
    stage().befall('unavailable');
    expect(await failureOf(stage().desk.post(thread, wordsOf('hi')))).toMatchObject({
      class: 'retry',
      ambiguous: true,
    });
    expect(await stage().posts()).toHaveLength(1);
  });

  it('says that it was locked out', async () => {
    const thread = await startThread();
    stage().befall('revoked');
    expect(await failureOf(stage().desk.post(thread, wordsOf('hi')))).toMatchObject({
      class: 'auth',
      ambiguous: false,
    });
  });
}

function testLines({ stage, startThread }: Tools): void {
  it('hears a line in a thread once, and none of its own posts', async () => {
    const thread = await startThread();
    await stage().desk.post(thread, wordsOf('customer'));
    const ref = await stage().say({ threadRef: thread.threadRef, text: 'Hello Maria' });
    expect(stage().heard).toHaveLength(1);
    expect(stage().heard[0]).toMatchObject({
      type: 'line',
      desk: stage().desk.name,
      team: stage().team,
      user: stage().user,
      place: stage().place,
      threadRef: thread.threadRef,
      ref,
      raw: 'Hello Maria',
      addressed: false,
    });
  });

  it('is sent again what the house could not store', async () => {
    const thread = await startThread();
    let attempts = 0;
    stage().onHear = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the store is down');
    };
    await stage().say({ threadRef: thread.threadRef, text: 'not lost' });
    expect(attempts).toBe(2);
    expect(stage().heard).toHaveLength(1);
  });

  it('hears that a line was edited or deleted', async () => {
    const thread = await startThread();
    const ref = await stage().say({ threadRef: thread.threadRef, text: 'left today' });
    await stage().edit(ref, 'left yesterday');
    expect(stage().heard.at(-1)).toMatchObject({
      type: 'line-edited',
      user: stage().user,
      ref,
      raw: 'left yesterday',
    });
    await stage().remove(ref);
    expect(stage().heard.at(-1)).toMatchObject({ type: 'line-deleted', place: stage().place, ref });
    expect(stage().heard).toHaveLength(3);
  });

  it('hears that a root card was deleted (A24)', async () => {
    const thread = await startThread();
    await stage().say({ threadRef: thread.threadRef, text: 'a reply keeps the thread' });
    await stage().remove(thread.threadRef ?? '');
    expect(stage().heard.at(-1)).toMatchObject({
      type: 'root-deleted',
      place: stage().place,
      ref: thread.threadRef,
    });
  });

  it('hears that someone reacted to a post and took it back, and nothing of its own marks', async () => {
    const { desk, react, heard, user, place } = stage();
    if (!react) return;
    const thread = await startThread();
    const { ref } = await desk.post(thread, wordsOf('Where is my parcel?'));
    await react(ref, false);
    const reacted = { type: 'reacted', desk: desk.name, user, place, ref, emoji: '👍' };
    expect(heard.at(-1)).toMatchObject({ ...reacted, removed: false });
    await react(ref, true);
    expect(heard.at(-1)).toMatchObject({ ...reacted, removed: true });
    const line = await stage().say({ threadRef: thread.threadRef, text: 'On it' });
    await desk.mark?.({ team: thread.team, place: thread.place, ref: line }, 'sent', null);
    await react(ref, false);
    expect(heard.map((gesture) => gesture.type)).toEqual(['reacted', 'reacted', 'line', 'reacted']);
  });

  it('does not take its own redraws for anyone’s edits', async () => {
    const thread = await startThread();
    const at = { team: thread.team, place: thread.place, ref: thread.threadRef ?? '' };
    await stage().desk.update(at, { kind: 'card', card: cardOf('redrawn'), evidence: 'e-root' });
    await stage().say({ threadRef: thread.threadRef, text: 'mark' });
    expect(stage().heard.map((gesture) => gesture.type)).toEqual(['line']);
  });
}

function testPeople({ stage, startThread }: Tools): void {
  it('hears a button with everything its card was drawn under', async () => {
    const thread = await startThread();
    await stage().press(thread.threadRef ?? '', 'Claim');
    expect(stage().heard).toHaveLength(1);
    expect(stage().heard[0]).toMatchObject({
      type: 'invocation',
      via: 'button',
      user: stage().user,
      word: 'claim',
      args: 'now',
      conversationId: 'c-42',
      epoch: 3,
      place: stage().place,
      threadRef: thread.threadRef,
      postRef: thread.threadRef,
    });
  });

  it('answers a gesture so that only its author sees it', async () => {
    const thread = await startThread();
    const before = (await stage().posts()).length;
    stage().onHear = async (gesture) => {
      if (gesture.type === 'invocation') await gesture.mouth.whisper(cardOf('It is yours now'));
    };
    await stage().press(thread.threadRef ?? '', 'Claim');
    const whispers = await stage().whispers(stage().user);
    expect(whispers.at(-1)?.text).toContain('It is yours now');
    expect(await stage().posts()).toHaveLength(before);
  });

  it('shows how a line stands, and no two marks at once', async () => {
    const { desk } = stage();
    if (!desk.mark) return;
    const thread = await startThread();
    const ref = await stage().say({ threadRef: thread.threadRef, text: 'hello' });
    const at = { team: thread.team, place: thread.place, ref };
    await desk.mark(at, 'waiting', null);
    await desk.mark(at, 'waiting', null);
    const waiting = await stage().marks(ref);
    expect(waiting).toHaveLength(1);
    await desk.mark(at, 'sent', 'waiting');
    const sent = await stage().marks(ref);
    expect(sent).toHaveLength(1);
    expect(sent).not.toEqual(waiting);
  });

  it('writes to a person directly', async () => {
    const { desk, user, team } = stage();
    if (!desk.direct) return;
    await desk.direct({ team, user }, cardOf('#1042 is yours'));
    expect((await stage().directs(user)).at(-1)?.text).toContain('#1042 is yours');
  });

  it('gives a link to a post, the same each time', async () => {
    const { desk } = stage();
    if (!desk.link) return;
    const thread = await startThread();
    const at = { team: thread.team, place: thread.place, ref: thread.threadRef ?? '' };
    const link = await desk.link(at);
    expect(link).toMatch(/^https?:\/\//);
    expect(await desk.link(at)).toBe(link);
  });
}
