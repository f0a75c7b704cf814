// One message on a phone, with its quote, its face, its reactions and its ticks.
import type { MetaChannel, PhoneLine } from '../../meta/protocol.js';
import { Avatar } from '../ui/avatar.js';
import { BubbleActions } from './bubble-actions.js';
import type { BubbleHands } from './bubble-hands.js';
import { CardsView, ChoicesView, MediaView, PlaceView } from './bubble-parts.js';
import { describeLine } from './describe-line.js';
import { LineStatus } from './line-status.js';
import { PhoneText } from './phone-text.js';
import { channels } from './phones-api.js';

export interface BubbleProps {
  line: PhoneLine;
  channel: MetaChannel;
  /** The message it answers, where the phone still has it. */
  quoted: PhoneLine | undefined;
  companyName: string;
  hands: BubbleHands;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

export function Bubble(props: BubbleProps) {
  const { line, channel, companyName, hands } = props;
  const author = line.side === 'customer' ? 'You' : (line.persona?.name ?? companyName);
  return (
    <article
      class={`bubble-row bubble-${line.side} ${line.status === 'failed' ? 'bubble-failed' : ''}`}
      aria-label={`${author}, ${clock.format(line.at)}`}
      data-line={line.id}
      tabIndex={-1}
    >
      {line.persona && (
        <Avatar name={line.persona.name} url={line.persona.pictureUrl ?? undefined} size="small" />
      )}
      <div class="bubble-stack">
        <div class="bubble">
          <BubbleHead line={line} />
          {line.removed ? (
            <p class="bubble-text quiet">You took this message back.</p>
          ) : (
            <BubbleBody {...props} />
          )}
          <footer class="bubble-foot">
            {line.edits > 0 && <span>edited</span>}
            {line.tag !== undefined && <span title="Sent after the window under this tag">{line.tag}</span>}
            <time dateTime={new Date(line.at).toISOString()}>{clock.format(line.at)}</time>
            <LineStatus line={line} />
          </footer>
        </div>
        <ChoicesView line={line} onPress={(choice) => hands.press(line, choice.id)} />
        <Reactions line={line} onTakeBack={() => hands.react(line, null)} />
        {line.error && (
          <p class="bubble-error">
            {line.error.code}: {line.error.title}
          </p>
        )}
      </div>
      {!line.removed && <BubbleActions line={line} channel={channel} hands={hands} />}
    </article>
  );
}

function BubbleHead({ line }: { line: PhoneLine }) {
  const above = [
    line.persona?.name,
    line.fromApp ? 'answered in the company’s own app' : undefined,
    line.template === undefined ? undefined : `template ${line.template}`,
  ].filter(Boolean);
  if (above.length === 0) return null;
  return <p class="bubble-author">{above.join(' · ')}</p>;
}

function BubbleBody({ line, channel, quoted, companyName }: BubbleProps) {
  const { formats } = channels[channel];
  return (
    <>
      {line.replyTo !== undefined && (
        <blockquote class="bubble-quote">
          <strong>{quoted?.side === 'customer' ? 'You' : companyName}</strong>
          <span>{quoted ? describeLine(quoted) : 'a message that is not here'}</span>
        </blockquote>
      )}
      {line.about !== undefined && <p class="bubble-about">{line.about}</p>}
      {line.media && <MediaView media={line.media} />}
      {line.place && <PlaceView place={line.place} />}
      {line.cards && <CardsView cards={line.cards} />}
      {line.header !== undefined && <p class="bubble-header">{line.header}</p>}
      {line.text !== '' && <PhoneText text={line.text} formats={formats} />}
      {line.footer !== undefined && <p class="bubble-footer">{line.footer}</p>}
    </>
  );
}

function Reactions({ line, onTakeBack }: { line: PhoneLine; onTakeBack: () => void }) {
  const { customer, business } = line.reactions;
  if (customer === undefined && business === undefined) return null;
  return (
    <div class="bubble-reactions">
      {customer !== undefined && (
        <button
          type="button"
          class="reaction reaction-mine"
          aria-label={`You reacted with ${customer}; take it back`}
          title="Take it back"
          onClick={onTakeBack}
        >
          {customer}
        </button>
      )}
      {business !== undefined && (
        <span class="reaction" role="img" aria-label={`The company reacted with ${business}`}>
          {business}
        </span>
      )}
    </div>
  );
}
