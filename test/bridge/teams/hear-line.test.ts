// Typed lines, files, changes and reactions through the real door: what the house is told of them.

import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/errors.js';
import type { Json } from '../../../src/core/payload.js';
import { activity, bot, line, mention, mentionSpan, personalChat, rootId } from './activities.js';
import { ben, kim, openGate } from './gate.js';
import { keepGate, say } from './kept-gate.js';
import { place, tenantId } from './wire.js';

const { gate, send, whispers } = await keepGate();

describe('lines', () => {
  it('are heard where they stand, with the words as typed', async () => {
    await send(line('<p>all <strong>good</strong></p>'));
    expect(gate.heard).toMatchObject([
      {
        type: 'line',
        desk: 'teams',
        team: tenantId,
        user: kim,
        place,
        threadRef: rootId,
        ref: `${rootId}/1776390300123`,
        raw: 'all good',
        addressed: false,
        mustMention: null,
        direct: false,
        files: [],
      },
    ]);
  });

  it('must address us until one was heard that did not; then the place is known to let us read along', async () => {
    const fresh = await openGate();
    const post = (html: string, changes: Json = {}) =>
      fresh.send({ ...line(html, changes), serviceUrl: fresh.serviceUrl });
    const entities = [mention(bot.id, 'Baton')];
    await post(`<p>${mentionSpan('Baton')} hi there</p>`, { entities });
    await post('<p>hi</p>', { id: '1776390300124' });
    await post(`<p>${mentionSpan('Baton')} claim</p>`, { entities, id: '1776390300125' });
    await fresh.close();
    expect(fresh.heard).toMatchObject([
      { raw: 'hi there', addressed: true, mustMention: '@Baton' },
      { raw: 'hi', addressed: false, mustMention: null },
      { raw: 'claim', addressed: true, mustMention: null },
    ]);
    expect(fresh.manners).toEqual([{ type: 'manner-changed', desk: 'teams', team: tenantId, place }]);
    expect(fresh.memory.held.get(`place:${place}`)).toEqual({
      team: '19:team@thread.tacv2',
      group: '9a000000-0000-4000-8000-000000000003',
      reads: true,
    });
    expect(fresh.memory.held.get('service')).toEqual({ url: fresh.serviceUrl });
    expect(fresh.memory.held.get(`person:${kim}`)).toMatchObject({ id: '29:kim', name: 'Kim', chat: null });
  });

  it('of a personal chat are remembered to be, where its id does not show it', async () => {
    const fresh = await openGate();
    const write = (id: string, text: string) =>
      fresh.send({
        ...line(text, { conversation: { conversationType: 'personal', tenantId, id } }),
        serviceUrl: fresh.serviceUrl,
      });
    await write('0d3f8a7c-9a52', 'status');
    const { writes } = fresh.memory;
    await write('0d3f8a7c-9a52', 'status');
    const again = fresh.memory.writes;
    await write('a:chat-of-kim', 'status');
    await fresh.close();
    expect(fresh.memory.held.get('place:0d3f8a7c-9a52')).toMatchObject({ personal: true, reads: true });
    expect(again).toBe(writes);
    expect(fresh.memory.held.has('place:a:chat-of-kim')).toBe(false);
  });

  it('write what they learn only once', async () => {
    await send(line('<p>one</p>'));
    const { writes } = gate.memory;
    await send(line('<p>two</p>'));
    expect(gate.memory.writes).toBe(writes);
  });

  it('look up whom a command means, once', async () => {
    const html = `<p>!transfer ${mentionSpan('Ben')} please</p>`;
    const entities = [mention('29:ben', 'Ben')];
    await send(line(html, { entities }));
    await send(line(html, { entities }));
    expect(gate.heard).toMatchObject([
      { raw: `!transfer @${ben} please` },
      { raw: `!transfer @${ben} please` },
    ]);
    expect(gate.calls.filter(({ path }) => path.endsWith('/29:ben')).length).toBeLessThanOrEqual(1);
    await send(line(`<p>thanks ${mentionSpan('Ben')}</p>`, { entities }));
    expect(gate.heard[2]).toMatchObject({ raw: 'thanks @Ben' });
  });

  it('of apps are nobody’s', async () => {
    await send(line('<p>beep</p>', { from: { id: '28:other', name: 'Other', aadObjectId: 'app-id' } }));
    await send(line('<p>echo</p>', { from: bot }));
    expect(gate.heard).toEqual([]);
  });

  it('are direct in the personal chat, which is remembered', async () => {
    await send(line('<p>queue</p>', personalChat));
    expect(gate.heard).toMatchObject([
      { direct: true, place: 'a:chat-of-kim', threadRef: null, raw: 'queue' },
    ]);
    expect(gate.memory.held.get(`person:${kim}`)).toMatchObject({ chat: 'a:chat-of-kim' });
  });

  it('that say “home” in the personal chat open the home', async () => {
    await send(line('<p>Home</p>', personalChat));
    expect(gate.heard).toEqual([{ type: 'home-opened', desk: 'teams', team: tenantId, user: kim }]);
  });

  it('chosen after a slash are commands that only their author sees', async () => {
    await send(line('<p>note is VIP</p>', { recipient: { ...bot, isTargeted: true } }));
    expect(gate.heard).toMatchObject([
      { type: 'invocation', via: 'slash', word: 'note', args: 'is VIP', threadRef: rootId, postRef: null },
    ]);
  });

  it('are answered in a message only their author sees, in their chat where that is refused', async () => {
    gate.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.mouth.whisper(say('held'));
    };
    await send(line('<p>hm</p>'));
    expect(whispers()).toMatchObject([{ body: { recipient: { id: '29:kim', isTargeted: true } } }]);
    gate.refusesWhispers = true;
    await send(line('<p>hm</p>'));
    expect(gate.calls.at(-1)?.path).toBe('/v3/conversations/a:chat-of-kim/activities');
  });
});

