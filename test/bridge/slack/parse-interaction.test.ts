// Slash commands, buttons, menus, forms and shortcuts of the fixtures become invocations.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isLink,
  parseAction,
  parseCommand,
  parseShortcut,
  parseSubmission,
} from '../../../src/bridge/slack/parse-interaction.js';
import { hearing, interactionOf } from './fixtures.js';

const invocation = { type: 'invocation', desk: 'slack', team: 'T01', user: 'U01', values: {}, files: [] };
const thread = '1790000000.000100';

describe('parseCommand', () => {
  it('reads the word and the rest, people as their ids', () => {
    expect(parseCommand(interactionOf('slash'), hearing)).toMatchObject({
      ...invocation,
      via: 'slash',
      word: 'transfer',
      args: '42 @U02 please & thanks',
      place: 'C01',
      threadRef: null,
      postRef: null,
      conversationId: null,
      epoch: null,
    });
  });

  it('takes an empty command for a call for help', () => {
    expect(parseCommand(interactionOf('slash-empty'), hearing)).toMatchObject({
      via: 'slash',
      word: 'help',
      args: '',
    });
  });

  it('reads the word in lower case', () => {
    expect(parseCommand({ ...interactionOf('slash'), text: '  ONLINE ' }, hearing)).toMatchObject({
      word: 'online',
      args: '',
    });
  });
});

describe('parseAction', () => {
  it('reads a button of a root card with the epoch it was drawn under', () => {
    const expected = {
      ...invocation,
      via: 'button',
      word: 'claim',
      args: 'now',
      conversationId: 'conv-42',
      epoch: 3,
      place: 'C01',
      threadRef: thread,
      postRef: thread,
    };
    expect(parseAction(interactionOf('button'), hearing)).toMatchObject(expected);
  });

  it('reads buttons in threads and on whispers', () => {
    const inThread = {
      ...invocation,
      via: 'button',
      word: 'held',
      place: 'C01',
      threadRef: thread,
      epoch: null,
    };
    expect(parseAction(interactionOf('button-in-thread'), hearing)).toMatchObject({
      ...inThread,
      args: 'send h-1',
      postRef: '1790000100.000200',
    });
    expect(parseAction(interactionOf('button-on-whisper'), hearing)).toMatchObject({
      ...inThread,
      args: 'note h-1',
      postRef: '1790000100.000900',
    });
  });

  it('reads a button of the home, which has no place', () => {
    expect(parseAction(interactionOf('button-in-home'), hearing)).toMatchObject({
      ...invocation,
      via: 'home',
      word: 'online',
      place: null,
      threadRef: null,
      postRef: null,
    });
  });

  it('makes a menu’s choice the arguments', () => {
    expect(parseAction(interactionOf('menu'), hearing)).toMatchObject({
      word: 'category',
      args: 'Billing',
      conversationId: 'conv-42',
      epoch: 3,
    });
  });

  it('knows nothing of controls that are not ours, and tells links apart', () => {
    expect(parseAction(interactionOf('foreign-button'), hearing)).toBeNull();
    expect(parseAction(interactionOf('link-button'), hearing)).toBeNull();
    expect(isLink(interactionOf('foreign-button'))).toBe(false);
    expect(isLink(interactionOf('link-button'))).toBe(true);
  });

  it('keeps the team of a stranger', () => {
    const body = { ...interactionOf('button'), user: { id: 'U77', team_id: 'T99' } };
    expect(parseAction(body, hearing)).toMatchObject({ team: 'T99', user: 'U77' });
  });
});

describe('parseSubmission', () => {
  it('reads the values by field, the files, and where the form was opened', () => {
    const made = parseSubmission(interactionOf('form'), hearing);
    expect(made).toMatchObject({
      type: 'invocation',
      via: 'form',
      word: 'note',
      values: { text: 'VIP, refund ok', category: 'Billing', to: 'U02' },
      files: [{ name: 'invoice.pdf', sizeBytes: 1200 }],
      conversationId: 'conv-42',
      epoch: 3,
      place: 'C01',
      threadRef: thread,
      postRef: '1790000100.000200',
    });
    expect(made?.values).not.toHaveProperty('empty');
  });

  it('knows nothing of a form that is not ours', () => {
    const view = { ...(interactionOf('form').view as object), private_metadata: '{"c":"conv_42"}' };
    expect(parseSubmission({ ...interactionOf('form'), view }, hearing)).toBeNull();
  });
});

describe('parseShortcut', () => {
  it('reads the word of a message shortcut with its thread', () => {
    expect(parseShortcut(interactionOf('note-shortcut'), hearing)).toMatchObject({
      ...invocation,
      via: 'shortcut',
      word: 'note',
      place: 'C01',
      threadRef: thread,
      postRef: '1790000100.000200',
    });
  });

  it('reads a global shortcut, which has no place', () => {
    expect(parseShortcut(interactionOf('global-shortcut'), hearing)).toMatchObject({
      ...invocation,
      via: 'shortcut',
      word: 'mine',
      place: null,
      threadRef: null,
      postRef: null,
    });
  });

  it('never throws, whatever a member holds', () => {
    const parsers = [parseCommand, parseAction, parseSubmission, parseShortcut];
    const names = ['slash', 'button', 'menu', 'form', 'note-shortcut'];
    const members = [
      'user',
      'user_id',
      'text',
      'actions',
      'view',
      'message',
      'container',
      'channel',
      'callback_id',
      'team',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...members),
        fc.jsonValue(),
        (name, member, value) => {
          for (const parse of parsers) parse({ ...interactionOf(name), [member]: value }, hearing);
        },
      ),
      { numRuns: 300 },
    );
  });
});
