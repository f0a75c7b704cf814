// Proves what the composer offers while one types, and what counts as a command.
import { describe, expect, it } from 'vitest';
import { readCommand, suggest } from '../../../../playground/page/desk/suggestions.js';
import { makeState } from './sample-desk.js';

const offer = makeState();
const inserts = (text: string, caret = text.length) =>
  suggest(text, caret, offer).map((found) => found.insert);

describe('suggest', () => {
  it('offers slash commands at the beginning of the line only', () => {
    expect(inserts('/li')).toEqual(['/livechat ']);
    expect(inserts('see /li')).toEqual([]);
    expect(inserts('/livechat que')).toEqual([]);
  });
  it('offers people and the app after @, by either name', () => {
    expect(inserts('ask @ba')).toEqual(['@baton ']);
    expect(inserts('mail@ba')).toEqual([]);
  });
  it('offers emoji from two letters on', () => {
    expect(inserts('nice :ta')).toContain(':tada: ');
    expect(inserts('at 9:3')).toEqual([]);
  });
  it('replaces only the word before the caret', () => {
    expect(suggest('@an hello', 3, offer)[0]).toMatchObject({ insert: '@ann ', from: 0, to: 3 });
  });
});

describe('readCommand', () => {
  it('cuts the command from its words', () => {
    expect(readCommand('/livechat claim 12')).toEqual({ command: '/livechat', text: 'claim 12' });
    expect(readCommand(' /LiveChat ')).toEqual({ command: '/livechat', text: '' });
  });
  it.each(['hello', 'a /livechat', '!note x', '/', '/etc/passwd'])('leaves %j an ordinary line', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });
});
