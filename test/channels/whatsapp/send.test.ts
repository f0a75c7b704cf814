// WhatsApp outwards: what is posted to whom, when it may be, and how it goes on after a failure.

import { describe, expect, it } from 'vitest';
import {
  byKim,
  failureOf,
  makeMessage,
  makeOutbound,
  openUntil,
  refused,
  scriptPosts,
} from '../../support/page-scene.js';
import {
  customer,
  envelope,
  host,
  phone,
  playWhatsApp,
  taken,
  textOf,
  to,
} from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();

describe('a text', () => {
  it('goes to the number’s messages with our evidence, in WhatsApp’s own markup', async () => {
    const graph = scriptPosts(host, [taken('wamid.1')]);
    const message = makeMessage({ text: 'We **found** it: https://t.example/4711', markup: 'commonmark' });
    expect(await scene.channel.send(to(), makeOutbound(message))).toEqual({ externalId: 'wamid.1' });
    expect(graph.uris).toEqual([`/v25.0/${phone}/messages`]);
    expect(graph.bodies).toEqual([textOf('We *found* it: https://t.example/4711', 0, true)]);
  });

  it('reads Slack’s own markup', async () => {
    const graph = scriptPosts(host, [taken('wamid.1')]);
    await scene.channel.send(
      to(),
      makeOutbound(byKim({ text: '*Yes* &amp; _soon_ :wave:', markup: 'mrkdwn' })),
    );
    expect(graph.bodies).toEqual([textOf('*Yes* & _soon_ 👋')]);
  });

  it('quotes what it answers', async () => {
    const graph = scriptPosts(host, [taken('wamid.1')]);
    await scene.channel.send(
      to(),
      makeOutbound(makeMessage({ details: { replyTo: { externalId: 'wamid.Q' } } })),
    );
    expect(graph.bodies).toEqual([{ ...textOf('We open at 10.'), context: { message_id: 'wamid.Q' } }]);
  });

  it('goes without its quote when WhatsApp does not know that any more', async () => {
    const graph = scriptPosts(host, [refused(131009), taken('wamid.1')]);
    const message = makeMessage({ details: { replyTo: { externalId: 'wamid.Q' } } });
    expect(await scene.channel.send(to(), makeOutbound(message))).toEqual({ externalId: 'wamid.1' });
    expect(graph.bodies[1]).toEqual(textOf('We open at 10.'));
  });

  it('bears the agent’s name only where the settings ask for it, and never the assistant’s', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2'), taken('3'), taken('4')]);
    const named = to({ namePrefix: true });
    await scene.channel.send(to(), makeOutbound(byKim()));
    await scene.channel.send(named, makeOutbound(byKim()));
    await scene.channel.send(named, makeOutbound(makeMessage()));
    await scene.channel.send(named, makeOutbound(byKim({ text: '- one\n- two', markup: 'commonmark' })));
    expect(graph.bodies).toEqual([
      textOf('We open at 10.'),
      textOf('Kim: We open at 10.'),
      textOf('We open at 10.'),
      textOf('Kim:\n- one\n- two'),
    ]);
  });

  it('over 4096 characters leaves in order, the name on the first part only', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2'), taken('3')]);
    const text = ['a', 'b', 'c'].map((letter) => letter.repeat(4_000)).join('\n\n');
    const outbound = makeOutbound(byKim({ text, details: { replyTo: { externalId: 'wamid.Q' } } }));
    expect(await scene.channel.send(to({ namePrefix: true }), outbound)).toEqual({ externalId: '1' });
    expect(graph.bodies).toEqual([
      { ...textOf(`Kim: ${'a'.repeat(4_000)}`), context: { message_id: 'wamid.Q' } },
      textOf('b'.repeat(4_000), 1),
      textOf('c'.repeat(4_000), 2),
    ]);
    expect(outbound.told).toEqual(['1', '2', '3']);
  });

  it('goes on after a failure where it stopped, with the evidence of its part', async () => {
    const text = ['a', 'b', 'c'].map((letter) => letter.repeat(4_000)).join('\n\n');
    const graph = scriptPosts(host, [taken('1'), refused(131000), taken('2'), taken('3')]);
    const first = makeOutbound(makeMessage({ text }));
    expect(await failureOf(scene.channel.send(to(), first))).toMatchObject({
      class: 'retry',
      code: '131000',
    });
    expect(first.told).toEqual(['1']);
    const second = makeOutbound(makeMessage({ text }), { attempt: 2, parts: first.told });
    expect(await scene.channel.send(to(), second)).toEqual({ externalId: '1' });
    expect(graph.bodies.slice(2)).toEqual([textOf('b'.repeat(4_000), 1), textOf('c'.repeat(4_000), 2)]);
  });
});

