// The messages on a phone, with who is writing and what can be answered with one tap.
import type { Choice, MetaChannel, PhoneLine } from '../../meta/protocol.js';
import { Icon } from '../ui/icon.js';
import { useStayAtEnd } from '../ui/stay-at-end.js';
import { Bubble } from './bubble.js';
import type { BubbleHands } from './bubble-hands.js';
import { offeredReplies } from './phones-state.js';

export interface PhoneLogProps {
  /** Changes when another phone is shown, so that reading begins at the end again. */
  name: string;
  channel: MetaChannel;
  companyName: string;
  lines: readonly PhoneLine[];
  typing: boolean;
  hands: BubbleHands;
}

export function PhoneLog({ name, channel, companyName, lines, typing, hands }: PhoneLogProps) {
  const { ref, missed, toEnd, onScroll } = useStayAtEnd(name, lines.length + (typing ? 1 : 0));
  const offered = offeredReplies(lines);
  return (
    <div class="log-place phone-log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div ref={ref} class="log" role="log" aria-label="Chat on the phone" tabIndex={0} onScroll={onScroll}>
        <div class="phone-rows">
          {lines.length === 0 && (
            <p class="phone-empty">
              Nothing has been said yet. Write something: Baton hears of it as it would from the real
              platform.
            </p>
          )}
          {lines.map((line) => (
            <Bubble
              key={line.id}
              line={line}
              channel={channel}
              companyName={companyName}
              quoted={lines.find((other) => other.id === line.replyTo)}
              hands={hands}
            />
          ))}
          {typing && (
            <p class="phone-typing" role="status">
              <span aria-hidden="true" />
              <span aria-hidden="true" />
              <span aria-hidden="true" />
              <span class="hidden-words">{companyName} is writing</span>
            </p>
          )}
        </div>
      </div>
      {missed && (
        <button type="button" class="log-new" onClick={toEnd}>
          New messages <Icon name="down" size={14} />
        </button>
      )}
      {offered && (
        <QuickReplies
          replies={offered.quickReplies ?? []}
          onPress={(choice) => hands.press(offered, choice.id)}
        />
      )}
    </div>
  );
}

function QuickReplies({
  replies,
  onPress,
}: {
  replies: readonly Choice[];
  onPress: (choice: Choice) => void;
}) {
  return (
    <fieldset class="quick-replies" aria-label="Answer with one tap">
      {replies.map((choice) => (
        <button key={choice.id} type="button" class="quick-reply" onClick={() => onPress(choice)}>
          {choice.title}
        </button>
      ))}
    </fieldset>
  );
}
