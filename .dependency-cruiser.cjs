// The import rules of the house: you may only look down, and neighbours on a floor do not know each other.

const { existsSync } = require('node:fs');

/** Paths start at the folder the rules are run in, so that a test can run them on a tree that breaks them. */
const floors = 'core|store|channels|assistant|routing|bridge';
const within = (names) => `^src/(${names})/`;
const packages = (names) => `(^|node_modules/)(${names})(/|$)`;
const anySource = '^(src|playground|widget)/';

/** `from` may name nothing of ours but `to`. */
const onlySees = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: anySource, pathNot: to },
});

const forbids = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbids(
      'no-cycles',
      'Files that know each other in a circle cannot be read alone; type imports count.',
      {},
      { circular: true },
    ),
    forbids(
      'resolves',
      'An import names a file or package that is not there.',
      {},
      { couldNotResolve: true, dependencyTypesNot: ['core'] },
    ),

    onlySees('core-knows-nothing', 'Words and rules; pure.', within('core'), [within('core')]),
    forbids(
      'core-is-pure',
      'No I/O, no clock, no packages.',
      { path: within('core') },
      { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'] },
    ),
    onlySees('store-sees-core', 'The memory knows the words only.', within('store'), [within('core|store')]),
    onlySees('channels-see-core', 'A customer’s door knows the words only.', within('channels'), [
      within('core|channels'),
    ]),
    onlySees('assistant-sees-core', 'The AI’s door knows the words only.', within('assistant'), [
      within('core|assistant'),
    ]),
    onlySees(
      'routing-sees-below',
      'The switchboard sees the memory and the words, and of the doors only the seams.',
      within('routing'),
      [
        within('core|store|routing'),
        '^src/channels/(channel|inbound)\\.ts$',
        '^src/assistant/assistant\\.ts$',
      ],
    ),
    forbids(
      'seams-are-types-to-routing',
      'Routing names the doors’ shapes, never their code.',
      { path: within('routing') },
      { path: within('channels|assistant'), dependencyTypesNot: ['type-only'] },
    ),
    onlySees(
      'bridge-sees-below',
      'The agents’ floor asks routing; customers’ doors are none of its business.',
      within('bridge'),
      [within('core|store|routing|bridge')],
    ),
    onlySees('cards-see-core', 'What an agent sees is pure.', within('bridge/cards'), [
      within('core|bridge/cards'),
    ]),
    onlySees(
      'slack-sees-its-seam',
      'A desk knows the seam and the card vocabulary.',
      within('bridge/slack'),
      [within('core|bridge/slack|bridge/desk-kit'), '^src/bridge/(desk|invocation|cards/card)\\.ts$'],
    ),
    onlySees(
      'teams-sees-its-seam',
      'A desk knows the seam and the card vocabulary.',
      within('bridge/teams'),
      [within('core|bridge/teams|bridge/desk-kit'), '^src/bridge/(desk|invocation|cards/card)\\.ts$'],
    ),
    onlySees(
      'desk-kit-knows-no-desk',
      'What desks share is small and pure of any of them.',
      within('bridge/desk-kit'),
      [within('core|bridge/desk-kit'), '^src/bridge/cards/card\\.ts$'],
    ),
    forbids(
      'bridge-names-no-desk',
      'Commands and cards are written once for every desk; only the roof names one.',
      { path: within('bridge'), pathNot: within('bridge/(slack|teams)') },
      { path: within('bridge/(slack|teams)') },
    ),
    forbids(
      'channels-are-strangers',
      'A channel’s folder knows no sibling but meta.',
      { path: '^src/channels/([^/]+)/' },
      { path: '^src/channels/[^/]+/', pathNot: ['^src/channels/$1/', '^src/channels/meta/'] },
    ),
    forbids(
      'assistants-are-strangers',
      'A kind of assistant knows no other kind.',
      { path: '^src/assistant/([^/]+)/' },
      { path: '^src/assistant/[^/]+/', pathNot: ['^src/assistant/$1/'] },
    ),
    forbids(
      'nobody-looks-up',
      'Floors know nothing of the roof.',
      { path: within(floors) },
      { path: '^src/', pathNot: within(floors) },
    ),

    forbids(
      'wire-knows-no-stand-in',
      'What stand-ins share is about none of them.',
      { path: '^playground/wire/' },
      { path: '^playground/', pathNot: '^playground/wire/' },
    ),
    forbids(
      'playground-stands-apart',
      'The stand-in is another vendor’s server: it knows nothing of the house.',
      { path: '^playground/' },
      { path: '^(src|widget)/' },
    ),
    forbids(
      'only-the-roof-plays',
      'No floor knows the playground.',
      { path: within(floors) },
      { path: '^playground/' },
    ),
    forbids(
      'widget-stands-apart',
      'The widget knows only the words and the shapes on the wire.',
      { path: '^widget/' },
      { path: '^(src|playground)/', pathNot: ['^src/core/', '^src/channels/web/wire\\.ts$'] },
    ),
    forbids(
      'widget-takes-types',
      'No code of the house travels to the customer.',
      { path: '^widget/' },
      { path: '^src/', dependencyTypesNot: ['type-only'] },
    ),

    forbids(
      'sql-in-the-store',
      'Drizzle and pg are named in the memory and by the embedded database only.',
      { path: anySource, pathNot: ['^src/store/', '^src/embedded(\\.ts$|/)'] },
      { path: packages('drizzle-orm|pg') },
    ),
    forbids(
      'jobs-in-work',
      'BullMQ and ioredis are named in routing/work and by the roof only.',
      { path: `^(src/(${floors})|playground|widget)/`, pathNot: '^src/routing/work/' },
      { path: packages('bullmq|ioredis') },
    ),
    forbids(
      'slack-in-slack',
      'Slack’s packages are named in the Slack desk only.',
      { path: anySource, pathNot: '^src/bridge/slack/' },
      { path: packages('@slack/[^/]+') },
    ),
    forbids(
      'teams-in-teams',
      'Microsoft’s packages are named in the Teams desk only.',
      { path: anySource, pathNot: '^src/bridge/teams/' },
      { path: packages('@microsoft/teams-ai|botbuilder[^/]*|botframework-[^/]+') },
    ),
    forbids(
      'no-development-packages',
      'What runs in production is a dependency.',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    forbids(
      'nothing-needs-tests',
      'Tests look at the house, not the house at its tests.',
      { path: anySource },
      { path: '^test/' },
    ),
  ],
  options: {
    // Type imports count: they tie files together just the same.
    tsPreCompilationDeps: true,
    ...(existsSync('tsconfig.json') ? { tsConfig: { fileName: 'tsconfig.json' } } : {}),
    doNotFollow: { path: 'node_modules' },
    // Anchored: most packages keep their code in a dist of their own, and must be seen.
    exclude: { path: '^(dist|widget/dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
