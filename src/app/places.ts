// Where the files lie that Baton reads at run time, the same whether it runs from its sources or from the build.

import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = /[\\/]dist[\\/]src[\\/]app[\\/]$/.test(here);
const root = fileURLToPath(new URL(built ? '../../../' : '../../', import.meta.url));

export const places = {
  widget: `${root}dist/widget`,
  playgroundPage: `${root}dist/playground-page`,
  demoDeclaration: `${root}playground/demo.yaml`,
  slackManifest: `${root}manifest/slack/manifest.yaml`,
  /** The Teams app's icons, and its manifest to read. */
  teamsManifest: `${root}manifest/teams`,
} as const;
