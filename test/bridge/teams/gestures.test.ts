// Every gesture through the real door: what the house is told of it, and the shape in which its author is answered.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import type { Gesture } from '../../../src/bridge/desk.js';
import type { Made } from '../../../src/bridge/teams/hearing.js';
import { Failure } from '../../../src/core/errors.js';
import type { Json } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text.js';
import {
  activity,
  bot,
  dialog,
  execute,
  line,
  mention,
  mentionSpan,
  personalChat,
  rootId,
} from './activities.js';
import { ben, type Gate, kim, openGate } from './gate.js';
import { place, tenantId } from './wire.js';

let gate: Gate;
beforeAll(async () => {
  gate = await openGate();
});
afterAll(() => gate.close());
afterEach(() => {
  gate.heard.length = 0;
  gate.calls.length = 0;
  gate.refusesWhispers = false;
  gate.onHear = async () => undefined;
});

const send = async (body: Json) => gate.send({ ...body, serviceUrl: gate.serviceUrl });
const say = (sentence: string): Card => ({
  fallback: sentence,
  parts: [{ kind: 'text', text: literal(sentence) }],
});
const withButton: Card = {
  fallback: 'choose',
  parts: [
    { kind: 'heading', text: 'Choose' },
    { kind: 'controls', controls: [{ kind: 'button', label: 'Go', ask: { word: 'next' } }] },
  ],
};
const form: Form = {
  title: 'Note',
  submit: 'Save',
  ask: { word: 'note', conversationId: 'c1', epoch: 2 },
  fields: [{ kind: 'text', id: 'text', label: 'Text', multiline: true }],
};
const answerBy = (answer: (gesture: Made) => Promise<void> | void) => {
  gate.onHear = async (gesture: Gesture) => {
    if (gesture.type === 'invocation') await answer(gesture);
  };
};
const whispers = () => gate.calls.filter(({ path }) => path.includes('isTargetedActivity'));
const gus = { id: '29:gus', name: 'Gus', aadObjectId: 'gus-id' };
const flo = { id: '29:flo', name: 'Flo', aadObjectId: 'flo-id' };

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
        mustAddress: false,
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
      { raw: 'hi there', addressed: true, mustAddress: true },
      { raw: 'hi', addressed: false, mustAddress: false },
      { raw: 'claim', addressed: true, mustAddress: false },
    ]);
    expect(fresh.memory.held.get(`place:${place}`)).toEqual({
      team: '19:team@thread.tacv2',
      group: '9a000000-0000-4000-8000-000000000003',
      reads: true,
    });
    expect(fresh.memory.held.get('service')).toEqual({ url: fresh.serviceUrl });
    expect(fresh.memory.held.get(`person:${kim}`)).toMatchObject({ id: '29:kim', name: 'Kim', chat: null });
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

