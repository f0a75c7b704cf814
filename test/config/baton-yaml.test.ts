// Proves that baton.yaml is read strictly: defaults filled in, and every mistake named by its path in one line.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAssistantKinds } from '../../src/assistant/registry.js';
import { webSettings } from '../../src/channels/web/settings.js';
import { type Kinds, readBatonYaml } from '../../src/config/baton-yaml.js';
import { ConfigError } from '../../src/config.js';
import { defaultHandOff, defaultRouting } from '../../src/core/chatbot.js';

const kinds: Kinds = {
  channels: [
    { kind: 'web', accountKey: 'siteKey', settings: webSettings },
    { kind: 'whatsapp', accountKey: 'phoneNumberId' },
  ],
  assistants: [
    { kind: 'scripted', check: (settings) => (settings.file ? null : 'file is missing') },
    { kind: 'openai', check: () => null },
  ],
  desks: ['slack', 'teams'],
  strategies: ['least-busy'],
};

const read = (text: string, env: Record<string, string> = {}) =>
  readBatonYaml({ text, file: 'baton.yaml', baseDir: '/etc/baton', env }, kinds);

function complaint(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
}

const shop = 'key: shop, name: Shop, assistant: { kind: openai }';

describe('readBatonYaml', () => {
  it('fills in what the shortest declaration leaves out', () => {
    expect(read(`chatbots: [{ ${shop} }]`)).toEqual({
      organization: { key: 'default', name: 'default' },
      agents: [],
      chatbots: [
        {
          key: 'shop',
          name: 'Shop',
          pictureUrl: null,
          humanSupport: true,
          assistant: { kind: 'openai' },
          desk: null,
          channels: [],
          routing: defaultRouting,
          handOff: defaultHandOff,
          hours: null,
          categories: [],
          requiredToClose: [],
          asksRating: false,
          canned: [],
        },
      ],
    });
  });

  it('reads a full one: values from the environment, files beside the yaml, identities per desk', () => {
    const declaration = read(
      `
organization: acme
chatbots:
  - key: acme
    name: Acme Support
    assistant: { kind: scripted, file: ./faq.yaml }
    desk: { kind: slack, place: C0SUPPORT, mirror: always }
    channels:
      - { kind: web, siteKey: acme-web, origins: ["https://shop.example"] }
      - { kind: whatsapp, phoneNumberId: "310000000000011", token: "\${WHATSAPP_TOKEN}", note: "$\${literal}" }
    routing: { alarms: { queueLength: 20, nobodyOnline: false } }
    hours: { timezone: Europe/Berlin, open: { mon-fri: "09:00-12:00, 13:00-18:00", sat: "10:00-14:00" } }
agents:
  - { name: Kim, role: supervisor, slack: U0KIM, teams: { team: T1, user: 8f }, chatLimit: 4, chatbots: [acme, acme] }`,
      { WHATSAPP_TOKEN: 'secret: }{' },
    );
    expect(declaration.chatbots[0]).toMatchObject({
      assistant: { kind: 'scripted', file: '/etc/baton/faq.yaml' },
      desk: { kind: 'slack', team: null, place: 'C0SUPPORT', mirror: 'always' },
      routing: { alarms: { waitMinutes: null, queueLength: 20, failures: null, nobodyOnline: false } },
      channels: [
        { kind: 'web', account: 'acme-web', settings: { origins: ['https://shop.example'] } },
        {
          kind: 'whatsapp',
          account: '310000000000011',
          settings: { token: 'secret: }{', note: ['$', '{literal}'].join('') },
        },
      ],
    });
    expect(declaration.agents).toEqual([
      {
        name: 'Kim',
        role: 'supervisor',
        chatLimit: 4,
        skills: [],
        languages: [],
        pictureUrl: null,
        chatbots: ['acme'],
        identities: [
          { desk: 'slack', team: '', user: 'U0KIM' },
          { desk: 'teams', team: 'T1', user: '8f' },
        ],
      },
    ]);
  });

  it('reads the demo', () => {
    const folder = join(import.meta.dirname, '..', '..', 'playground');
    const text = readFileSync(join(folder, 'demo.yaml'), 'utf8');
    const assistants = createAssistantKinds({ env: {} });
    const channels = [
      ...kinds.channels,
      { kind: 'messenger', accountKey: 'pageId' },
      { kind: 'instagram', accountKey: 'accountId' },
    ];
    const demo = readBatonYaml(
      { text, file: 'demo.yaml', baseDir: folder, env: {} },
      { ...kinds, channels, assistants },
    );
    expect(demo.agents.map((one) => one.name)).toEqual(['Kim', 'Ben', 'Ada', 'Olu']);
    expect(demo.chatbots[0]?.assistant.file).toBe(join(folder, 'acme-faq.yaml'));
  });

  it.each([
    ['chatbots: [{ key: a', /^baton\.yaml:1 is not valid YAML: /],
    ['chatbots:\n  - key: a\n  - key: b\n   name: c', /^baton\.yaml:4 is not valid YAML: /],
    ['chatbots:\nagents: []', 'chatbots must be a list.'],
    ['agents: []', 'chatbots is missing.'],
    [
      'chatbots:\n  - { key: a, name: A, assistant: { kind: openai }, routing: { fallback: b } }\n  - { key: b, name: B, assistant: { kind: openai }, routing: { fallback: a } }',
      'chatbots[0].routing.fallback goes round in a circle: a → b → a.',
    ],
    [
      'chatbots:\n  - { key: a, name: A, assistant: { kind: openai }, routing: { fallback: nobody } }',
      'chatbots[0].routing.fallback is “nobody”, which is not one of a.',
    ],
    [
      'chatbots:\n  - { key: a, name: A, assistant: { kind: openai }, routing: { onCall: [Kim, Ben] } }\nagents:\n  - { name: Kim, role: agent, chatbots: [a] }\n  - { name: Ben, role: agent }',
      'chatbots[0].routing.onCall[1] is “Ben”, who is no agent assigned to a.',
    ],
    ['chatbots: []', 'chatbots must name at least one chatbot.'],
    ['- 1', 'baton.yaml must be a map of keys and values.'],
    ['', 'baton.yaml must be a map of keys and values.'],
    [`chatbot: [{ ${shop} }]\nchatbots: [{ ${shop} }]`, 'chatbot is not a known key.'],
    [`chatbots: [{ ${shop}, colour: red }]`, 'chatbots[0].colour is not a known key.'],
    [`chatbots: [{ name: Shop, assistant: { kind: openai } }]`, 'chatbots[0].key is missing.'],
    [`chatbots: [{ ${shop}, humanSupport: sometimes }]`, 'chatbots[0].humanSupport must be true or false.'],
    [`chatbots: [{ ${shop} }, { ${shop} }]`, 'chatbots[1].key repeats “shop” of chatbots[0].key.'],
    [
      `chatbots: [{ ${shop}, categories: [A, a] }]`,
      'chatbots[0].categories[1] repeats “a” of chatbots[0].categories[0].',
    ],
    [
      `chatbots: [{ key: a, name: A, assistant: { kind: parrot } }]`,
      'chatbots[0].assistant.kind is “parrot”, which is not one of scripted, openai.',
    ],
    [
      `chatbots: [{ key: a, name: A, assistant: { kind: scripted } }]`,
      'chatbots[0].assistant: file is missing.',
    ],
    [
      `chatbots: [{ ${shop}, desk: { kind: irc, place: x } }]`,
      'chatbots[0].desk.kind is “irc”, which is not one of slack, teams.',
    ],
    [`chatbots: [{ ${shop}, desk: { kind: slack } }]`, 'chatbots[0].desk.place is missing.'],
    [
      `chatbots: [{ ${shop}, routing: { mode: magic } }]`,
      'chatbots[0].routing.mode must be one of claim, auto.',
    ],
    [
      `chatbots: [{ ${shop}, routing: { strategy: x } }]`,
      'chatbots[0].routing.strategy is “x”, which is not one of least-busy.',
    ],
    [
      `chatbots: [{ ${shop}, routing: { firstReplySeconds: 0 } }]`,
      'chatbots[0].routing.firstReplySeconds must be at least 1.',
    ],
    [
      `chatbots: [{ ${shop}, routing: { alarms: { nobodyOnline: never } } }]`,
      'chatbots[0].routing.alarms.nobodyOnline must be true or false.',
    ],
    [
      `chatbots: [{ ${shop}, hours: { timezone: Mars, open: {} } }]`,
      'chatbots[0].hours.timezone must be a time zone such as Europe/Berlin.',
    ],
    [
      `chatbots: [{ ${shop}, hours: { timezone: UTC, open: { funday: "09:00-10:00" } } }]`,
      'chatbots[0].hours.open.funday must be a day or a range of days, such as mon-fri.',
    ],
    [
      `chatbots: [{ ${shop}, channels: [{ kind: fax }] }]`,
      'chatbots[0].channels[0].kind is “fax”, which is not one of web, whatsapp.',
    ],
    [`chatbots: [{ ${shop}, channels: [{ kind: web }] }]`, 'chatbots[0].channels[0].siteKey is missing.'],
    [
      `chatbots: [{ ${shop}, channels: [{ kind: whatsapp, phoneNumberId: 31000 }] }]`,
      'chatbots[0].channels[0].phoneNumberId must be text: put it in quotes.',
    ],
    [
      `chatbots: [{ ${shop}, channels: [{ kind: web, siteKey: a }, { kind: web, siteKey: a }] }]`,
      'chatbots[0].channels[1] repeats “web a” of chatbots[0].channels[0].',
    ],
    [
      `chatbots: [{ ${shop}, channels: [{ kind: web, siteKey: a }, { kind: web, siteKey: b, sitekey: c }] }]`,
      'chatbots[0].channels[1].sitekey is not a known key.',
    ],
    [
      `chatbots: [{ ${shop}, channels: [{ kind: whatsapp, phoneNumberId: "3", token: "\${NOT_SET}" }] }]`,
      'chatbots[0].channels[0].token needs NOT_SET, which is not set in the environment.',
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: boss }]`,
      /^agents\[0\]\.role must be one of support agent, agent/,
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: agent, chatbots: [shoe] }]`,
      'agents[0].chatbots[0] is “shoe”, which is not one of shop.',
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: agent, slak: U1 }]`,
      'agents[0].slak is not a known key.',
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: agent, slack: 7 }]`,
      /^agents\[0\]\.slack has the wrong shape/,
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: agent }, { name: kim, role: agent }]`,
      'agents[1].name repeats “kim” of agents[0].name.',
    ],
    [
      `chatbots: [{ ${shop} }]\nagents: [{ name: Kim, role: agent, slack: U1 }, { name: Ben, role: agent, slack: U1 }]`,
      'agents[1].slack repeats “slack U1” of agents[0].slack.',
    ],
  ])('complains about %j', (text, line) => {
    const said = complaint(text);
    if (typeof line === 'string') expect(said).toBe(line);
    else expect(said).toMatch(line);
    expect(said).not.toContain('\n');
  });
});
