// What every channel keeps, whichever customers come through it: called by each channel's own tests with its stage.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.js';
import { createContractTools, type Tools } from '../support/contract-tools.js';
import { supportPlace } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import type { TestHouse } from '../support/house.js';
import { png } from '../support/pictures.js';
import { testAbilities, testSaying } from './channel-outward.js';

/** One thing on the customer's side. */
export interface Received {
  readonly text: string;
  readonly file?: { readonly name: string; readonly bytes: Buffer };
}

/** A request with a line of a customer's; each part can be put wrong. */
export interface Knock {
  readonly from: StageCustomer;
  readonly id: string;
  readonly text: string;
  /** Comes from somebody who is not whom they say they are. */
  readonly forged?: boolean;
  /** To another account than the company's. */
  readonly unknownAccount?: boolean;
  /** The body as it is, rightly signed. */
  readonly raw?: string;
}

export interface StageCustomer {
  /** Where answers go; the contact has it from their first line on. */
  readonly address: string;
  /** What the company sent, oldest first. */
  received(): readonly Received[] | Promise<readonly Received[]>;
  sendFile(name: string, bytes: Buffer): Promise<void>;
  /** Sends something that the platform itself does not pass on; absent where nothing is like that. */
  sendUnknown?(): Promise<void>;
  /** Looks at everything so far. */
  reads(): Promise<void>;
  /** The channel tells once more that it was only delivered. */
  repeatsDelivered(): Promise<void>;
}

/** A channel in the whole house, with customers who can be told what to do. */
export interface ChannelStage {
  readonly channel: Channel;
  readonly house: TestHouse;
  /** A new id as the channel makes them. */
  makeId(): string;
  customer(name?: string): Promise<StageCustomer>;
  knock(knock: Knock): Promise<Response>;
  /** Takes the house's memory away, and gives it back. */
  cut(): void;
  mend(): void;
  /** Bold words as the channel writes them. */
  bold(words: string): string;
  /** True when one message may be as long as this text. */
  fits(text: string): boolean;
  readonly mostBytes: number;
  /** The answers the channel documents. */
  readonly answers: { readonly forged: number; readonly unknownAccount: number };
  close(): Promise<void>;
}

const hostile = '<!channel> <@U0KIM> *bold* [x](javascript:alert(1)) \u202Eevil\u202C {{1}} %s';

/** Runs the contract in one house. */
export function testChannel(name: string, setUp: () => Promise<ChannelStage>): void {
  describe(`the channel contract: ${name}`, () => {
    let stage: ChannelStage | undefined;
    beforeAll(async () => {
      stage = await setUp();
    });
    afterAll(() => stage?.close());

    const tools = createContractTools(() => {
      if (!stage) throw new Error('the stage does not stand yet');
      return stage;
    });
    testHearing(tools);
    testTurningAway(tools);
    testSaying(tools);
    testAbilities(tools);
  });
}

/** Every text that a desk reads as markup. */
/** The blocks of posts in the support place. */
function blocksOf({ slack }: TestHouse, refs: readonly string[]) {
  return refs.flatMap((ref) => slack.world.message(supportPlace, ref)?.blocks ?? []);
}

function findMarkups(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findMarkups);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  return type === 'mrkdwn' ? [String(text)] : Object.values(value).flatMap(findMarkups);
}

function testHearing({ stage, writes, stored, waits }: Tools): void {
  it('stores what it accepts, in the order in which it came', async () => {
    const customer = await stage().customer();
    const texts = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    for (const text of texts) expect((await writes(customer, text)).status).toBe(200);
    await eventually('all lines are stored', async () => (await stored(customer)).length === texts.length);
    expect(await stored(customer)).toEqual(texts);
  });

  it('takes the same id twice and at once for one message', async () => {
    const customer = await stage().customer();
    const line = { from: customer, id: stage().makeId(), text: 'only once' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage().knock(line)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await stage().knock(line)).status).toBe(200);
    await writes(customer, 'and on');
    await eventually('both are stored', async () => (await stored(customer)).includes('and on'));
    expect(await stored(customer)).toEqual(['only once', 'and on']);
  });

  it('asks to come again while nothing can be stored, and then takes it once', async () => {
    const customer = await stage().customer();
    await writes(customer, 'before');
    await eventually('the first is stored', async () => (await stored(customer)).length === 1);
    // What the cut would interrupt is taken up again when its lease ends: the tests that follow would wait for that.
    await stage().house.settled();
    const line = { from: customer, id: stage().makeId(), text: 'said to the void' };
    stage().cut();
    const refused = await stage().knock(line);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    stage().mend();
    await eventually('it is taken', async () => (await stage().knock(line)).status === 200);
    await eventually('it is stored', async () => (await stored(customer)).length === 2);
    expect(await stored(customer)).toEqual(['before', 'said to the void']);
  });

  it('keeps hostile names and words harmless, and loses none of them', async () => {
    const { thread } = await waits(`<!here> *Eve*`, hostile);
    const post = await eventually('the words are in the thread', () =>
      stage()
        .house.thread(thread)
        .find((one) => one.text.includes('bold') && one.text.includes('evil')),
    );
    const shown = blocksOf(stage().house, [thread, post.ref]);
    expect(JSON.stringify(shown)).not.toMatch(/"type":"(?:user|usergroup|broadcast|channel|link)"/);
    const markups = shown.flatMap((block) => findMarkups(block));
    for (const markup of markups) expect(markup).not.toMatch(/<(?:!(?!date)|@|#|https?:|javascript:)/);
  });

  it('shows what nobody can read as what it is, with a name', async () => {
    const { customer, thread } = await waits();
    if (!customer.sendUnknown) return;
    await customer.sendUnknown();
    await eventually('the thread says what it was', () =>
      stage()
        .house.thread(thread)
        .some(({ text }) => text.startsWith('⚠')),
    );
  });

  it('brings a customer’s file into the thread', async () => {
    const { customer, thread } = await waits();
    await customer.sendFile('photo.png', png);
    const file = await eventually('the file is in the thread', () =>
      stage()
        .house.thread(thread)
        .flatMap((one) => one.files)
        .at(0),
    );
    expect((await file.read()).equals(png)).toBe(true);
  });
}

function testTurningAway({ stage, turnsAway }: Tools): void {
  it('turns away whoever is not whom they say they are, without a word of why', async () => {
    const answer = await turnsAway({ forged: true });
    expect(answer.status).toBe(stage().answers.forged);
    expect(answer.text).not.toMatch(/signature|hmac|sha|secret|expected/i);
    expect(answer.text.length).toBeLessThan(200);
  });

  it('answers what cannot be read with 400', async () => {
    expect((await turnsAway({ raw: '{"object": ' })).status).toBe(400);
    expect((await turnsAway({ raw: '' })).status).toBe(400);
  });

  it('answers what is too large with 413', async () => {
    const raw = JSON.stringify({ text: 'x'.repeat(stage().mostBytes) });
    expect((await turnsAway({ raw })).status).toBe(413);
  });

  it('stores nothing for an account that is not ours', async () => {
    expect((await turnsAway({ unknownAccount: true })).status).toBe(stage().answers.unknownAccount);
  });
}