describe('buttons', () => {
  const claim = { ask: { w: 'claim', c: 'c1', e: 3 } };

  it('are heard with what they carry, and confirmed where nothing was said', async () => {
    const { body } = await send(execute(claim));
    expect(gate.heard).toMatchObject([
      {
        type: 'invocation',
        via: 'button',
        word: 'claim',
        conversationId: 'c1',
        epoch: 3,
        user: kim,
        threadRef: rootId,
        postRef: rootId,
      },
    ]);
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Done.',
    });
  });

  it('answer a sentence in passing, and a card with controls in a message of its own', async () => {
    answerBy(({ mouth }) => mouth.whisper(say('Bo has this conversation.')));
    expect((await send(execute(claim))).body).toMatchObject({ value: 'Bo has this conversation.' });
    expect(whispers()).toEqual([]);
    answerBy(({ mouth }) => mouth.whisper(withButton));
    expect((await send(execute(claim))).body).toMatchObject({
      value: expect.stringContaining('only you see'),
    });
    expect(whispers()).toHaveLength(1);
  });

  it('never show to others what could not be shown to one', async () => {
    gate.refusesWhispers = true;
    answerBy(({ mouth }) => mouth.whisper(withButton));
    await send(execute(claim, { from: { id: '29:ben', name: 'Ben', aadObjectId: ben } }));
    const posts = gate.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/activities'));
    expect(posts.map(({ path }) => path)).toEqual(['/v3/conversations/a:personal/activities']);
  });

  it('with a menu take its choice as their last argument', async () => {
    await send(
      execute({ ask: { w: 'category', a: '#7' }, pick: 'menu-1-0', 'menu-1-0': 'billing', other: 'x' }),
    );
    expect(gate.heard).toMatchObject([{ word: 'category', args: '#7 billing', values: {} }]);
  });

  it('come as messages from older clients, and are answered apart', async () => {
    answerBy(({ mouth }) => mouth.whisper(say('Bo has it.')));
    await send(activity({ type: 'message', text: '', value: claim, replyToId: rootId }));
    expect(gate.heard).toMatchObject([{ type: 'invocation', via: 'button', word: 'claim' }]);
    expect(whispers()).toHaveLength(1);
  });

  it('of other apps’ cards do not prove that we may read along', async () => {
    const fresh = await openGate();
    const pressed = activity({ type: 'message', value: { verb: 'x' }, serviceUrl: fresh.serviceUrl });
    await fresh.send(pressed);
    await fresh.close();
    expect(fresh.memory.held.get(`place:${place}`)).toMatchObject({ reads: false });
  });

  it('of the home are known for what they are', async () => {
    gate.memory.held.set(`person:${kim}`, { id: '29:kim', name: 'Kim', chat: 'a:chat-of-kim', home: '77' });
    await send(execute({ ask: { w: 'online' } }, { ...personalChat, replyToId: '77' }));
    expect(gate.heard).toMatchObject([{ via: 'home', threadRef: null, place: 'a:chat-of-kim' }]);
  });

  it('that nobody here drew are told so', async () => {
    expect((await send(execute({ verb: 'x' }))).body).toMatchObject({
      value: expect.stringContaining('no longer'),
    });
    expect(gate.heard).toEqual([]);
  });

  it('that take long are answered before Teams gives up, and go on', async () => {
    let isDone = false;
    answerBy(async ({ mouth }) => {
      await new Promise((resolve) => setTimeout(resolve, 2700));
      await mouth.whisper(say('There it is.'));
      isDone = true;
    });
    expect((await send(execute(claim))).body).toMatchObject({ value: expect.stringContaining('moment') });
    await expect.poll(() => isDone).toBe(true);
    expect(whispers()).toHaveLength(1);
  });
});

describe('dialogs', () => {
  const open = () =>
    dialog('task/fetch', { msteams: { type: 'task/fetch' }, ask: { w: 'note', c: 'c1', e: 2 } });

  it('open as the form that was asked for, submit it, and come back with what was wrong', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    const opened = await send(open());
    expect(opened.body).toMatchObject({ task: { type: 'continue', value: { title: 'Note' } } });
    const data = findData(opened.body);
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'There is nothing to send.' }));
    const refused = await send(dialog('task/submit', { ...data, text: ' hm ' }));
    expect(gate.heard.at(-1)).toMatchObject({
      via: 'form',
      word: 'note',
      conversationId: 'c1',
      epoch: 2,
      values: { text: ' hm ' },
      threadRef: rootId,
      postRef: rootId,
    });
    const shown = JSON.stringify(refused.body);
    expect(shown).toContain('There is nothing to send.');
    expect(shown).toContain('" hm "');
    answerBy(() => undefined);
    const { status, body } = await send(dialog('task/submit', { ...data, text: 'ok' }));
    expect([status, body]).toEqual([200, null]);
  });

  it('say what is wrong also where the form is not known any more', async () => {
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'There is nothing to send.' }));
    const data = { form: { a: { w: 'note' }, p: place, t: '1', r: null }, text: '' };
    expect((await send(dialog('task/submit', data))).body).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('nothing to send') },
    });
  });

  it('show cards, whose buttons work inside, and sentences', async () => {
    answerBy(({ mouth }) => mouth.whisper(withButton));
    const { body } = await send(open());
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'Choose' } } });
    answerBy(({ mouth }) => mouth.whisper(say('It is closed.')));
    const next = await send(dialog('task/submit', { ask: { w: 'next' } }));
    expect(next.body).toEqual({ task: { type: 'message', value: 'It is closed.' } });
    expect(gate.heard.at(-1)).toMatchObject({ via: 'button', word: 'next' });
  });

  it('become forms in a message where none can open', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    await send(execute({ ask: { w: 'reply', a: 'x' } }));
    const [shown] = whispers();
    expect(JSON.stringify(shown?.body)).toContain('Action.Execute');
    const data = findData(shown?.body ?? null);
    answerBy(({ mouth }) => mouth.refuseForm?.({ text: 'Too long.' }));
    const { body } = await send(execute({ ...data, text: 'x' }));
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(body)).toContain('Too long.');
  });

  it('of a message’s own menu know that message', async () => {
    answerBy(({ mouth }) => mouth.openForm?.(form));
    const messagePayload = { id: '1776390300999', replyToId: rootId };
    const value = { commandId: 'note', commandContext: 'message', messagePayload };
    const { body } = await send(activity({ type: 'invoke', name: 'composeExtension/fetchTask', value }));
    expect(gate.heard).toMatchObject([
      { via: 'shortcut', word: 'note', threadRef: rootId, postRef: `${rootId}/1776390300999` },
    ]);
    const data = findData(body);
    answerBy(() => undefined);
    const submit = { commandId: 'note', data: { ...data, text: 'x' }, messagePayload };
    const done = await send(
      activity({ type: 'invoke', name: 'composeExtension/submitAction', value: submit }),
    );
    expect(done.body).toEqual({});
    expect(gate.heard.at(-1)).toMatchObject({ via: 'form', values: { text: 'x' } });
  });
});

