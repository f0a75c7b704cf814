// A Teams app of a few lines, for the page's test: it posts cards, opens a dialog and tells what it heard.
import express, { type Request, type Response } from 'express';
import type { createTeamsStandIn } from '../../../../playground/teams/index.js';
import { form, rootCard } from './sample-cards.js';

type StandIn = ReturnType<typeof createTeamsStandIn>;

interface Incoming {
  readonly type?: string;
  readonly name?: string;
  readonly id?: string;
  readonly text?: string;
  readonly conversation?: { readonly id?: string };
  readonly from?: { readonly id?: string };
  readonly value?: { readonly data?: Record<string, unknown>; readonly commandId?: string };
}

const attachment = (content: object) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content,
});

/** `heard` holds a line for each activity; `openThread` posts a root card, `post` a line wherever it is told. */
export function createTinyApp(standIn: StandIn) {
  const heard: string[] = [];
  const router = express.Router();
  const call = async (path: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(`${standIn.serviceUrl()}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await readToken(standIn)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, string>;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const post = (conversation: string, activity: object, targeted = false) =>
    call(
      `v3/conversations/${encodeURIComponent(conversation)}/activities${targeted ? '?isTargetedActivity=true' : ''}`,
      { type: 'message', ...activity },
    );
  const openThread = (channel: string) =>
    call('v3/conversations', {
      isGroup: true,
      tenantId: standIn.settings.tenantId,
      channelData: { channel: { id: channel } },
      activity: { type: 'message', attachments: [attachment(rootCard)] },
    });
  const answerMessage = async ({ text = '', conversation, from }: Incoming) => {
    const words = text.replace(/<at>[^<]*<\/at>|&nbsp;/g, ' ').trim();
    heard.push(`message ${words}`);
    if (!words.startsWith('whisper') && !words.startsWith('home')) return;
    const whisper = words.startsWith('whisper');
    await post(
      conversation?.id ?? '',
      {
        ...(whisper ? { recipient: { id: from?.id, isTargeted: true } } : {}),
        textFormat: 'xml',
        text: '<b>Psst</b>',
      },
      whisper,
    );
  };
  router.post(
    '/api/messages',
    express.json({ limit: '4mb' }),
    async (request: Request, response: Response) => {
      const activity = request.body as Incoming;
      if (activity.type === 'invoke') {
        response.json(answerInvoke(activity, heard));
        return;
      }
      if (activity.type === 'message') await answerMessage(activity);
      else if (activity.type?.startsWith('message')) heard.push(activity.type);
      response.status(200).end();
    },
  );
  return { heard, router, openThread, post };
}

function answerInvoke({ name = '', value }: Incoming, heard: string[]): object {
  const dialog = (content: object) => ({
    task: {
      type: 'continue',
      value: { title: 'Note on #1042', height: 'medium', width: 'medium', card: attachment(content) },
    },
  });
  heard.push([name, value?.commandId ?? '', String(value?.data?.words ?? '')].filter(Boolean).join(' '));
  if (name === 'adaptiveCard/action') {
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Done: #1042 is yours.',
    };
  }
  if (name === 'composeExtension/fetchTask')
    return { task: { type: 'message', value: 'There is no conversation here.' } };
  if (name === 'task/fetch') return dialog(form(''));
  return String(value?.data?.words ?? '').length < 4 ? dialog(form('A few more, please.')) : {};
}

async function readToken(standIn: StandIn): Promise<string> {
  const { appId, secret, tenantId } = standIn.settings;
  const response = await fetch(`${standIn.cloudUrl()}/login/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      scope: 'https://api.botframework.com/.default',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
