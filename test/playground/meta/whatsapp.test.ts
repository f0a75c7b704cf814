// Proves the stand-in's WhatsApp: signed webhooks, statuses, what is refused at once and what fails later.
import { fileTypeFromBuffer } from 'file-type';
import { afterEach, describe, expect, it } from 'vitest';
import { eventsOf, type Json, type MetaBench, phone, startMeta, text } from './start-meta.js';

let bench: MetaBench;
afterEach(() => bench.close());

const send = (body: object) => bench.call(`/v25.0/${phone}/messages`, { body });
const errorOf = ({ body }: { body: Json }) => body.error as Json;
const statuses = () => eventsOf(bench.arrived).filter((event) => 'status' in event);
const amara = () => bench.meta.customer('whatsapp');

describe('webhooks', () => {
  it('are signed over bytes that escape everything beyond ASCII and every slash', async () => {
    bench = await startMeta();
    await amara().write('Grüße 😀 a/b');
    const [webhook] = bench.arrived;
    expect(bench.forged).toEqual([]);
    expect(webhook?.raw).toContain('Gr\\u00fc\\u00dfe \\ud83d\\ude00 a\\/b');
    expect(eventsOf(bench.arrived)[0]).toMatchObject({
      from: '447700900123',
      text: { body: 'Grüße 😀 a/b' },
    });
    expect(webhook?.body.entry[0]).toMatchObject({
      changes: [{ value: { metadata: { phone_number_id: phone }, contacts: [{ wa_id: '447700900123' }] } }],
    });
  });

  it('come again with the same bytes until they are answered with 200', async () => {
    bench = await startMeta();
    bench.answers.push(503, 500);
    const line = await amara().write('still there?');
    expect(line.status).toBe('delivered');
    expect(bench.meta.log.read().map((entry) => entry.status)).toEqual([503, 500, 200]);
  });

  it('shake hands with the verify token only', async () => {
    bench = await startMeta();
    expect(await bench.meta.shakeHands('whatsapp')).toBe(true);
    await bench.close();
    bench = await startMeta({ verifyToken: 'another' });
    expect(await bench.meta.shakeHands('whatsapp')).toBe(false);
  });

  it('are batched into one entry with several changes', async () => {
    bench = await startMeta();
    await bench.meta.gather(async () => {
      await amara().write('one');
      await amara().write('two');
      await bench.meta.customer('whatsapp', 'Jonas Weber').write('three');
    });
    expect(bench.arrived).toHaveLength(1);
    expect(eventsOf(bench.arrived)).toHaveLength(3);
  });

  it('leave out the number of a customer who hides it', async () => {
    bench = await startMeta();
    await bench.meta.customer('whatsapp', 'Jonas Weber').write('no number');
    const [message] = eventsOf(bench.arrived);
    expect(message).not.toHaveProperty('from');
    expect(message?.from_user_id).toMatch(/^GB\.[0-9a-f]{20}$/);
  });
});