describe('strangers', () => {
  it.each([
    ['a guest', gus],
    ['someone of another tenant', flo],
    ['a guest by the activity itself', { id: '29:x', name: 'X', aadObjectId: 'x-id', userRole: 'guest' }],
  ])('%s cannot act, and is told so', async (_who, from) => {
    const { body } = await send(execute({ ask: { w: 'claim' } }, { from }));
    expect(body).toMatchObject({ value: expect.stringContaining('Only members') });
    const fetched = await send(dialog('task/fetch', { ask: { w: 'note' } }, { from }));
    expect(fetched.body).toMatchObject({ task: { type: 'message' } });
    await send(activity({ type: 'messageUpdate', text: 'x', from }));
    await send(
      activity({ type: 'messageReaction', replyToId: '5', reactionsAdded: [{ type: 'like' }], from }),
    );
    expect(gate.heard).toEqual([]);
  });

  it('write lines that the house takes for nobody’s', async () => {
    gate.onHear = async (gesture) => {
      if (gesture.type === 'line') await gesture.mouth.whisper(say('You are not an agent.'));
    };
    await send(line('<p>hello</p>', { from: gus }));
    expect(gate.heard).toMatchObject([{ user: 'stranger:gus-id' }]);
    expect(JSON.stringify(whispers()[0]?.body)).toContain('Only members of this organization');
  });

  it('of another tenant’s own installation are answered and not heard', async () => {
    const { body } = await send(
      execute({ ask: { w: 'claim' } }, { channelData: { tenant: { id: 'other' } } }),
    );
    expect(body).toMatchObject({ value: expect.stringContaining('does not work for this organization') });
    expect(gate.heard).toEqual([]);
  });
});

describe('coming and going', () => {
  const install = (action: string, changes: Json = {}) =>
    send(activity({ type: 'installationUpdate', action, ...changes }));
  const inTeam = (id: string) => ({ channelData: { tenant: { id: tenantId }, team: { id } } });

  it('opens the home of who adds the app for themselves', async () => {
    await install('add', personalChat);
    await install('add-upgrade', personalChat);
    expect(gate.heard).toMatchObject([
      { type: 'home-opened', user: kim },
      { type: 'home-opened', user: kim },
    ]);
    await install('remove', personalChat);
    expect(gate.memory.held.get(`person:${kim}`)).toMatchObject({ chat: null, home: null });
  });

  it('loses the installation with its last team only', async () => {
    gate.memory.held.delete('teams');
    await install('add', inTeam('19:one'));
    await install('add', inTeam('19:two'));
    await install('remove', inTeam('19:one'));
    expect(gate.heard).toEqual([]);
    await install('remove', inTeam('19:two'));
    expect(gate.heard).toEqual([
      { type: 'installation-lost', desk: 'teams', team: tenantId, cause: 'app_removed' },
    ]);
  });

  it('says in the log when a channel ends', async () => {
    const channelData = { eventType: 'channelDeleted', tenant: { id: tenantId }, channel: { id: '19:gone' } };
    await send(activity({ type: 'conversationUpdate', channelData }));
    expect(gate.heard).toEqual([]);
    expect(gate.logged.some(({ fields }) => fields.place === '19:gone')).toBe(true);
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

/** The data of the first action that carries a form. */
function findData(json: unknown): Json {
  if (typeof json !== 'object' || json === null) return {};
  const { data } = json as { readonly data?: Json };
  if (data?.form !== undefined) return data;
  return (
    Object.values(json)
      .map(findData)
      .find((found) => found.form !== undefined) ?? {}
  );
}
