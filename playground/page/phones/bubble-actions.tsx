// What a customer can do with a message: react, reply, edit, unsend.
import type { MetaChannel, PhoneLine } from '../../meta/protocol.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import type { BubbleHands } from './bubble-hands.js';

const EMOJI = ['👍', '❤️', '😆', '😮', '😢', '🙏'];

export interface BubbleActionsProps {
  line: PhoneLine;
  channel: MetaChannel;
  hands: BubbleHands;
}

export function BubbleActions({ line, channel, hands }: BubbleActionsProps) {
  const mine = line.side === 'customer';
  const canEdit = mine && line.text !== '' && line.about === undefined;
  // Nobody tells a page when a message is unsent on Messenger.
  const canUnsend = mine && channel !== 'messenger';
  return (
    <div class="bubble-actions" role="toolbar" aria-label="What to do with this message">
      <Popover label="React" button={<Icon name="smile" size={15} />} panelClass="emoji-panel">
        {(close) => (
          <div role="menu" class="emoji-grid" aria-label="Reactions">
            {EMOJI.map((emoji) => (
              <button
                key={emoji}
                type="button"
                role="menuitem"
                class="emoji-choice"
                onClick={() => {
                  close();
                  hands.react(line, line.reactions.customer === emoji ? null : emoji);
                }}
              >
                {emoji}
              </button>
            ))}
          </div>
        )}
      </Popover>
      <Action icon="reply" name="Reply" onPick={() => hands.reply(line)} />
      {canEdit && <Action icon="edit" name="Edit" onPick={() => hands.edit(line)} />}
      {canUnsend && <Action icon="trash" name="Unsend" onPick={() => hands.unsend(line)} />}
    </div>
  );
}

function Action({ icon, name, onPick }: { icon: IconName; name: string; onPick: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={name} title={name} onClick={onPick}>
      <Icon name={icon} size={15} />
    </button>
  );
}
