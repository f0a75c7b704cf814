// WhatsApp outwards: what the customer may choose is shown as well as WhatsApp can.

import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.js';
import { makeFile, makeMessage, makeOutbound, scriptPosts } from '../../support/page-scene.js';
import {
  envelope,
  evidence,
  host,
  playWhatsApp,
  taken,
  textOf,
  to,
  uploaded,
} from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();

describe('choices', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `o${index}`, title: `Slot ${index}` }));
  const asking = (count: number, changes: Partial<Message> = {}) =>
    makeMessage({ text: 'Which one?', details: { options: options(count) }, ...changes });

  it('are up to three buttons', async () => {
    const graph = scriptPosts(host, [taken('1')]);
    await scene.channel.send(to(), makeOutbound(asking(3)));
    const buttons = options(3).map((reply) => ({ type: 'reply', reply }));
    expect(graph.bodies).toEqual([
      {
        ...envelope(),
        type: 'interactive',
        interactive: { type: 'button', body: { text: 'Which one?' }, action: { buttons } },
      },
    ]);
  });

  it('are a list of up to ten, opened by the door’s own word', async () => {
    const graph = scriptPosts(host, [taken('1')]);
    await scene.channel.send(to({ listButton: 'Wählen' }), makeOutbound(asking(10)));
    expect(graph.bodies[0]).toMatchObject({
      interactive: { type: 'list', action: { button: 'Wählen', sections: [{ rows: options(10) }] } },
    });
  });

  it('are numbered lines beyond that, and where there are no other words', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2')]);
    await scene.channel.send(to(), makeOutbound(asking(11)));
    const lines = options(11).map(({ title }, index) => `${index + 1}. ${title}`);
    expect(graph.bodies[0]).toEqual(textOf(`Which one?\n${lines.join('\n')}`));
    await scene.channel.send(to(), makeOutbound(asking(2, { text: '' })));
    expect(graph.bodies[1]).toEqual(textOf('1. Slot 0\n2. Slot 1'));
  });

  it('stand below words too long for their message, and below files', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2'), uploaded('9'), taken('3'), taken('4')]);
    const text = `${'a'.repeat(1_000)}\n\n${'b'.repeat(1_000)}`;
    await scene.channel.send(to(), makeOutbound(asking(2, { text })));
    expect(graph.bodies[0]).toEqual(textOf('a'.repeat(1_000)));
    expect(graph.bodies[1]).toMatchObject({ interactive: { body: { text: 'b'.repeat(1_000) } } });
    await scene.channel.send(
      to(),
      makeOutbound(asking(2, { attachments: [makeFile('a.png', 'image/png')] })),
    );
    expect(graph.bodies[3]).toMatchObject({ type: 'image', image: { id: '9' } });
    expect(graph.bodies[4]).toMatchObject({ type: 'interactive', biz_opaque_callback_data: evidence(1) });
  });
});
