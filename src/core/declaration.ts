// What the configuration declares: an organization with its chatbots, their doors, and its people.

import type { Agent } from './agent.js';
import type { ChannelAccount, Chatbot } from './chatbot.js';

export type DeclaredChannel = Pick<ChannelAccount, 'kind' | 'account' | 'settings'>;

export type DeclaredChatbot = Pick<
  Chatbot,
  | 'key'
  | 'name'
  | 'pictureUrl'
  | 'humanSupport'
  | 'assistant'
  | 'desk'
  | 'routing'
  | 'handOff'
  | 'hours'
  | 'categories'
  | 'requiredToClose'
  | 'asksRating'
> & {
  readonly channels: readonly DeclaredChannel[];
  readonly canned: readonly DeclaredCannedReply[];
};

/** A prepared answer; it may hold variables such as `{{contact.name}}`. */
export interface DeclaredCannedReply {
  readonly name: string;
  readonly text: string;
}

/** Who a declared agent is on a desk; `team` is empty until the desk tells us its own. */
export interface DeclaredIdentity {
  readonly desk: string;
  readonly team: string;
  readonly user: string;
}

export interface DeclaredAgent
  extends Pick<Agent, 'name' | 'role' | 'chatLimit' | 'pictureUrl' | 'skills' | 'languages'> {
  readonly identities: readonly DeclaredIdentity[];
  /** Keys of chatbots of the same declaration. */
  readonly chatbots: readonly string[];
}

export interface Declaration {
  readonly organization: { readonly key: string; readonly name: string };
  readonly chatbots: readonly DeclaredChatbot[];
  readonly agents: readonly DeclaredAgent[];
}
