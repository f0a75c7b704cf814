// How an Instagram door is reached: through Instagram's own login or through the Facebook Page it belongs to.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { Graph, GraphAuth } from '../meta/graph.js';
import { type InstagramSettings, readInstagramSettings } from './settings.js';

/** The two hosts: Instagram's own, and Facebook's for accounts that are connected through a Page. */
export interface InstagramGraphs {
  readonly login: Graph;
  readonly page: Graph;
}

export interface InstagramDoor {
  readonly graph: Graph;
  readonly auth: GraphAuth;
  /** Whose edges are called: the account, or its Page where that is known. */
  readonly id: string;
  /** Where its messages are sent. */
  readonly path: string;
  readonly settings: InstagramSettings;
}

/** Reads a stored door. Throws ZodError when its row holds nonsense. */
export function readInstagramDoor(account: ChannelAccount, graphs: InstagramGraphs): InstagramDoor {
  const settings = readInstagramSettings(account);
  const { via, token, appSecret, pageId } = settings;
  const id = via === 'page' ? (pageId ?? account.account) : account.account;
  return {
    graph: graphs[via],
    auth: { token, ...(appSecret === undefined ? {} : { appSecret }) },
    id,
    path: `/${id}/messages`,
    settings,
  };
}