describe('the customer', () => {
  it.each([
    ['447700900123', { to: '+447700900123' }],
    ['+447700900123', { to: '+447700900123' }],
    ['DE.9081AbC', { recipient: 'DE.9081AbC' }],
    ['DE.ENT.9081AbC', { recipient: 'DE.ENT.9081AbC' }],
  ])('%s is written to as %j', async (address, named) => {
    const graph = scriptPosts(host, [taken('1')]);
    await scene.channel.send(to({}, address), makeOutbound(makeMessage()));
    const { to: _to, ...rest } = textOf('We open at 10.');
    expect(graph.bodies).toEqual([{ ...rest, ...named }]);
  });

  it('without a usable address is not guessed at', async () => {
    const sending = scene.channel.send(to({}, 'who knows'), makeOutbound(makeMessage()));
    expect(await failureOf(sending)).toMatchObject({ class: 'recipient', code: 'no-address' });
  });
});

describe('the reply window', () => {
  const template = { name: 'reopen_chat', language: 'en_GB', header: ['A\n1'], body: ['Amara', '4711'] };
  const ofTemplate = byKim({ kind: 'template', text: 'Hello Amara', details: { template } });

  it('is open until the second it closes, for people as for the assistant', async () => {
    for (const message of [makeMessage(), byKim()]) {
      const graph = scriptPosts(host, [taken('1')]);
      scene.clock = new Date(openUntil.getTime() - 1_000);
      await scene.channel.send(to(), makeOutbound(message));
      expect(graph.bodies).toHaveLength(1);
      scene.clock = openUntil;
      const failure = await failureOf(scene.channel.send(to(), makeOutbound(message)));
      expect(failure).toMatchObject({ class: 'window', code: 'window-closed' });
      expect(failure.message).toContain('template');
    }
  });

  it('that nobody ever opened is the platform’s to judge', async () => {
    scriptPosts(host, [refused(131047)]);
    const failure = await failureOf(
      scene.channel.send(to(), makeOutbound(makeMessage(), { openUntil: null })),
    );
    expect(failure).toMatchObject({ class: 'window', code: '131047' });
  });

  it('is no matter to a template, whose values go on one line each', async () => {
    const graph = scriptPosts(host, [taken('1')]);
    scene.clock = new Date(openUntil.getTime() + 3_600_000);
    await scene.channel.send(to(), makeOutbound(ofTemplate));
    expect(graph.bodies).toEqual([
      {
        ...envelope(),
        type: 'template',
        template: {
          name: 'reopen_chat',
          language: { code: 'en_GB' },
          components: [
            { type: 'header', parameters: [{ type: 'text', text: 'A 1' }] },
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Amara' },
                { type: 'text', text: '4711' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('lets a template without values go as it is', async () => {
    const graph = scriptPosts(host, [taken('1')]);
    const bare = { ...template, header: [], body: [] };
    await scene.channel.send(to(), makeOutbound(byKim({ kind: 'template', details: { template: bare } })));
    expect(graph.bodies[0]).toMatchObject({ template: { name: 'reopen_chat', language: { code: 'en_GB' } } });
    expect(graph.bodies[0]).not.toHaveProperty('template.components');
  });
});

describe('a failure', () => {
  it('of the token is an admin’s business', async () => {
    scriptPosts(host, [refused(190, 463)]);
    expect(await failureOf(scene.channel.send(to(), makeOutbound(makeMessage())))).toMatchObject({
      class: 'auth',
      code: '190',
    });
  });

  it.each([
    ['a lost answer', { status: 502, body: '<html>' }],
    ['a success without an id', { body: { messaging_product: 'whatsapp' } }],
  ])('with %s may have happened and is never blindly repeated', async (_what, answer) => {
    const graph = scriptPosts(host, [answer]);
    const message = makeMessage({ details: { replyTo: { externalId: 'wamid.Q' } } });
    expect(await failureOf(scene.channel.send(to(), makeOutbound(message)))).toMatchObject({
      class: 'retry',
      ambiguous: true,
    });
    expect(graph.bodies).toHaveLength(1);
  });

  it('in the door’s own settings says so', async () => {
    expect(await failureOf(scene.channel.send(to({ token: '' }), makeOutbound(makeMessage())))).toMatchObject(
      {
        class: 'auth',
        code: 'settings',
      },
    );
  });
});

describe('reactions', () => {
  it('are given and taken back, and say why they are not', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2'), refused(131009)]);
    await scene.channel.react?.(to(), 'wamid.C', '👍');
    await scene.channel.react?.(to(), 'wamid.C', null);
    const bodyOf = (emoji: string) => ({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: `+${customer}`,
      type: 'reaction',
      reaction: { message_id: 'wamid.C', emoji },
    });
    expect(graph.bodies).toEqual([bodyOf('👍'), bodyOf('')]);
    expect(
      await failureOf(scene.channel.react?.(to(), 'wamid.old', '👍') ?? Promise.resolve()),
    ).toMatchObject({
      class: 'content',
    });
  });
});
