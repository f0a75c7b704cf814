// One customer's phone: the chat with the company, the composer, and the drawer of circumstances.
import { useEffect, useState } from 'preact/hooks';
import type { MetaChannel, PhoneAct, PhoneCustomer, PhoneLine } from '../../meta/protocol.js';
import { useDeskStore } from '../desk/desk-context.js';
import type { BubbleHands } from './bubble-hands.js';
import { Circumstances } from './circumstances.js';
import { PhoneComposer, type Purpose } from './phone-composer.js';
import { PhoneHead } from './phone-head.js';
import { PhoneLog } from './phone-log.js';
import { channels } from './phones-api.js';
import { shownCustomer } from './phones-state.js';
import { phones, usePhones } from './phones-store.js';

const NO_LINES: readonly PhoneLine[] = [];

export function Phone({ channel }: { channel: MetaChannel }) {
  const state = usePhones();
  const customer = shownCustomer(state, channel);
  if (!state.customers) return <p class="phone-empty">Looking for the phone…</p>;
  if (!customer)
    return <p class="phone-empty">No chatbot has a door on {channels[channel].name} in this declaration.</p>;
  return <PhoneOf key={customer.id} customer={customer} lines={state.lines[customer.id]} />;
}

function PhoneOf({ customer, lines }: { customer: PhoneCustomer; lines: readonly PhoneLine[] | undefined }) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [purpose, setPurpose] = useState<Purpose | undefined>(undefined);
  const [hoursAgo, setHoursAgo] = useState(0);
  const desk = useDeskStore();
  const act = (one: PhoneAct) => void desk.attempt(() => phones.act(customer.id, one));
  usePresence(customer.id);
  const typing = useTyping(customer.typingUntil);
  const write = (text: string) => {
    setPurpose(undefined);
    if (purpose?.kind === 'edit') return act({ do: 'edit', line: purpose.line.id, text });
    const quote = purpose ? { replyTo: purpose.line.id } : {};
    return act({ do: 'write', text, ...quote, ...(hoursAgo > 0 ? { hoursAgo } : {}) });
  };
  const hands: BubbleHands = {
    press: (line, choice) => act({ do: 'press', line: line.id, choice }),
    react: (line, emoji) => act({ do: 'react', line: line.id, emoji }),
    unsend: (line) => act({ do: 'unsend', line: line.id }),
    reply: (line) => setPurpose({ kind: 'reply', line }),
    edit: (line) => setPurpose({ kind: 'edit', line }),
  };
  return (
    <div class="phone-place">
      <div class="phone">
        <PhoneHead customer={customer} drawerOpen={drawerOpen} onDrawer={() => setDrawerOpen(!drawerOpen)} />
        <div class="phone-body">
          <PhoneLog
            // One's own message brings the reader back to the end.
            name={`${customer.id} ${countOwn(lines)}`}
            channel={customer.channel}
            companyName={customer.accountName}
            lines={lines ?? NO_LINES}
            typing={typing}
            hands={hands}
          />
          <PhoneComposer
            channel={customer.channel}
            purpose={purpose}
            onPurposeDone={() => setPurpose(undefined)}
            onWrite={write}
            onAct={act}
            onFile={(file) => void desk.attempt(() => phones.sendFile(customer.id, file, ''))}
          />
          {drawerOpen && (
            <Circumstances
              customer={customer}
              hoursAgo={hoursAgo}
              onHoursAgo={setHoursAgo}
              onAct={act}
              onClose={() => setDrawerOpen(false)}
            />
          )}
        </div>
      </div>
      <p class="phone-note">
        A simulated {channels[customer.channel].name} chat; nothing leaves this machine.
      </p>
    </div>
  );
}

function countOwn(lines: readonly PhoneLine[] = NO_LINES): number {
  return lines.filter((line) => line.side === 'customer').length;
}

/** While the phone is in sight its messages are read; what was said before is fetched when it is opened. */
function usePresence(customer: string): void {
  useEffect(() => {
    const look = () => void phones.act(customer, { do: 'look', on: !document.hidden }).catch(() => undefined);
    void phones.readLines(customer).catch(() => undefined);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      void phones.act(customer, { do: 'look', on: false }).catch(() => undefined);
    };
  }, [customer]);
}

function useTyping(until: number): boolean {
  const [, redraw] = useState(0);
  const left = until - Date.now();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => redraw((count) => count + 1), left);
    return () => clearTimeout(timer);
  }, [left]);
  return left > 0;
}
