// The manifest asks for exactly what the code uses, within Slack's limits.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseShortcut } from '../../../src/bridge/slack/parse-interaction.js';
import { botScopes } from '../../../src/bridge/slack/scopes.js';
import { hearing, interactionOf } from './fixtures.js';

interface Manifest {
  display_information: { name: string; description: string; long_description: string };
  features: {
    bot_user: { display_name: string };
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; url: string; usage_hint: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: { bot: string[] }; redirect_urls: string[] };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { request_url: string };
  };
}

const source = readFileSync('manifest/slack/manifest.yaml', 'utf8');
const manifest = parse(source) as Manifest;

describe('manifest/slack/manifest.yaml', () => {
  it('asks for the scopes an installation asks for, each with its reason', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(botScopes);
    for (const scope of botScopes) expect(source).toMatch(new RegExp(`- ${scope} # .{20,}`));
  });

  it('names shortcuts the desk understands', () => {
    for (const shortcut of manifest.features.shortcuts) {
      const made = parseShortcut(
        { ...interactionOf('note-shortcut'), callback_id: shortcut.callback_id },
        hearing,
      );
      expect(made?.word).toBe(shortcut.callback_id.replace('baton:', ''));
      expect(shortcut.name.length).toBeLessThanOrEqual(24);
      expect(shortcut.description.length).toBeLessThanOrEqual(150);
    }
  });

  it('has one command, escaped, and every url at the door that listens', () => {
    const [command] = manifest.features.slash_commands;
    expect(manifest.features.slash_commands).toHaveLength(1);
    expect(command).toMatchObject({ command: '/livechat', should_escape: true });
    const urls = [
      command?.url,
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ];
    expect(new Set(urls)).toEqual(new Set(['https://HOST/slack/events']));
    expect(manifest.oauth_config.redirect_urls).toEqual(['https://HOST/slack/oauth_redirect']);
  });

  it('keeps within Slack’s lengths', () => {
    const { name, description, long_description } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(long_description.length).toBeGreaterThanOrEqual(175);
    expect(long_description.length).toBeLessThanOrEqual(4000);
  });
});
