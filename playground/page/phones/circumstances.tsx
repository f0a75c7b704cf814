// The drawer of what the platform would do: time, failures, other applications, the phone's own habits.
import { useState } from 'preact/hooks';
import type { PhoneAct, PhoneCustomer } from '../../meta/protocol.js';
import { Icon } from '../ui/icon.js';
import { Switch } from '../ui/switch.js';
import { PhoneFaults } from './phone-faults.js';

export interface CircumstancesProps {
  customer: PhoneCustomer;
  /** How long ago the next messages are said to have been written. */
  hoursAgo: number;
  onHoursAgo: (hours: number) => void;
  onAct: (act: PhoneAct) => void;
  onClose: () => void;
}

export function Circumstances(props: CircumstancesProps) {
  const { customer, onAct, onClose } = props;
  return (
    <aside
      class="phone-drawer"
      aria-label="What the platform would do"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header class="phone-drawer-head">
        <h3>What the platform would do</h3>
        <button type="button" class="icon-button" aria-label="Close the drawer" onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <TimeSection {...props} />
      <PhoneFaults channel={customer.channel} />
      <AppSection customer={customer} onAct={onAct} />
      <Habits customer={customer} onAct={onAct} />
    </aside>
  );
}

const LEAPS = [
  { hours: 23.5, words: '23½ hours' },
  { hours: 25, words: '25 hours' },
  { hours: 24 * 8, words: '8 days' },
];

const AGES = [
  { hours: 0, words: 'now' },
  { hours: 23.5, words: '23½ hours ago' },
  { hours: 25, words: '25 hours ago' },
  { hours: 24 * 8, words: '8 days ago' },
];

function TimeSection({ hoursAgo, onHoursAgo, onAct }: CircumstancesProps) {
  return (
    <section>
      <h4>Time</h4>
      <p class="quiet">
        Lets time pass at the platform only: Baton believes its own clock until it is told off.
      </p>
      <div class="chips">
        {LEAPS.map(({ hours, words }) => (
          <button key={hours} type="button" class="button" onClick={() => onAct({ do: 'move-clock', hours })}>
            {words} pass
          </button>
        ))}
      </div>
      <label class="phone-age">
        The next messages were written
        <select
          class="field"
          value={String(hoursAgo)}
          onChange={(event) => onHoursAgo(Number(event.currentTarget.value))}
        >
          {AGES.map(({ hours, words }) => (
            <option key={hours} value={String(hours)}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

function AppSection({ customer, onAct }: Pick<CircumstancesProps, 'customer' | 'onAct'>) {
  const [text, setText] = useState('');
  return (
    <section>
      <h4>Past Baton</h4>
      <form
        class="phone-app"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === '') return;
          onAct({ do: 'answer-from-app', text: text.trim() });
          setText('');
        }}
      >
        <input
          class="field"
          value={text}
          placeholder="Answer in the company’s own app"
          aria-label="Answer in the company’s own app"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={text.trim() === ''}>
          Answer
        </button>
      </form>
      {customer.channel !== 'whatsapp' && (
        <Switch
          name="Another application has the chat"
          words="Baton hears in standby and is refused until it takes the chat back."
          on={customer.standby}
          onChange={() => onAct({ do: 'standby', on: !customer.standby })}
        />
      )}
    </section>
  );
}

function Habits({ customer, onAct }: Pick<CircumstancesProps, 'customer' | 'onAct'>) {
  return (
    <section>
      <h4>The phone</h4>
      <Switch
        name="Has a connection"
        words="Without one, messages stay at one tick."
        on={customer.online}
        onChange={() => onAct({ do: 'connect', on: !customer.online })}
      />
      <Switch
        name="Lets others see what was read"
        words="Otherwise two ticks stay grey."
        on={customer.tellsRead}
        onChange={() => onAct({ do: 'tell-read', on: !customer.tellsRead })}
      />
      <Switch
        name="Has blocked the company"
        words="What is sent is refused, or fails later."
        on={customer.blocked}
        onChange={() => onAct({ do: 'block', on: !customer.blocked })}
      />
    </section>
  );
}
