// Proves the stand-in's Messenger and Instagram: windows, personas, echoes, receipts, files, standby.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { drawPicture } from '../../../playground/meta/samples.js';
import { account, eventsOf, type Json, type MetaBench, page, startMeta } from './start-meta.js';

let bench: MetaBench;
afterEach(() => bench.close());

const errorOf = ({ body }: { body: Json }) => body.error as Json;
const lena = () => bench.meta.customer('messenger');
const rui = () => bench.meta.customer('instagram');
const toLena = (body: object) =>
  bench.call(`/v25.0/${page}/messages`, { body: { recipient: { id: lena().address }, ...body } });
const toRui = (body: object) =>
  bench.call(`/v25.0/${account}/messages`, {
    host: 'instagram',
    body: { recipient: { id: rui().address }, ...body },
  });

describe('Messenger', () => {
  it('echoes what was sent with its metadata, and reports delivered and read', async () => {
    bench = await startMeta();
    await lena().write('hi');
    const { body } = await toLena({
      messaging_type: 'RESPONSE',
      message: { text: 'hello', metadata: 'cb:1' },
    });
    await bench.meta.whenIdle();
    const [, echo, delivered, read] = eventsOf(bench.arrived);
    expect(echo).toMatchObject({
      sender: { id: page },
      recipient: { id: lena().address },
      message: { is_echo: true, mid: body.message_id, metadata: 'cb:1', app_id: expect.any(Number) },
    });
    expect(delivered).toMatchObject({ delivery: { mids: [body.message_id] } });
    expect(read).toHaveProperty('read.watermark');
    expect(lena().received()).toMatchObject([{ text: 'hello', status: 'read' }]);
  });

  it('shows an agent’s face', async () => {
    bench = await startMeta();
    await lena().write('hi');
    const picture = 'https://faces.example/kim.png';
    const made = { name: 'Kim', profile_picture_url: picture };
    const first = await bench.call(`/v25.0/${page}/personas`, { body: made });
    const again = await bench.call(`/v25.0/${page}/personas`, { body: made });
    expect(again.body).toEqual(first.body);
    await toLena({ message: { text: 'It is me' }, persona_id: first.body.id });
    expect(lena().received()[0]?.persona).toEqual({ name: 'Kim', pictureUrl: picture });
    expect(errorOf(await toLena({ message: { text: 'x' }, persona_id: '1' })).code).toBe(100);
  });

  it('is closed after a day, open to a person’s tag for seven, and to nobody after that', async () => {
    bench = await startMeta();
    await lena().write('hi');
    lena().moveClock(24);
    const tagged = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message: { text: 'sorry' } };
    expect(errorOf(await toLena({ messaging_type: 'RESPONSE', message: { text: 'late' } }))).toMatchObject({
      code: 10,
      error_subcode: 2018278,
    });
    expect((await toLena(tagged)).status).toBe(200);
    lena().moveClock(24 * 6);
    expect(errorOf(await toLena(tagged))).toMatchObject({ code: 10, error_subcode: 2018278 });
    expect(errorOf(await toLena({ ...tagged, tag: 'ACCOUNT_UPDATE' })).code).toBe(100);
  });

  it('takes files as bytes, and refuses texts, buttons and people that do not fit', async () => {
    bench = await startMeta();
    await lena().write('hi');
    const form = new FormData();
    form.set('recipient', JSON.stringify({ id: lena().address }));
    form.set('messaging_type', 'RESPONSE');
    form.set('message', JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }));
    form.set('filedata', new Blob([new Uint8Array(drawPicture('box'))], { type: 'image/png' }), 'Größe.png');
    const sent = await bench.call(`/v25.0/${page}/messages`, { form });
    expect(sent.body).toHaveProperty('attachment_id');
    expect(lena().received()[0]?.media).toMatchObject({ kind: 'image', name: 'Größe.png' });
    const buttons = ['a', 'b', 'c', 'd'].map((title) => ({ type: 'postback', title, payload: title }));
    const payload = { template_type: 'button', text: 'Which?', buttons };
    expect(errorOf(await toLena({ message: { attachment: { type: 'template', payload } } })).code).toBe(100);
    expect(errorOf(await toLena({ message: { text: 'x'.repeat(2001) } })).code).toBe(100);
    expect(errorOf(await toLena({ message: { text: '' } })).error_subcode).toBe(2018034);
    expect(errorOf(await toLena({ recipient: { id: '1' }, message: { text: 'x' } }))).toMatchObject({
      code: 100,
      error_subcode: 2018001,
    });
    lena().block(true);
    expect(errorOf(await toLena({ message: { text: 'x' } })).code).toBe(551);
  });

  it('answers a quick reply, a postback, an edit and a reaction in the documented shapes', async () => {
    bench = await startMeta();
    const own = await lena().write('helo');
    await toLena({
      message: {
        text: 'More?',
        quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'more:yes' }],
      },
    });
    await lena().press(lena().received()[0]?.id ?? '', 'more:yes');
    const payload = {
      template_type: 'button',
      text: 'Which?',
      buttons: [{ type: 'postback', title: 'A', payload: 'a' }],
    };
    await toLena({ message: { attachment: { type: 'template', payload } } });
    const last = lena().received().at(-1)?.id ?? '';
    await lena().press(last, 'a');
    await lena().edit(own.id, 'hello');
    await lena().react(last, '👍');
    await lena().react(last, null);
    await expect(lena().unsend(own.id)).rejects.toThrow('never told');
    await bench.meta.whenIdle();
    const events = eventsOf(bench.arrived);
    expect(events).toContainEqual(
      expect.objectContaining({ postback: expect.objectContaining({ payload: 'a' }) }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ quick_reply: { payload: 'more:yes' } }) }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ message_edit: { mid: own.id, text: 'hello', num_edit: 1 } }),
    );
    const reactions = events.flatMap(({ reaction }) => (reaction ? [reaction as Json] : []));
    expect(reactions).toMatchObject([
      { action: 'react', reaction: 'like', emoji: '👍', mid: last },
      { action: 'unreact', reaction: 'like', mid: last },
    ]);
    expect(lena().received()[0]?.quickReplies).toEqual([]);
  });

  it('sends standby events while another application has the thread, until it is taken back', async () => {
    bench = await startMeta();
    await lena().standby(true);
    await lena().write('who is there?');
    expect(bench.arrived[0]?.body.entry[0]).toHaveProperty('messaging.0.pass_thread_control');
    expect(bench.arrived[1]?.body.entry[0]).toHaveProperty('standby.0.message.text', 'who is there?');
    expect(errorOf(await toLena({ message: { text: 'me' } }))).toMatchObject({
      code: 10,
      error_subcode: 2018300,
    });
    await bench.call(`/v25.0/${page}/take_thread_control`, { body: { recipient: { id: lena().address } } });
    expect((await toLena({ message: { text: 'me' } })).status).toBe(200);
  });
});

