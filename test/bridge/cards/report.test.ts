// The report's card: every figure with its words, and words where there is no figure.

import { describe, expect, it } from 'vitest';
import { reportButton, reportCard, reportFilesCard } from '../../../src/bridge/cards/report.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';
import { emptyFigures, noTimes, reportWith } from '../../support/report-facts.js';

const chatbots = [{ id: 'b1', name: 'Acme Support' }];
const draw = (change = {}, pictures: Parameters<typeof reportCard>[0]['pictures'] = 'coming') =>
  readCard(reportCard({ report: reportWith(change), pictures, chatbots }));

describe('the card', () => {
  it('tells the main figures', () => {
    const text = draw();
    for (const words of [
      'the last 7 days',
      'Acme Support · 17 Nov – 23 Nov · UTC',
      '142 · 16 not yet resolved',
      '62 % · 82 of 133',
      'half within 2 min, 9 of 10 within 7 min',
      'half within 21 min, 9 of 10 within 2 h',
      '4.3 of 5 · 83 % gave 4 or 5 · 23 ratings',
      'Website 88 · WhatsApp 41',
      'none 61 · Shipping 39',
      'asked with the button 21 · the assistant could not answer 14',
      '31 chats · 120 replies · first reply 80 s · resolution 18 min · CSAT 4.6 (15)',
      '20 chats · 61 replies · resolution 32 min',
      'in a direct message',
    ])
      expect(text).toContain(words);
  });

  it('says what does not exist yet, and never NaN', () => {
    const nothing = draw(emptyFigures, 'nothing');
    expect(nothing).toContain('No chats yet');
    const little = draw({
      ...emptyFigures,
      chats: 1,
      outcomes: { assistant: 0, people: 0, open: 1 },
      firstReply: noTimes,
    });
    expect(little).toContain('no replies yet');
    expect(little).toContain('none closed by people yet');
    expect(little).toContain('no ratings yet');
    expect(little).toContain('none decided yet');
    for (const text of [nothing, little]) expect(text).not.toMatch(/NaN|null|undefined|Infinity/u);
  });

  it('says why no pictures come, beside the figures', () => {
    const text = draw({}, { lost: 'Slack does not know them.' });
    expect(text).toContain('could not be sent to you directly: Slack does not know them.');
    expect(text).toContain('142');
  });

  it('keeps chatbot and agent while the period changes', () => {
    const report = reportWith();
    const [chatbot] = report.scope.chatbots;
    const scope = { ...report.scope, agent: { id: 'a1' as never, name: 'Ben' } };
    const several = [{ id: String(chatbot?.id), name: 'Acme Support' }, ...chatbots];
    const { parts } = reportCard({ report: { ...report, scope }, pictures: 'coming', chatbots: several });
    const controls = parts.flatMap((part) => (part.kind === 'controls' ? part.controls : []));
    expect(controls).toMatchObject([
      {
        kind: 'menu',
        chosen: `7d ${chatbot?.id} a1`,
        options: [{ value: `today ${chatbot?.id} a1` }, {}, {}],
      },
      { kind: 'menu', chosen: `7d ${chatbot?.id} a1`, options: [{ value: '7d a1' }, {}, {}] },
    ]);
  });
});

it('heads the pictures with the main line', () => {
  const text = readCard(reportFilesCard(reportWith()));
  expect(text).toContain('142 chats · 62 % resolved by the assistant · first reply within 2 min');
});

it('is reached by a button', () => {
  expect(reportButton()).toMatchObject({ ask: { word: 'report', args: '7d' } });
  expect(reportButton('today', 'b1').ask.args).toBe('today b1');
  expect(buttonsOf(reportCard({ report: reportWith(), pictures: 'coming', chatbots }))).toEqual([]);
});