describe('files', () => {
  const withFile = {
    text: 'see',
    attachments: [{ contentType: 'text/html', content: '<p>see</p><attachment id="1"></attachment>' }],
  };

  it('that Teams keeps to itself are missed by the house, and the author gets a link for them', async () => {
    gate.onHear = async (gesture) => {
      if (gesture.type !== 'line') return;
      expect(gesture.raw).toBe('see');
      const error = await gesture.files[0]?.fetch().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Failure);
      await gesture.mouth.whisper(say(`⚠️ The file was not sent: ${(error as Failure).message}`));
    };
    await send(line('', withFile));
    const [told, ...more] = whispers();
    expect(more).toEqual([]);
    expect(JSON.stringify(told?.body)).toContain(`${gate.url}/teams/upload/`);
  });

  it('are asked for all the same when the house says nothing of them', async () => {
    gate.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.files[0]?.fetch().catch(() => undefined);
    };
    await send(line('', withFile));
    expect(whispers()).toHaveLength(1);
  });

  it('of lines that do not concern the house are nobody’s business', async () => {
    await send(line('', withFile));
    expect(whispers()).toEqual([]);
  });

  it('alone are for the customer, where people must mention us to be heard', async () => {
    const fresh = await openGate();
    const html = `<p>${mentionSpan('Baton')}</p><attachment id="1"></attachment>`;
    const alone = line(html, { entities: [mention(bot.id, 'Baton')] });
    await fresh.send({ ...alone, serviceUrl: fresh.serviceUrl });
    await fresh.close();
    expect(fresh.heard).toMatchObject([{ addressed: false, raw: '', files: [{ name: 'attachment' }] }]);
  });

  it('that are pasted pictures come along', async () => {
    const picture = {
      contentType: 'image/png',
      contentUrl: `${gate.serviceUrl}v3/attachments/1/views/original`,
    };
    await send(line('', { text: '', attachments: [picture] }));
    expect(gate.heard).toMatchObject([{ files: [{ name: 'picture' }] }]);
  });
});

describe('changes and reactions', () => {
  it('are told of the line they were made to', async () => {
    await send(activity({ type: 'messageUpdate', text: 'better', channelData: { ...edits('editMessage') } }));
    await send(
      activity({ type: 'messageUpdate', text: 'back', channelData: { ...edits('undeleteMessage') } }),
    );
    await send(activity({ type: 'messageDelete', channelData: { ...edits('softDeleteMessage') } }));
    await send(
      activity({ type: 'messageDelete', id: rootId, channelData: { ...edits('softDeleteMessage') } }),
    );
    const ref = `${rootId}/1776390300123`;
    expect(gate.heard).toMatchObject([
      { type: 'line-edited', user: kim, place, ref, raw: 'better' },
      { type: 'line-edited', ref, raw: 'back' },
      { type: 'line-deleted', place, ref },
      { type: 'root-deleted', place, ref: rootId },
    ]);
  });

  it('show their emoji whatever name it goes by', async () => {
    const react = (changes: Json) => send(activity({ type: 'messageReaction', replyToId: '5', ...changes }));
    await react({ reactionsAdded: [{ type: 'heart' }], reactionsRemoved: [{ type: 'like' }] });
    await react({ reactionsAdded: [{ type: '1f44b_wavinghand-tone4' }, { type: '🎉' }, { type: 'rocket' }] });
    await react({ reactionsAdded: [{ type: 'our-logo' }, { type: '' }, 'x'] });
    expect(gate.heard.map((one) => one.type === 'reacted' && [one.emoji, one.removed, one.ref])).toEqual([
      ['👍', true, `${rootId}/5`],
      ['❤️', false, `${rootId}/5`],
      ['👋', false, `${rootId}/5`],
      ['🎉', false, `${rootId}/5`],
      ['🚀', false, `${rootId}/5`],
      [null, false, `${rootId}/5`],
    ]);
  });
});

function edits(eventType: string): Json {
  return {
    eventType,
    tenant: { id: tenantId },
    team: { id: '19:team@thread.tacv2' },
    channel: { id: place },
  };
}