describe('Instagram', () => {
  it('counts a text in bytes, echoes it without saying whose it is, and tells only what was seen', async () => {
    bench = await startMeta();
    await rui().write('oi');
    expect(errorOf(await toRui({ message: { text: '😀'.repeat(251) } })).code).toBe(100);
    const { body } = await toRui({ message: { text: '😀'.repeat(250) } });
    await bench.meta.whenIdle();
    const [, echo, ...others] = eventsOf(bench.arrived);
    expect(Object.keys((echo as { message: Json }).message)).toEqual(['mid', 'is_echo', 'text']);
    expect(others).toMatchObject([{ read: { mid: body.message_id } }]);
  });

  it('fetches files by their address, unsends, and closes with its own code', async () => {
    bench = await startMeta();
    const shelf = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(drawPicture('box'));
    });
    await new Promise<void>((resolve) => shelf.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(shelf.address() as AddressInfo).port}/box.png`;
    const image = (from: string) => ({ message: { attachment: { type: 'image', payload: { url: from } } } });
    const own = await rui().write('oi');
    expect((await toRui(image(url))).status).toBe(200);
    expect(rui().received()[0]?.media?.type).toBe('image/png');
    shelf.close();
    shelf.closeAllConnections();
    expect(errorOf(await toRui(image(url))).error_subcode).toBe(2018008);
    await rui().unsend(own.id);
    expect(eventsOf(bench.arrived).at(-1)).toMatchObject({ message: { mid: own.id, is_deleted: true } });
    rui().moveClock(25);
    expect(errorOf(await toRui({ message: { text: 'late' } })).error_subcode).toBe(2534022);
  });

  it('keeps a profile to itself until the customer has written', async () => {
    bench = await startMeta();
    const look = () =>
      bench.call(`/v25.0/${rui().address}?fields=name,username`, {
        host: 'instagram',
        token: 'instagram-token',
      });
    expect(errorOf(await look()).code).toBe(230);
    await rui().write('oi');
    expect((await look()).body).toEqual({ id: rui().address, name: 'Rui Costa', username: 'rui.bakes' });
  });
});

describe('answers past Baton', () => {
  it('come as echoes of another application, on WhatsApp in a field of their own', async () => {
    bench = await startMeta();
    await lena().answerFromApp('from the page');
    await bench.meta.customer('whatsapp').answerFromApp('from the phone');
    expect(eventsOf(bench.arrived)[0]).toMatchObject({ message: { is_echo: true, app_id: 263902037430900 } });
    expect(bench.arrived[1]?.body.entry[0]).toMatchObject({
      changes: [
        { field: 'smb_message_echoes', value: { message_echoes: [{ text: { body: 'from the phone' } }] } },
      ],
    });
  });
});
