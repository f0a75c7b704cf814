// What hangs on a message beside its words: files, places, cards, buttons, lists.
import type { Choice, LineMedia, PhoneLine, Place } from '../../meta/protocol.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { mediaUrl } from './phones-api.js';

export function MediaView({ media }: { media: LineMedia }) {
  const url = mediaUrl(media.id);
  if (media.kind === 'image' || media.kind === 'sticker')
    return <img class={`bubble-image bubble-${media.kind}`} src={url} alt={media.name} />;
  if (media.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: nobody has written captions for what a customer films.
    return <video class="bubble-image" src={url} controls preload="metadata" aria-label={media.name} />;
  if (media.kind === 'audio')
    return (
      <span class="bubble-sound">
        <span class="quiet">{media.voice ? 'Voice note' : media.name}</span>
        {/* biome-ignore lint/a11y/useMediaCaption: nobody has written captions for what a customer says. */}
        <audio src={url} controls preload="metadata" aria-label={media.name} />
      </span>
    );
  return (
    <a class="bubble-file" href={url} download={media.name}>
      <Icon name="file" size={18} />
      <span>{media.name}</span>
      <small>{formatBytes(media.sizeBytes)}</small>
    </a>
  );
}

export function PlaceView({ place }: { place: Place }) {
  const point = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return (
    <span class="bubble-place">
      <Icon name="pin" size={18} />
      <span>
        <strong>{place.name ?? 'A place'}</strong>
        <small>{place.address ?? point}</small>
      </span>
    </span>
  );
}

export function CardsView({ cards }: { cards: NonNullable<PhoneLine['cards']> }) {
  return (
    <>
      {cards.map((card) => (
        <span key={`${card.name} ${card.phone}`} class="bubble-place">
          <Icon name="person" size={18} />
          <span>
            <strong>{card.name}</strong>
            <small>{card.phone}</small>
          </span>
        </span>
      ))}
    </>
  );
}

export interface ChoicesProps {
  line: PhoneLine;
  onPress: (choice: Choice) => void;
}

/** Buttons below a message, and the button that opens its list. */
export function ChoicesView({ line, onPress }: ChoicesProps) {
  return (
    <>
      {line.buttons && line.buttons.length > 0 && (
        <div class="bubble-choices">
          {line.buttons.map((choice) =>
            choice.url === undefined ? (
              <button key={choice.id} type="button" class="bubble-choice" onClick={() => onPress(choice)}>
                {choice.title}
              </button>
            ) : (
              <a
                key={choice.id}
                class="bubble-choice"
                href={choice.url}
                target="_blank"
                rel="noopener noreferrer"
              >
                {choice.title} <Icon name="open" size={13} />
              </a>
            ),
          )}
        </div>
      )}
      {line.list && <RowList label={line.list.label} rows={line.list.rows} onPress={onPress} />}
    </>
  );
}

function RowList({
  label,
  rows,
  onPress,
}: {
  label: string;
  rows: readonly Choice[];
  onPress: (choice: Choice) => void;
}) {
  const button = (
    <>
      <Icon name="list" size={15} /> {label}
    </>
  );
  return (
    <div class="bubble-choices">
      <Popover label={label} button={button} buttonClass="bubble-choice">
        {(close) => (
          <div role="menu" class="menu" aria-label={label}>
            {rows.map((row) => (
              <button
                key={row.id}
                type="button"
                role="menuitem"
                class="menu-item"
                onClick={() => {
                  close();
                  onPress(row);
                }}
              >
                <span class="picker-words">
                  {row.title}
                  {row.description !== undefined && <small>{row.description}</small>}
                </span>
              </button>
            ))}
          </div>
        )}
      </Popover>
    </div>
  );
}

function formatBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
