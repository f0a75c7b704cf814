// Every event of the fixtures becomes the right gesture, or none.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gesture } from '../../../src/bridge/desk.js';
import { parseEvent } from '../../../src/bridge/slack/parse-event.js';
import { eventNames, eventOf, hearing } from './fixtures.js';

function gestureOf(name: string): Gesture | null {
  const reading = parseEvent(eventOf(name), hearing);
  return reading.kind === 'gesture' ? reading.gesture : null;
}

const thread = '1790000000.000100';
const line = {
  type: 'line',
  desk: 'slack',
  team: 'T01',
  user: 'U01',
  place: 'C01',
  threadRef: thread,
  addressed: false,
  direct: false,
};

describe('parseEvent', () => {
  it('reads a line typed in a thread', () => {
    expect(gestureOf('thread-line')).toMatchObject({
      ...line,
      ref: '1790000100.000200',
      clientId: '6b1e7a52-0c9d-4a52-9d0e-3f7d8f1a2b3c',
      raw: 'Hi, your parcel left today',
      text: [{ kind: 'paragraph', children: [{ kind: 'text', text: 'Hi, your parcel left today' }] }],
      files: [],
    });
  });

  it('takes a line that was also sent to the channel for the same line (A25)', () => {
    expect(gestureOf('broadcast-line')).toMatchObject({ ...line, ref: '1790000210.000700', raw: 'fyi' });
  });

  it('carries the files of a line (A19)', () => {
    const gesture = gestureOf('file-line');
    expect(gesture).toMatchObject({ ...line, raw: 'see attached', clientId: null });
    expect(gesture?.type === 'line' && gesture.files).toMatchObject([
      { name: 'label.pdf', sizeBytes: 48211 },
    ]);
  });

  it('knows a line that speaks to our bot and removes the mention', () => {
    expect(gestureOf('mention-line')).toMatchObject({ ...line, addressed: true, raw: 'close it' });
  });

  it('drops the twin an @mention also makes', () => {
    expect(gestureOf('mention-twin')).toBeNull();
  });

  it('reads a direct message to the bot', () => {
    expect(gestureOf('direct-line')).toMatchObject({
      ...line,
      place: 'D01',
      threadRef: null,
      direct: true,
      raw: 'queue',
    });
  });

  it('keeps the team of a stranger in a shared channel, so that the house does not take them for an agent', () => {
    expect(gestureOf('stranger-line')).toMatchObject({ ...line, user: 'U77', team: 'T99' });
  });

  it('reads an edit only when a person edited the words (A23)', () => {
    expect(gestureOf('edited-line')).toEqual({
      type: 'line-edited',
      desk: 'slack',
      team: 'T01',
      user: 'U01',
      place: 'C01',
      ref: '1790000100.000200',
      raw: 'Hi, your parcel left yesterday',
      text: [{ kind: 'paragraph', children: [{ kind: 'text', text: 'Hi, your parcel left yesterday' }] }],
    });
    expect(gestureOf('unfurl-of-line')).toBeNull();
  });

  it('reads deletions: a line, the root while replies remain (A24), the root alone', () => {
    expect(gestureOf('deleted-line')).toEqual({
      type: 'line-deleted',
      desk: 'slack',
      team: 'T01',
      place: 'C01',
      ref: '1790000100.000200',
    });
    const lost = { type: 'root-deleted', desk: 'slack', team: 'T01', place: 'C01', ref: thread };
    expect(gestureOf('root-tombstone')).toEqual(lost);
    expect(gestureOf('root-deleted')).toEqual(lost);
  });

  it.each(['own-words', 'own-redraw', 'own-reply-deleted', 'other-bot', 'channel-join', 'bot-joined'])(
    'hears nothing in %s',
    (name) => {
      expect(gestureOf(name)).toBeNull();
    },
  );

  it('reads a reaction in Unicode, and that it was taken back', () => {
    const reacted = { type: 'reacted', desk: 'slack', team: 'T01', user: 'U01', place: 'C01', ref: thread };
    expect(gestureOf('reaction')).toEqual({ ...reacted, emoji: '👀', removed: false });
    expect(gestureOf('reaction-removed')).toEqual({ ...reacted, emoji: '👋🏽', removed: true });
  });

  it('knows that a custom emoji is the workspace’s own', () => {
    expect(gestureOf('custom-reaction')).toMatchObject({ type: 'reacted', emoji: null });
  });

  it('takes its own marks for nobody’s reactions', () => {
    expect(gestureOf('own-mark')).toBeNull();
  });

  it('hears who opened their home, and not the messages tab', () => {
    expect(gestureOf('home-opened')).toEqual({
      type: 'home-opened',
      desk: 'slack',
      team: 'T01',
      user: 'U01',
    });
    expect(gestureOf('messages-tab-opened')).toBeNull();
  });

  it('hears that a person left, and of all others whether they are a guest', () => {
    expect(gestureOf('person-deactivated')).toEqual({
      type: 'person-left',
      desk: 'slack',
      team: 'T01',
      user: 'U01',
    });
    const known = { type: 'person-known', desk: 'slack', isGuest: false };
    expect(gestureOf('person-renamed')).toMatchObject(known);
  });

  it('hears the end of the installation, and not of a person’s own token', () => {
    expect(gestureOf('tokens-revoked')).toMatchObject({
      type: 'installation-lost',
      team: 'T01',
      cause: 'tokens_revoked',
    });
    expect(gestureOf('app-uninstalled')).toMatchObject({
      type: 'installation-lost',
      cause: 'app_uninstalled',
    });
    expect(gestureOf('own-token-revoked')).toBeNull();
  });

  it.each([
    ['bot-left', 'removed_from_channel'],
    ['channel-archived', 'channel_archive'],
  ])('reports trouble with a place: %s', (name, cause) => {
    expect(parseEvent(eventOf(name), hearing)).toEqual({ kind: 'trouble', place: 'C01', cause });
  });

  it('never throws, whatever a member holds', () => {
    const members = [...new Set(eventNames.flatMap((name) => Object.keys(eventOf(name))))];
    fc.assert(
      fc.property(
        fc.constantFrom(...eventNames),
        fc.constantFrom(...members),
        fc.jsonValue(),
        (name, member, value) => {
          parseEvent({ ...eventOf(name), [member]: value }, hearing);
        },
      ),
      { numRuns: 500 },
    );
  });
});
