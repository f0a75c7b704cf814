// The head of the panel: who answers, and the way out.

import { describeWait } from '../wait.js';
import { useActions, usePanelState } from './context.js';
import { Icon } from './icon.js';
import { Picture } from './picture.js';

export function Header() {
  const { config, chat, words, locale, embedded } = usePanelState();
  const { close } = useActions();
  const agent = chat.status === 'active' ? chat.agent : null;
  const name = config?.name ?? words.chat;
  const begun = chat.conversationId !== null;
  const line = agent
    ? words.subtitle.active(agent.name)
    : begun
      ? describeWait(chat, words, locale)
      : words.subtitle.ai;
  return (
    <header class="head">
      <Picture
        name={agent?.name ?? name}
        url={agent ? agent.pictureUrl : (config?.pictureUrl ?? null)}
        assistant={!agent}
      />
      <div class="who">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p class={`subtitle ${chat.status}`} role="status">
          {line}
        </p>
      </div>
      {embedded && (
        <button type="button" class="round" aria-label={words.close} onClick={close}>
          <Icon name="down" />
        </button>
      )}
    </header>
  );
}
