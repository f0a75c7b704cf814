// Starts the Chromium that is on this machine.

import { type Browser, chromium } from 'playwright-core';
import { findTool } from './needs.js';

export async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const executablePath = findTool('chromium');
  return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
}
