// The top of a phone: whose it is, whom they talk to, how long the company may write, and who else there is.
import type { PhoneCustomer } from '../../meta/protocol.js';
import { useDeskStore } from '../desk/desk-context.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { channels } from './phones-api.js';
import { phones, usePhones } from './phones-store.js';
import { describeWindow } from './window-words.js';

const NAMES = ['Priya Nair', 'Tom Ellis', 'Yuki Mori', 'Fatima Zahra', 'Bo Larsen', 'Ines Duarte'];

export interface PhoneHeadProps {
  customer: PhoneCustomer;
  drawerOpen: boolean;
  onDrawer: () => void;
}

export function PhoneHead({ customer, drawerOpen, onDrawer }: PhoneHeadProps) {
  return (
    <header class="phone-head">
      <Avatar name={customer.accountName} />
      <div class="phone-title">
        <strong>{customer.accountName}</strong>
        <small>
          as <CustomerMenu customer={customer} />
        </small>
      </div>
      <span class="phone-window" title="How long the company may write freely">
        {describeWindow(customer, Date.now())}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="What the platform would do"
        title="What the platform would do: time, failures, other apps"
        aria-expanded={drawerOpen}
        onClick={onDrawer}
      >
        <Icon name="pulse" size={16} />
      </button>
    </header>
  );
}

function CustomerMenu({ customer }: { customer: PhoneCustomer }) {
  const { customers = [] } = usePhones();
  const desk = useDeskStore();
  const mine = customers.filter((other) => other.channel === customer.channel);
  const add = (hidesNumber: boolean) => {
    const name = NAMES.find((one) => !mine.some((other) => other.name === one)) ?? `Guest ${mine.length + 1}`;
    const asked = { channel: customer.channel, name, ...(hidesNumber ? { hidesNumber } : {}) };
    void desk.attempt(() => phones.addCustomer(asked));
  };
  const button = (
    <>
      {customer.name} <Icon name="down" size={12} />
    </>
  );
  return (
    <Popover label={`${customer.name}: whose phone this is`} button={button} buttonClass="phone-customer">
      {(close) => (
        <div role="menu" class="menu" aria-label="Customers">
          {mine.map((other) => (
            <button
              key={other.id}
              type="button"
              role="menuitemradio"
              aria-checked={other.id === customer.id}
              class="menu-item menu-person"
              onClick={() => {
                close();
                phones.show(other.channel, other.id);
              }}
            >
              <Avatar name={other.name} size="small" /> {other.name} <small>{other.handle}</small>
            </button>
          ))}
          <hr />
          <button
            type="button"
            role="menuitem"
            class="menu-item"
            onClick={() => {
              close();
              add(false);
            }}
          >
            <Icon name="plus" size={15} /> Somebody new on {channels[customer.channel].name}
          </button>
          {customer.channel === 'whatsapp' && (
            <button
              type="button"
              role="menuitem"
              class="menu-item"
              onClick={() => {
                close();
                add(true);
              }}
            >
              <Icon name="plus" size={15} /> Somebody who hides their number
            </button>
          )}
        </div>
      )}
    </Popover>
  );
}
