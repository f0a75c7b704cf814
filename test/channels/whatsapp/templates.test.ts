// Proves that templates are listed page by page and not too often, and written with the names their values go by.

import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { byKim, failureOf, makeOutbound, refused, scriptPosts } from '../../support/page-scene.js';
import { host, playWhatsApp, taken, to } from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();
const wabaId = '102290129340398';
const fields = 'name,language,status,category,components';
const body = (text: string) => ({ type: 'BODY', text });
const reopen = {
  name: 'reopen_chat',
  language: 'en_GB',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
    body('Hello {{1}},\nmay we go on?'),
    { type: 'FOOTER', text: 'Acme' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] },
  ],
};
const named = {
  ...reopen,
  name: 'call_back',
  components: [body('Hello {{first_name}} of {{ city }}, {{first_name}}')],
};

function scriptPages(...pages: readonly object[][]): void {
  for (const [index, data] of pages.entries()) {
    const query = { fields, status: 'APPROVED', limit: '100', ...(index > 0 ? { after: `c${index}` } : {}) };
    const next = index < pages.length - 1 ? { next: `${host}/next` } : {};
    nock(host)
      .get(`/v25.0/${wabaId}/message_templates`)
      .query(query)
      .matchHeader('authorization', 'Bearer T')
      .reply(200, { data, paging: { cursors: { before: 'b', after: `c${index + 1}` }, ...next } });
  }
}
const account = () => to({ wabaId }).account;
const list = (door = account()) => scene.channel.listTemplates?.(door) ?? Promise.resolve([]);

describe('the list', () => {
  it('reads every page, once in five minutes', async () => {
    scriptPages([reopen], [named]);
    const found = await list();
    expect(found.map(({ name }) => name)).toEqual(['call_back', 'reopen_chat']);
    expect(found[1]).toEqual({
      name: 'reopen_chat',
      language: 'en_GB',
      category: 'UTILITY',
      header: 'Order {{1}}',
      body: 'Hello {{1}},\nmay we go on?',
      footer: 'Acme',
      buttons: ['Yes'],
    });
    scene.clock = new Date(scene.clock.getTime() + 299_000);
    expect(await list()).toHaveLength(2);
    scene.clock = new Date(scene.clock.getTime() + 1_000);
    scriptPages([]);
    expect(await list()).toEqual([]);
  });

  it('leaves out what words alone cannot fill in, and nonsense', async () => {
    const withPart = (name: string, part: object) => ({ ...reopen, name, components: [body('x'), part] });
    scriptPages([
      withPart('picture', { type: 'HEADER', format: 'IMAGE' }),
      withPart('address', {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', url: 'https://a.example/{{1}}', text: 'Go' }],
      }),
      withPart('code', { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy' }] }),
      withPart('cards', { type: 'CAROUSEL' }),
      { ...reopen, name: 'login', category: 'AUTHENTICATION' },
      { ...reopen, name: 'waiting', status: 'PENDING' },
      { ...reopen, name: 'bodiless', components: [] },
      withPart('link', {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', url: 'https://a.example/', text: 'Go' }],
      }),
      [] as never,
      { name: 7 },
    ]);
    expect((await list()).map(({ name }) => name)).toEqual(['link']);
  });

  it('that fails says why, and is asked for again at once', async () => {
    nock(host)
      .get(/message_templates/)
      .reply(400, refused(190).body as object);
    expect(await failureOf(list())).toMatchObject({ class: 'auth', code: '190' });
    scriptPages([reopen]);
    expect(await list()).toHaveLength(1);
  });

  it('takes the account’s id in baton.yaml', async () => {
    const failure = await failureOf(list(to().account));
    expect(failure).toMatchObject({ class: 'content', code: 'no-waba' });
    expect(failure.message).toContain('wabaId');
  });
});

describe('a template’s values', () => {
  it('go by their names where it has names, each once', async () => {
    scriptPages([named]);
    const posts = scriptPosts(host, [taken('1')]);
    const template = { name: 'call_back', language: 'en_GB', header: [], body: ['Amara', 'Leeds'] };
    await scene.channel.send(
      to({ wabaId }),
      makeOutbound(byKim({ kind: 'template', details: { template } })),
    );
    expect(posts.bodies[0]).toMatchObject({
      template: {
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Amara' },
              { type: 'text', parameter_name: 'city', text: 'Leeds' },
            ],
          },
        ],
      },
    });
  });

  it('go by their order when the list is not to be had', async () => {
    nock(host)
      .get(/message_templates/)
      .reply(500, 'no');
    const posts = scriptPosts(host, [taken('1')]);
    const template = { name: 'call_back', language: 'en_GB', header: [], body: ['Amara'] };
    await scene.channel.send(
      to({ wabaId }),
      makeOutbound(byKim({ kind: 'template', details: { template } })),
    );
    expect(posts.bodies[0]).toMatchObject({
      template: { components: [{ parameters: [{ type: 'text', text: 'Amara' }] }] },
    });
  });
});
