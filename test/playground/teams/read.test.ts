// Posts are read as a person would read them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { callsSomebody, readText, readTitles } from '../../../playground/teams/index.js';
import { connect } from './connector-client.js';
import { type App, kim, place, startApp } from './start-app.js';

let app: App;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const posted = async (activity: Record<string, unknown>) => {
  const { openThread } = await connect(app.standIn);
  const { body } = await openThread(place, { type: 'message', ...activity });
  const post = app.standIn.world.post(place, String(body.activityId));
  if (!post) throw new Error(JSON.stringify(body));
  return post;
};

it('reads markup as words', async () => {
  const post = await posted({ textFormat: 'xml', text: '<b>Maria</b><br/>1 &lt; 2 &amp; &#39;so&#39;' });
  expect(readText(post)).toBe("Maria\n1 < 2 & 'so'");
});

it('reads a card in order, with the titles of all its buttons', async () => {
  const content = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Maria' }, ' waits'] },
      { type: 'FactSet', facts: [{ title: 'Owner', value: 'Kim' }] },
      { type: 'TextBlock', text: 'hidden', isVisible: false },
      { type: 'ColumnSet', columns: [{ items: [{ type: 'TextBlock', text: 'left' }] }] },
    ],
    actions: [
      { type: 'Action.Submit', title: 'Claim' },
      {
        type: 'Action.ShowCard',
        title: 'Close',
        card: { type: 'AdaptiveCard', actions: [{ type: 'Action.Submit', title: 'Yes' }] },
      },
    ],
  };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  const post = await posted({ attachments });
  expect(readText(post)).toBe('Maria waits\nOwner Kim\nleft');
  expect(readTitles(post)).toEqual(['Claim', 'Close', 'Yes']);
});

it('knows a live mention: the same words in text and entity', async () => {
  const id = app.standIn.world.people.get(kim)?.mri ?? '';
  const entities = [{ type: 'mention', text: '<at>Kim</at>', mentioned: { id, name: 'Kim' } }];
  expect(callsSomebody(await posted({ textFormat: 'xml', text: '<at>Kim</at> look', entities }), id)).toBe(
    true,
  );
  expect(callsSomebody(await posted({ textFormat: 'xml', text: '&lt;at&gt;Kim', entities }))).toBe(false);
});
