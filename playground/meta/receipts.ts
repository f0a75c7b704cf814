// What becomes of a message the company sent: echoed, sent, delivered, read, or failed after all.
import { attachment, delivered, echo, read } from './events/page.js';
import { whatsappStatus } from './events/whatsapp.js';
import type { Files } from './files.js';
import { statusTitles } from './graph-error.js';
import type { Later } from './later.js';
import type { Settings } from './options.js';
import type { Customer, LineStatus, PhoneLine } from './records.js';
import type { Webhooks } from './webhooks.js';
import type { World } from './world.js';

export type Receipts = ReturnType<typeof createReceipts>;

interface Parts {
  readonly settings: Settings;
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly later: Later;
  readonly files: Files;
}

/** Creates what plays the phone's side of a send. */
export const createReceipts = ({ settings, world, webhooks, later, files }: Parts) => {
  const [sentMs, deliveredMs, readMs] = settings.receiptDelaysMs;

  const report = (customer: Customer, id: string, status: LineStatus): Promise<number> | null => {
    const line = world.changeLine(customer, id, { status });
    if (!line) return null;
    const at = settings.now();
    const { channel } = customer.account;
    if (channel === 'whatsapp')
      return webhooks.send(channel, customer.id, whatsappStatus(customer, line, { status, at }));
    if (status === 'delivered' && channel === 'messenger')
      return webhooks.send(channel, customer.id, delivered(customer, line, at));
    if (status === 'read') return webhooks.send(channel, customer.id, read(customer, line, at));
    return null;
  };

  const markRead = (customer: Customer, id: string): void => {
    if (customer.looking && customer.tellsRead && customer.lines.get(id)?.status === 'delivered')
      void report(customer, id, 'read');
  };

  const deliver = (customer: Customer, id: string): void => {
    if (!customer.online || customer.lines.get(id)?.status !== 'sent') return;
    void report(customer, id, 'delivered');
    later.after(readMs, () => markRead(customer, id));
  };

  return {
    /**
     * Echoes and statuses of an accepted message, one after the other.
     * @param atOnce Resolves only when the first have been answered: they overtake the send's own answer.
     */
    follow: async (customer: Customer, line: PhoneLine, atOnce = false): Promise<void> => {
      const { channel } = customer.account;
      const medium = line.media && world.media.get(line.media.id);
      const attachments = medium ? [attachment(medium, files.urlOf(medium))] : [];
      const first = (): Promise<unknown> => {
        const echoed =
          channel === 'whatsapp'
            ? null
            : webhooks.send(channel, customer.id, echo(customer, line, attachments));
        const reported = report(customer, line.id, 'sent');
        later.after(deliveredMs, () => deliver(customer, line.id));
        return Promise.all([echoed, reported]);
      };
      if (atOnce) await first();
      else later.after(sentMs, first);
    },
    /** What never gets further than `sent`: a reaction of the company's on WhatsApp. */
    onlySent: (customer: Customer, line: PhoneLine): void =>
      later.after(sentMs, () =>
        webhooks.send(
          'whatsapp',
          customer.id,
          whatsappStatus(customer, line, { status: 'sent', at: settings.now() }),
        ),
      ),
    /** The message is reported as failed a moment later: WhatsApp's way of saying no. */
    failLater: (customer: Customer, line: PhoneLine, code: number): void => {
      const title = statusTitles[code] ?? 'Something went wrong';
      later.after(sentMs, () => {
        world.changeLine(customer, line.id, { error: { code, title } });
        return report(customer, line.id, 'failed');
      });
    },
    /** The customer looks at the chat, or the phone finds its network again: what waited moves on. */
    catchUp: (customer: Customer): void => {
      for (const line of customer.lines.values()) {
        if (line.side !== 'business') continue;
        if (line.status === 'sent') deliver(customer, line.id);
        else if (line.status === 'delivered') markRead(customer, line.id);
      }
    },
  };
};
