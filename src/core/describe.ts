// What a message of each kind looks like to its readers, in words: the same on the desk, to the assistant, everywhere.

import type { MessageDetails, MessageKind } from './message-details.js';

const mostLines = 20;

/**
 * What the details of a message say, a line for each; null when they say nothing. Plain text, whatever it holds:
 * customers wrote parts of it. Addresses are shown only when they are http or https.
 */
export function describeDetails(kind: MessageKind, details: MessageDetails): string | null {
  const { forwarded, referral } = details;
  const lines = [
    forwarded && (forwarded === 'many' ? '↪ forwarded many times' : '↪ forwarded'),
    referral && describeReferral(referral),
    ...describeContent(kind, details),
  ];
  return lines.filter((line) => line !== undefined && line !== '').join('\n') || null;
}

/** Do the details say what the message is, so that nothing else needs to? */
export function hasContent(kind: MessageKind, details: MessageDetails): boolean {
  return describeContent(kind, details).some((line) => line !== undefined && line !== '');
}

/** What is quoted, what can be chosen and where a colleague wrote are shown in other ways. */
function describeContent(kind: MessageKind, details: MessageDetails): (string | undefined)[] {
  const { story, location, contacts, order, choice, share, unsupported, template } = details;
  return [
    story && describeStory(story),
    location && describeLocation(location),
    contacts && cutLines(contacts.map(describeContact)),
    order && describeOrder(order),
    choice && kind === 'choice' ? `☑ ${choice.title}` : undefined,
    share && describeShare(share),
    unsupported === undefined ? undefined : describeUnsupported(unsupported, kind),
    template && `📄 template ${template.name}:`,
  ];
}

function linkOf(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\/\S+$/i.test(url) ? url : null;
}

function linkAfter(url: string | undefined): string {
  const link = linkOf(url);
  return link === null ? '' : ` — ${link}`;
}

function cutLines(lines: readonly string[]): string {
  const more = lines.length - mostLines;
  return (more > 0 ? [...lines.slice(0, mostLines), `… and ${more} more`] : lines).join('\n');
}

function describeReferral({ source, title, url }: NonNullable<MessageDetails['referral']>): string {
  const word = source.toLowerCase();
  const isAd = word === 'ad' || word === 'ads';
  const noun = isAd ? 'ad' : word === 'post' ? 'post' : 'link';
  const from = title === undefined ? `${isAd ? 'an' : 'a'} ${noun}` : `the ${noun} “${title}”`;
  return `🧭 came from ${from}${linkAfter(url)}`;
}

function describeStory({ of, url }: NonNullable<MessageDetails['story']>): string {
  const what = of === 'reply' ? '↩ replied to your story' : '📣 mentioned you in a story';
  return what + linkAfter(url);
}

function describeLocation(place: NonNullable<MessageDetails['location']>): string {
  const { latitude, longitude, name, address } = place;
  const words = [name, address].filter((part) => part !== undefined && part !== '').join(', ');
  return `📍 ${words || 'location'} — https://maps.google.com/?q=${latitude},${longitude}`;
}

function describeContact({ name, phones, emails }: NonNullable<MessageDetails['contacts']>[number]): string {
  const reached = [...phones.slice(0, 5), ...emails.slice(0, 5)].filter((one) => one !== name);
  return `👤 ${[name, ...reached].join(' · ')}`;
}

function describeOrder({ items, note }: NonNullable<MessageDetails['order']>): string {
  const lines = items.map(({ id, quantity, price, currency }) => {
    const amount = Number.isInteger(price) ? String(price) : price.toFixed(2);
    const cost = currency === '' && price === 0 ? '' : ` (${`${amount} ${currency}`.trim()} each)`;
    return `🛒 ${quantity} × ${id}${cost}`;
  });
  return [cutLines(lines) || '🛒 order', ...(note ? [note] : [])].join('\n');
}

const shareSigns: Readonly<Record<string, string>> = { appointment: '📅', product: '🛍', template: '📄' };
const shareWords: Readonly<Record<string, string>> = { template: 'card' };

function describeShare({ of, title, url }: NonNullable<MessageDetails['share']>): string {
  const word = shareWords[of] ?? of;
  const facts = [title, linkOf(url)].filter((fact) => fact != null && fact !== '').join(' ');
  return `${shareSigns[of] ?? '🔗'} ${facts === '' ? `shared ${word}` : `${word}: ${facts}`}`;
}

const unsupportedWords = new Map([
  ['poll_creation', 'poll (WhatsApp does not pass polls on)'],
  ['poll_update', 'vote in a poll (WhatsApp does not pass polls on)'],
  ['gif', 'GIF (WhatsApp does not pass GIFs on)'],
  ['group_invite', 'invitation to a group (WhatsApp does not pass these on)'],
  ['keep_in_chat', 'a disappearing message was kept (WhatsApp does not say which)'],
  ['link_preview', 'link with a preview (WhatsApp does not pass these on)'],
  ['pin', 'a message was pinned (WhatsApp does not say which)'],
  ['media_placeholder', 'file that WhatsApp has not received in full yet'],
  ['product', 'product (WhatsApp does not pass these on)'],
  ['unavailable', 'message that WhatsApp could not pass on: ask the customer to send it again'],
  ['ephemeral', 'disappearing message (the platform does not pass these on)'],
  ['story_mention', 'mention in a story that cannot be shown'],
  ['unknown', 'a kind of message that cannot be shown here'],
  ['unsupported_type', 'a kind of message that cannot be shown here'],
]);

/** A file whose address the platform keeps to itself until the message request is accepted. */
const withheld: readonly MessageKind[] = ['image', 'audio', 'video', 'file', 'sticker'];

function describeUnsupported(words: string, kind: MessageKind): string {
  const named = words.split(', ').map((word) => {
    const known = unsupportedWords.get(word);
    if (known !== undefined) return known;
    const shown = word.replaceAll('_', ' ');
    if (kind !== 'unsupported' && withheld.some((one) => one === word))
      return `${shown} that the platform holds back (in the app, accept the message request)`;
    return word.includes('(') ? shown : `${shown} (cannot be shown here)`;
  });
  return `⚠ ${named.join(', ')}`;
}
