// Proves what a typed line asks of Teams: mentions, people, commands after a slash, and what completes them.
import { describe, expect, it } from 'vitest';
import { readTypedLine, suggestForTeams } from '../../../../playground/page/teams/typed-line.js';
import { sampleState } from './sample-posts.js';

describe('a typed line', () => {
  it.each([
    ['@Baton claim', { text: '@Baton claim', mention: true, slash: false }],
    ['hello @Baton!', { text: 'hello @Baton!', mention: true, slash: false }],
    ['@Batonist is a word', { text: '@Batonist is a word', mention: false, slash: false }],
    ['me@Baton', { text: 'me@Baton', mention: false, slash: false }],
    ['/close #1042', { text: 'close #1042', mention: false, slash: true }],
    ['// aside', { text: '// aside', mention: false, slash: false }],
  ])('%s', (typed, expected) => {
    expect(readTypedLine(typed, sampleState)).toMatchObject(expected);
  });

  it('names the people it mentions', () => {
    expect(readTypedLine('@Baton transfer @Kim Berger', sampleState).people).toEqual(['kim']);
  });
});

describe('what completes a line', () => {
  const offers = (text: string, personal = false) =>
    suggestForTeams(text, text.length, { ...sampleState, personal }).map(({ insert }) => insert);

  it('offers the app and people after @, and commands after the app’s name or a slash', () => {
    expect(offers('@')).toEqual(['@Baton ', '@Kim Berger ', '@Gus ']);
    expect(offers('see @k')).toEqual(['@Kim Berger ']);
    expect(offers('@Baton ')).toEqual(['claim ', 'close ']);
    expect(offers('/clo')).toEqual(['close ']);
    expect(offers('plain')).toEqual([]);
  });

  it('offers the app’s own commands at once in the chat with it', () => {
    expect(offers('mi', true)).toEqual(['mine ']);
    expect(offers('mine all', true)).toEqual([]);
  });

  it('replaces the word that was begun', () => {
    expect(suggestForTeams('@Baton cl', 9, { ...sampleState, personal: false })[0]).toMatchObject({
      from: 7,
      to: 9,
    });
  });
});