describe('an accepted message', () => {
  it('is sent, delivered and read, each with what was given along', async () => {
    bench = await startMeta();
    await amara().write('hi');
    const answer = await send(text('+447700900123', 'hello', { biz_opaque_callback_data: 'ob_1' }));
    expect(answer.body).toMatchObject({ contacts: [{ input: '+447700900123', wa_id: '447700900123' }] });
    expect(answer.headers.get('facebook-api-version')).toBe('v25.0');
    await bench.meta.whenIdle();
    expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(statuses()[2]).toMatchObject({ biz_opaque_callback_data: 'ob_1', recipient_id: '447700900123' });
    expect(amara().received()).toMatchObject([{ text: 'hello', status: 'read', callback: 'ob_1' }]);
  });

  it('is not read before somebody looks', async () => {
    bench = await startMeta({ looking: false });
    await amara().write('hi');
    await send(text('447700900123', 'hello'));
    await bench.meta.whenIdle();
    expect(amara().received()[0]?.status).toBe('delivered');
    amara().look(true);
    await bench.meta.whenIdle();
    expect(amara().received()[0]?.status).toBe('read');
  });

  it('reaches somebody without a number by their id, and is swallowed when the id stands in `to`', async () => {
    bench = await startMeta();
    const jonas = bench.meta.customer('whatsapp', 'Jonas Weber');
    await jonas.write('hi');
    const { to: _to, ...unaddressed } = text('', 'by id');
    const right = await send({ ...unaddressed, recipient: jonas.customer.scopedId });
    const wrong = await send(text(jonas.customer.scopedId, 'lost'));
    await bench.meta.whenIdle();
    expect([right.status, wrong.status]).toEqual([200, 200]);
    expect(wrong.body).toHaveProperty('messages');
    expect(jonas.received().map((line) => line.text)).toEqual(['by id']);
  });

  it('shows buttons, lists and quotes, and what is pressed comes back', async () => {
    bench = await startMeta();
    const first = await amara().write('refund?');
    const buttons = [{ type: 'reply', reply: { id: 'refund:yes', title: 'Yes' } }];
    const interactive = { type: 'button', body: { text: 'Refund?' }, action: { buttons } };
    await send({
      ...text('447700900123', ''),
      type: 'interactive',
      interactive,
      context: { message_id: first.id },
    });
    const [line] = amara().received();
    expect(line).toMatchObject({ replyTo: first.id, buttons: [{ id: 'refund:yes', title: 'Yes' }] });
    await amara().press(line?.id ?? '', 'refund:yes');
    expect(eventsOf(bench.arrived).find((event) => event.type === 'interactive')).toMatchObject({
      interactive: { type: 'button_reply', button_reply: { id: 'refund:yes', title: 'Yes' } },
      context: { id: line?.id },
    });
  });

  it('ticks the customer’s messages and shows that someone writes', async () => {
    bench = await startMeta();
    const { id } = await amara().write('hi');
    const seen = { messaging_product: 'whatsapp', status: 'read', message_id: id };
    expect((await send({ ...seen, typing_indicator: { type: 'text' } })).body).toEqual({ success: true });
    expect(amara().lines()[0]?.status).toBe('read');
    expect(amara().isTyping()).toBe(true);
    expect(errorOf(await send({ ...seen, message_id: 'wamid.x' })).code).toBe(131009);
  });
});

describe('what fails', () => {
  it('is reported as a failed status: a closed window, a stranger, somebody who blocked', async () => {
    bench = await startMeta();
    await amara().write('hi');
    amara().moveClock(25);
    expect((await send(text('447700900123', 'too late'))).status).toBe(200);
    await send(text('447700900999', 'who?'));
    await amara().write('me again');
    amara().block(true);
    await send(text('447700900123', 'blocked'));
    await bench.meta.whenIdle();
    const failed = statuses().filter(({ status }) => status === 'failed');
    expect(failed.map(({ errors }) => (errors as Json[])[0]?.code)).toEqual([131047, 131026, 131026]);
  });

  it('lets a template through a closed window, once its name and values are right', async () => {
    bench = await startMeta();
    await amara().write('hi');
    amara().moveClock(25);
    const template = (name: string, values: string[]) => ({
      ...text('447700900123', ''),
      type: 'template',
      template: {
        name,
        language: { code: 'en_GB' },
        components: [{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) }],
      },
    });
    expect(errorOf(await send(template('nothing_like_it', ['Amara']))).code).toBe(132001);
    expect(errorOf(await send(template('spring_sale', []))).code).toBe(132001);
    expect(errorOf(await send(template('reopen_chat', []))).code).toBe(132000);
    expect(errorOf(await send(template('reopen_chat', ['A\nB']))).code).toBe(132018);
    expect((await send(template('reopen_chat', ['Amara']))).status).toBe(200);
    await bench.meta.whenIdle();
    expect(amara().received()).toMatchObject([
      { text: 'Hello Amara, we have an answer to your question. Shall we go on?', status: 'read' },
    ]);
  });

  it.each([
    ['no bearer', null, text('447700900123', 'x'), 401, 190],
    ['another’s bearer', 'page-token', text('447700900123', 'x'), 401, 190],
    ['a text too long', undefined, text('447700900123', 'x'.repeat(4097)), 400, 100],
    [
      'nobody to send to',
      undefined,
      { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } },
      400,
      100,
    ],
    [
      'a wrong recipient type',
      undefined,
      text('4477', 'x', { recipient_type: 'business_scoped_user_id' }),
      400,
      100,
    ],
    ['a fourth button', undefined, fourButtons(), 400, 100],
    ['an unknown number', undefined, undefined, 400, 100],
  ])('refuses %s', async (_what, token, body, status, code) => {
    bench = await startMeta();
    const path = body === undefined ? '/v25.0/1234/messages' : `/v25.0/${phone}/messages`;
    const answer = await bench.call(path, {
      body: body ?? text('1', 'x'),
      token: body === undefined ? 'whatsapp-token' : token === undefined ? 'whatsapp-token' : token,
    });
    expect(answer.status).toBe(status);
    expect(errorOf(answer)).toMatchObject({ code, type: 'OAuthException', fbtrace_id: expect.any(String) });
  });
});

