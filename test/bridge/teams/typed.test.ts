// What was typed: whom it speaks to, whom it mentions, and the line as a command would read it.

import { describe, expect, it } from 'vitest';
import { flattenTyped, readTyped } from '../../../src/bridge/teams/typed.js';
import { printCommonmark } from '../../../src/core/text.js';
import { activity, bot, line, mention, mentionSpan } from './activities.js';

const us = mention(bot.id, 'Baton');
const ann = mention('29:ann', 'Ann Lee');

describe('a line', () => {
  it('is read from its HTML, formatting and all', () => {
    const typed = readTyped(line('<p>all <strong>good</strong></p>'));
    expect(printCommonmark(typed.text)).toBe('all **good**');
    expect(typed).toMatchObject({ addressed: false, mentionsUs: false, mentions: [] });
  });

  it('loses the mention of us that it begins with, and says so', () => {
    const typed = readTyped(
      line(`<p>${mentionSpan('Baton')}&nbsp;note is <em>VIP</em></p>`, { entities: [us] }),
    );
    expect(printCommonmark(typed.text)).toBe('note is _VIP_');
    expect(typed).toMatchObject({ addressed: true, mentionsUs: true, mentions: [] });
  });

  it('loses it where it stands alone in a paragraph or in two pieces', () => {
    const apart = readTyped(line(`<p>${mentionSpan('Baton')}:</p><p>hello</p>`, { entities: [us] }));
    expect([apart.addressed, printCommonmark(apart.text)]).toEqual([true, 'hello']);
    const pieces = [mention(bot.id, 'Live'), mention(bot.id, 'Chat')];
    const html = `<p>${mentionSpan('Live', 0)} ${mentionSpan('Chat', 1)} claim</p>`;
    const torn = readTyped(line(html, { entities: pieces }));
    expect([torn.addressed, printCommonmark(torn.text)]).toEqual([true, 'claim']);
  });

  it('keeps it in the middle, where it is a word among others', () => {
    const typed = readTyped(line(`<p>ask ${mentionSpan('Baton')} first</p>`, { entities: [us] }));
    expect(printCommonmark(typed.text)).toBe('ask @Baton first');
    expect(typed).toMatchObject({ addressed: false, mentionsUs: true });
  });

  it('keeps everybody else by name, and tells their ids in order', () => {
    const html = `<p>${mentionSpan('Baton', 0)} transfer ${mentionSpan('Ann Lee', 1)} please</p>`;
    const typed = readTyped(line(html, { entities: [us, ann] }));
    expect(typed.mentions).toEqual([{ id: '29:ann', name: 'Ann Lee' }]);
    expect(flattenTyped(typed.text, () => null)).toBe('transfer @Ann Lee please');
    expect(flattenTyped(typed.text, () => 'entra-id')).toBe('transfer @entra-id please');
  });

  it('tells two people of one name apart by their place', () => {
    const entities = [mention('29:one', 'Ann Lee'), mention('29:two', 'Ann Lee')];
    const html = `<p>${mentionSpan('Ann Lee', 1)} ${mentionSpan('Ann Lee', 0)}</p>`;
    expect(readTyped(line(html, { entities })).mentions.map(({ id }) => id)).toEqual(['29:two', '29:one']);
  });

  it('knows people by name where the places do not fit', () => {
    const typed = readTyped(line(`<p>ask ${mentionSpan('Ann Lee', 0)}</p>`, { entities: [us, ann] }));
    expect(typed.mentions).toEqual([{ id: '29:ann', name: 'Ann Lee' }]);
  });

  it('is read from its text where there is no HTML, and nothing in that is markup', () => {
    const plain = activity({
      type: 'message',
      text: '<at>Baton</at> note <b>5 &lt; 6</b> <at>Nobody</at>&nbsp;*x*\n',
      entities: [us],
    });
    const typed = readTyped(plain);
    expect(typed.addressed).toBe(true);
    expect(flattenTyped(typed.text, () => null)).toBe('note <b>5 &lt; 6</b> <at>Nobody</at> *x*');
  });

  it('is a command as it was typed: links by address, no formatting', () => {
    const html = '<p>!reply see <a href="https://a.example/">this</a> <code>x</code><br>now</p>';
    expect(flattenTyped(readTyped(line(html)).text, () => null)).toBe('!reply see https://a.example/ x\nnow');
  });
});
