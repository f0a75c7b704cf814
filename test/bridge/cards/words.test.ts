// A thread shows a message as its customer meant it: what it answers above, what it is in words, and nothing live but addresses.

import { describe, expect, it } from 'vitest';
import { authorLabel, messageText, quoteText } from '../../../src/bridge/cards/words.js';
import type { Message, MessageDetails } from '../../../src/core/message.js';
import { literal } from '../../../src/core/text/document.js';
import { printCommonmark, printPlain, printRichText } from '../../../src/core/text.js';

const message = (change: Partial<Message>): Message =>
  ({
    author: 'contact',
    authorName: 'Ana',
    kind: 'text',
    text: '',
    markup: 'plain',
    details: {},
    attachments: [],
    deletedAt: null,
    ...change,
  }) as Message;

const linksOf = (change: Partial<Message>) =>
  JSON.stringify(printRichText(messageText(message(change)))).match(/"type":"link","url":"[^"]+"/g) ?? [];

describe('messageText', () => {
  it('describes a message without words, with its address as a link', () => {
    const details = { location: { latitude: 1, longitude: 2, name: 'Loja *Paulista*' } };
    const place = message({ kind: 'location', details });
    expect(printPlain(messageText(place))).toBe('📍 Loja *Paulista* — https://maps.google.com/?q=1,2');
    expect(printCommonmark(messageText(place))).toContain('\\*Paulista\\*');
    expect(linksOf(place)).toEqual(['"type":"link","url":"https://maps.google.com/?q=1,2"']);
  });

  it('keeps words as they are below what is told of them', () => {
    const share = { of: 'reel', title: '<!channel>', url: 'https://ig.example/r' };
    const shown = messageText(message({ text: '*look* https://a.example', details: { share } }));
    expect(printPlain(shown)).toBe('🔗 reel: <!channel> https://ig.example/r\n\n*look* https://a.example');
    expect(linksOf({ text: '*look* https://a.example', details: { share } })).toHaveLength(1);
    expect(messageText(message({ text: 'Hi' }))).toEqual(literal('Hi'));
  });

  it('shows a choice once, also where its words go on', () => {
    const choice = { id: 'f', title: 'Form' };
    const shown = (text: string) =>
      printPlain(messageText(message({ kind: 'choice', text, details: { choice } })));
    expect(shown('Form')).toBe('☑ Form');
    expect(shown('Form\nsize: M')).toBe('☑ Form\n\nsize: M');
    expect(shown('Formation')).toBe('☑ Formation');
  });

  it('keeps the formatting of agents and assistants, and names their template', () => {
    const template = { name: 'reopen_chat', language: 'en', header: [], body: [] };
    expect(
      printCommonmark(
        messageText(
          message({
            author: 'agent',
            text: '*Hi*',
            markup: 'mrkdwn',
            kind: 'template',
            details: { template },
          }),
        ),
      ),
    ).toBe('📄 template reopen\\_chat:\n\n**Hi**'.replace('\\_', '_'));
    expect(
      printCommonmark(messageText(message({ author: 'assistant', text: '**Hi**', markup: 'commonmark' }))),
    ).toBe('**Hi**');
  });

  it('names what the customer may choose below the words, as words', () => {
    const options = [
      { id: 'y', title: 'Yes *please*' },
      { id: 'n', title: '<!channel>' },
    ];
    const asks = {
      author: 'assistant',
      text: '**Refund?**',
      markup: 'commonmark',
      details: { options },
    } as const;
    expect(printPlain(messageText(message(asks)))).toBe('Refund?\n\nChoices: Yes *please* · <!channel>');
    expect(printCommonmark(messageText(message(asks)))).toContain('**Refund?**\n\nChoices: Yes \\*please');
  });

  it('tells nothing of what was taken back', () => {
    const details: MessageDetails = {
      options: [{ id: 'y', title: 'Yes' }],
      share: { of: 'post', title: 'x' },
      replyTo: { externalId: 'm', text: 'y' },
    };
    const gone = message({ text: 'secret', details, deletedAt: new Date() });
    expect(printPlain([...quoteText(gone), ...messageText(gone)])).toBe('This message was deleted.');
  });
});

describe('quoteText', () => {
  it('quotes what is known of an earlier message on one line, as text', () => {
    const quote = (text?: string) =>
      printCommonmark(
        quoteText(
          message({ details: { replyTo: { externalId: 'm', ...(text === undefined ? {} : { text }) } } }),
        ),
      );
    expect(quote('one\n*two*')).toBe('> one \\*two\\*');
    expect(quote('x'.repeat(500)).length).toBeLessThan(160);
    expect(quote()).toBe('');
    expect(quote(' \n')).toBe('');
    expect(quoteText(message({}))).toEqual([]);
  });
});

describe('authorLabel', () => {
  it('says where a colleague wrote, and of nobody else', () => {
    const details = { via: 'the WhatsApp app' };
    expect(authorLabel(message({ author: 'colleague', authorName: 'Shop', details }))).toBe(
      'Shop · via the WhatsApp app',
    );
    expect(authorLabel(message({ details }))).toBe('Ana');
    expect(authorLabel(message({ author: 'colleague', authorName: 'Shop' }))).toBe('Shop');
  });
});
