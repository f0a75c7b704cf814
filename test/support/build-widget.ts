// Builds the widget into a folder of the test's own, as the release does into dist/widget.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Resolves when everything is written; rejects with the builder's own words. */
export async function buildWidget(folder: string): Promise<void> {
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const env = { ...process.env, BATON_WIDGET_OUT: folder, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', 'widget/vite.config.ts'], {
    cwd: root,
    env,
  });
}
