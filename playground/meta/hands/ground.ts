// What all of a customer's hands use: the memory, the post office, files and the clock.
import { PageRefused } from '../../wire/page-door.js';
import { pageContent, pageEvent } from '../events/page.js';
import { whatsappContent, whatsappMessage } from '../events/whatsapp.js';
import type { Files } from '../files.js';
import type { Settings } from '../options.js';
import type { Receipts } from '../receipts.js';
import type { Customer, LineExtras, Medium, PhoneLine } from '../records.js';
import type { Entry, Webhooks } from '../webhooks.js';
import type { World } from '../world.js';

export interface Ground {
  readonly settings: Settings;
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly files: Files;
  readonly receipts: Receipts;
}

/** A gesture that cannot be done here; its message is a sentence for the reader. */
export class GestureRefused extends PageRefused {
  constructor(text: string) {
    super('refused', text);
  }
}

/** How a message is said, beside its words. */
export interface Manner extends LineExtras {
  readonly text?: string;
  /** Written so many hours ago and only now passed on, as after an outage. */
  readonly hoursAgo?: number;
  readonly medium?: Medium;
  /** What goes over the wire instead of what the line itself says. */
  readonly wire?: object;
}

/** Sends whatever was made of a line; the answer is the HTTP status it ended with. */
export const sendEntry = ({ webhooks }: Ground, customer: Customer, entry: Entry): Promise<number> =>
  webhooks.send(customer.account.channel, customer.id, entry);

/** Says something as the customer: a new line on the phone and its webhook; resolves when that was answered. */
export const say = async (ground: Ground, customer: Customer, manner: Manner): Promise<PhoneLine> => {
  const { settings, world, files } = ground;
  const { text = '', hoursAgo = 0, medium, wire, ...extras } = manner;
  const at = settings.now() - hoursAgo * 3_600_000;
  dropQuickReplies(world, customer);
  const line = world.addLine(customer, { side: 'customer', text, at, ...extras });
  world.change(customer, { lastHeardAt: Math.max(at, customer.lastHeardAt ?? 0) });
  const file = medium ? { medium, url: files.urlOf(medium) } : null;
  const entry =
    customer.account.channel === 'whatsapp'
      ? whatsappMessage(customer, line, wire ?? whatsappContent(customer, line, file))
      : pageEvent(customer, { at }, { message: { ...pageContent(line, file), ...wire } });
  const status = await sendEntry(ground, customer, entry);
  const arrived = status === 200 || status === 202 ? 'delivered' : 'failed';
  return world.changeLine(customer, line.id, { status: arrived }) ?? line;
};

/** Quick replies are gone once anything else is said. */
export const dropQuickReplies = (world: World, customer: Customer): void => {
  for (const line of customer.lines.values())
    if (line.quickReplies) world.changeLine(customer, line.id, { quickReplies: [] });
};

/** The line with this id. Throws GestureRefused when it is gone. */
export const needLine = (customer: Customer, id: string): PhoneLine => {
  const line = customer.lines.get(id);
  if (!line || line.removed) throw new GestureRefused('That message is gone.');
  return line;
};
