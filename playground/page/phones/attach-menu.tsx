// What a customer can send beside words; each channel offers what its own app can.
import { useRef } from 'preact/hooks';
import type { MetaChannel, PhoneAct } from '../../meta/protocol.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';

interface Offer {
  readonly name: string;
  readonly icon: IconName;
  readonly on: readonly MetaChannel[];
  readonly act: PhoneAct;
}

const ALL: readonly MetaChannel[] = ['whatsapp', 'messenger', 'instagram'];
const harbour = {
  latitude: 53.5438,
  longitude: 9.9688,
  name: 'Harbour Street 4',
  address: 'By the old crane',
};

const OFFERS: readonly Offer[] = [
  { name: 'A photo', icon: 'image', on: ALL, act: { do: 'send-photo' } },
  { name: 'A voice note', icon: 'mic', on: ALL, act: { do: 'send-voice' } },
  { name: 'A sticker', icon: 'smile', on: ['whatsapp', 'messenger'], act: { do: 'send-sticker' } },
  { name: 'A place', icon: 'pin', on: ['whatsapp', 'messenger'], act: { do: 'send-place', place: harbour } },
  {
    name: 'A contact card',
    icon: 'person',
    on: ['whatsapp'],
    act: { do: 'send-card', card: { name: 'Noor Haddad', phone: '+44 7700 900456' } },
  },
  { name: 'A post', icon: 'thread', on: ['messenger', 'instagram'], act: { do: 'share-post' } },
  {
    name: 'An answer to your story',
    icon: 'reply',
    on: ['instagram'],
    act: { do: 'send-story', text: 'Is the blue one still there?' },
  },
  { name: 'A mention in their story', icon: 'spark', on: ['instagram'], act: { do: 'send-story', text: '' } },
  { name: 'Something that cannot be shown', icon: 'alert', on: ALL, act: { do: 'send-unsupported' } },
];

export interface AttachMenuProps {
  channel: MetaChannel;
  onAct: (act: PhoneAct) => void;
  onFile: (file: File) => void;
}

export function AttachMenu({ channel, onAct, onFile }: AttachMenuProps) {
  const input = useRef<HTMLInputElement>(null);
  const offers = OFFERS.filter((offer) => offer.on.includes(channel));
  return (
    <>
      <Popover label="Send something else" button={<Icon name="plus" size={18} />}>
        {(close) => {
          const pick = (work: () => void) => () => {
            close();
            work();
          };
          return (
            <div role="menu" class="menu" aria-label="Send something else">
              {offers.map((offer) => (
                <button
                  key={offer.name}
                  type="button"
                  role="menuitem"
                  class="menu-item"
                  onClick={pick(() => onAct(offer.act))}
                >
                  <Icon name={offer.icon} size={15} /> {offer.name}
                </button>
              ))}
              <button
                type="button"
                role="menuitem"
                class="menu-item"
                onClick={pick(() => input.current?.click())}
              >
                <Icon name="attach" size={15} /> A file of yours…
              </button>
            </div>
          );
        }}
      </Popover>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File to send"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
