// What happens to the phone and around it: looking, losing the network, blocking, time, other applications.
import { control, echo, pageEvent } from '../events/page.js';
import { whatsappAppEcho, whatsappMessage } from '../events/whatsapp.js';
import { createMessageId } from '../ids.js';
import type { Customer, PhoneLine } from '../records.js';
import { type Ground, sendEntry } from './ground.js';

/** Creates the hands that turn the circumstances. */
export const createPhone = (ground: Ground, customer: Customer) => {
  const { settings, world, receipts } = ground;
  const { channel } = customer.account;
  return {
    /** Opens or leaves the chat; what is looked at is read. */
    look: (looking: boolean): void => {
      world.change(customer, { looking });
      if (looking) receipts.catchUp(customer);
    },
    /** Finds or loses the network; what is sent meanwhile stays `sent`. */
    connect: (online: boolean): void => {
      world.change(customer, { online });
      if (online) receipts.catchUp(customer);
    },
    tellRead: (tellsRead: boolean): void => world.change(customer, { tellsRead }),
    block: (blocked: boolean): void => world.change(customer, { blocked }),
    /**
     * Lets hours pass at Meta since the customer's last message. Baton is told nothing and goes by its own clock
     * until Meta refuses something.
     */
    moveClock: (hours: number): void => {
      if (customer.lastHeardAt !== null)
        world.change(customer, { lastHeardAt: customer.lastHeardAt - hours * 3_600_000 });
    },
    /** Another application takes the thread, or gives it back; Baton is told either way. */
    standby: async (standby: boolean): Promise<void> => {
      if (channel === 'whatsapp' || customer.standby === standby) return;
      world.change(customer, { standby });
      await sendEntry(ground, customer, control(customer, settings.now()));
    },
    /** Someone of the company answers in the platform's own app, past Baton. */
    answerFromApp: async (text: string): Promise<PhoneLine> => {
      const line = world.addLine(customer, { side: 'business', text, fromApp: true, status: 'delivered' });
      await sendEntry(
        ground,
        customer,
        channel === 'whatsapp' ? whatsappAppEcho(customer, line) : echo(customer, line, []),
      );
      return line;
    },
    /** The customer has another number from now on (WhatsApp). */
    changeNumber: async (newWaId: string): Promise<void> => {
      const former = customer.waId;
      if (channel !== 'whatsapp' || former === null) return;
      const moment = { id: createMessageId(channel, former), at: settings.now() };
      const body = `${customer.name} changed from ${former} to ${newWaId}`;
      await sendEntry(
        ground,
        customer,
        whatsappMessage(customer, moment, {
          type: 'system',
          system: { type: 'user_changed_number', wa_id: newWaId, body },
        }),
      );
      world.change(customer, { waId: newWaId });
    },
    /** Comes through a link of the company's (Messenger, Instagram). */
    arriveBy: (ref: string): Promise<number> =>
      sendEntry(
        ground,
        customer,
        pageEvent(
          customer,
          { at: settings.now() },
          { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } },
        ),
      ),
  };
};
