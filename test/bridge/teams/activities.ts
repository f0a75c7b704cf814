// Activities as Teams sends them, written for these tests after its documentation.

import type { Json } from '../../../src/core/payload.js';
import { appId, place, tenantId } from './wire.js';

export const bot = { id: `28:${appId}`, name: 'Baton' };
export const person = { id: '29:kim', name: 'Kim', aadObjectId: '7d0e0000-0000-4000-8000-000000000001' };
export const rootId = '1776390257332';

/** What every activity has; `serviceUrl` is put in by whoever sends it. */
export function activity(changes: Json): Json {
  return {
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    id: '1776390300123',
    timestamp: '2026-10-01T09:00:00.123Z',
    from: person,
    recipient: bot,
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId,
      id: `${place};messageid=${rootId}`,
    },
    channelData: {
      tenant: { id: tenantId },
      team: { id: '19:team@thread.tacv2', aadGroupId: '9a000000-0000-4000-8000-000000000003' },
      channel: { id: place },
    },
    ...changes,
  };
}

/** A typed line: its HTML as the compose box makes it, its text as Teams derives it. */
export function line(html: string, changes: Json = {}): Json {
  return activity({
    type: 'message',
    textFormat: 'plain',
    text: html
      .replace(/<span[^>]*Mention"[^>]*>([^<]*)<\/span>/g, '<at>$1</at>')
      .replace(/<(?!\/?at>)[^>]+>/g, '')
      .replaceAll('&nbsp;', ' '),
    attachments: [{ contentType: 'text/html', content: `<div>${html}</div>` }],
    ...changes,
  });
}

/** How the compose box writes a mention. */
export function mentionSpan(name: string, index = 0): string {
  return `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${index}">${name}</span>`;
}

/** The entity that says who is mentioned. */
export function mention(id: string, name: string): Json {
  return { type: 'mention', text: `<at>${name}</at>`, mentioned: { id, name } };
}

/** A personal chat with our bot. */
export const personalChat = {
  conversation: { conversationType: 'personal', tenantId, id: 'a:chat-of-kim' },
  channelData: { tenant: { id: tenantId } },
};

export function execute(data: Json, changes: Json = {}): Json {
  return activity({
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'f:1',
    replyToId: rootId,
    value: { action: { type: 'Action.Execute', verb: 'baton', data }, trigger: 'manual' },
    ...changes,
  });
}

export function dialog(name: 'task/fetch' | 'task/submit', data: Json, changes: Json = {}): Json {
  return activity({
    type: 'invoke',
    name,
    id: 'f:2',
    replyToId: rootId,
    value: { data, context: { theme: 'default' } },
    ...changes,
  });
}
