// What an agent's home shows: chosen by its own menu, buttons and dialog.

import { type Agent, seesChatbot } from '../../core/agent.js';
import {
  type ChatFilter,
  chatLists,
  readChatFilter,
  trimWords,
  usualFilter,
} from '../../core/chat-filter.js';
import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';
import type { ChatbotId } from '../../core/id.js';
import { filterHome } from '../../routing/verbs/filter-home.js';
import { readChosen } from '../../store/home-view.js';
import { anyChoice, filterForm, filterWords } from '../cards/chats.js';
import type { Invocation } from '../invocation.js';
import { showNotice } from './answers.js';
import { type Answer, type Context, defineCommand, nothing } from './command.js';

interface Named {
  readonly chatbots: readonly Pick<Chatbot, 'id' | 'key' | 'name'>[];
  readonly channels: readonly string[];
}

/** Reads the dialog of `filterForm`. Throws Refusal `other-chatbot` for a chatbot its sender may not see. */
export function readFilterForm(
  values: Invocation['values'],
  agent: Agent,
  { channels }: Pick<Named, 'channels'>,
): ChatFilter {
  const chosen = (id: string) => {
    const value = values[id] ?? anyChoice;
    return value === anyChoice || value === '' ? null : value;
  };
  const chatbotId = chosen('chatbot') as ChatbotId | null;
  if (chatbotId && !seesChatbot(agent, chatbotId)) throw new Refusal('other-chatbot');
  return {
    list: chatLists.find((list) => list === values.list) ?? 'usual',
    chatbotId,
    channel: channels.find((kind) => kind === chosen('channel')) ?? null,
    words: trimWords(values.words ?? ''),
  };
}

/** What the gesture changes of the filter; null asks for the dialog. */
function readChange(context: Context, args: string, named: Named): Partial<ChatFilter> | null {
  const { agent, invocation } = context;
  if (invocation.via === 'form') return readFilterForm(invocation.values, agent, named);
  if (args === 'clear') return usualFilter;
  if (args === 'again') return {};
  const list = chatLists.find((one) => `list:${one}` === args);
  if (list) return { list };
  return args === '' ? null : readChatFilter(args, named);
}

export const filter = defineCommand({
  name: 'filter',
  usage: 'filter [mine|waiting|active|closed] [channel] [chatbot] [words] | clear',
  summary: 'Choose what your home shows',
  permission: 'see',
  parse: (args) => args.trim(),
  async run(context, args): Promise<Answer> {
    const { house, agent, invocation } = context;
    const chosen = await readChosen(house.routing.store, agent);
    const change = readChange(context, args, chosen.choices);
    if (change === null)
      return {
        show: 'form',
        form: filterForm('filter', chosen.filter, chosen.choices),
        hint: 'Write “filter active whatsapp refund”, or “filter clear”.',
      };
    await filterHome(house.routing, { agent, change });
    // The home redraws by itself.
    if (invocation.via === 'home' || invocation.via === 'form' || invocation.via === 'button') return nothing;
    return showNotice(`Your home shows: ${filterWords({ ...chosen.filter, ...change }, chosen.choices)}.`);
  },
});