describe('files', () => {
  const upload = (bytes: Buffer, type: string) => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', type);
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'a.png');
    return bench.call(`/v25.0/${phone}/media`, { form });
  };

  it('of a customer are looked up by id, want the bearer, and their address runs out', async () => {
    let now = 1_795_000_000_000;
    bench = await startMeta({ now: () => now });
    const { media } = await amara().sendVoiceNote();
    const look = await bench.call(`/v25.0/${media?.id}?phone_number_id=${phone}`, {
      token: 'whatsapp-token',
    });
    const url = String(look.body.url);
    expect((await fetch(url)).status).toBe(401);
    const bearer = { headers: { authorization: 'Bearer whatsapp-token' } };
    const bytes = Buffer.from(await (await fetch(url, bearer)).arrayBuffer());
    expect((await fileTypeFromBuffer(bytes))?.mime).toBe('audio/ogg; codecs=opus');
    now += 301_000;
    expect((await fetch(url, bearer)).status).toBe(404);
  });

  it('may lead where nobody should go', async () => {
    bench = await startMeta();
    const { media } = await amara().sendImage('Box');
    bench.meta.faults.add({ kind: 'media_redirect', times: 1 });
    const look = await bench.call(`/v25.0/${media?.id}`, { token: 'whatsapp-token' });
    const answer = await fetch(String(look.body.url), { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('169.254.169.254');
  });

  it('of the company are uploaded and sent by id; wrong ones are refused', async () => {
    bench = await startMeta();
    const { media } = await amara().sendImage();
    const bytes = bench.meta.world.media.get(media?.id ?? '')?.bytes ?? Buffer.alloc(0);
    const { body } = await upload(bytes, 'image/png');
    await send({ ...text('447700900123', ''), type: 'image', image: { id: body.id, caption: 'Look' } });
    expect(amara().received()).toMatchObject([{ text: 'Look', media: { kind: 'image', type: 'image/png' } }]);
    expect(errorOf(await upload(bytes, 'image/jpeg')).code).toBe(131053);
    expect(errorOf(await upload(Buffer.alloc(5 * 1024 * 1024 + 1), 'image/png')).code).toBe(131053);
    expect(errorOf(await upload(bytes, 'image/gif')).code).toBe(131053);
  });
});

it('lists templates a page at a time', async () => {
  bench = await startMeta();
  const names: unknown[] = [];
  let url: string | undefined = '/v25.0/102290129340398/message_templates?status=APPROVED&limit=50';
  for (let pages = 0; url && pages < 9; pages += 1) {
    const { body } = await bench.call(url, { token: 'whatsapp-token' });
    names.push(...(body.data as Json[]).map(({ name }) => name));
    url = (body.paging as { next?: string }).next?.replace(bench.meta.graphUrl(), '');
  }
  expect(names).toEqual(['reopen_chat', 'order_update', 'appointment_reminder']);
});

function fourButtons() {
  const buttons = ['a', 'b', 'c', 'd'].map((id) => ({ type: 'reply', reply: { id, title: id } }));
  return {
    ...text('447700900123', ''),
    type: 'interactive',
    interactive: { type: 'button', body: { text: 'Which?' }, action: { buttons } },
  };
}
