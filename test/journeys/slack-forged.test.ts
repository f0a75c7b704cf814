// What only looks as if it came from Slack: forged signatures, forged asks and other workspaces change nothing.

import { expect, it } from 'vitest';
import type { Json } from '../../playground/slack/records.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { waitForPerson } from '../support/scenes.js';
import { lastSent, sendSigned } from '../support/slack-wire.js';
import { stateOf } from '../support/state.js';

onBothEngines('forged at Slack', {}, (house) => {
  it('refuses forged signatures, forged asks and other workspaces (A14)', async () => {
    const { id, thread } = await waitForPerson(house());
    const kim = house().agent('U0KIM');
    await kim.clicks(house().root(thread), 'Info');
    const click = lastSent(house().slack, 'block_actions');
    const before = await stateOf(house(), id);
    const [action] = click.actions as Json[];
    const forge = (value: string) => ({ ...click, actions: [{ ...action, value }] });
    const claim = JSON.stringify({ word: 'claim', conversationId: id });
    expect(await sendSigned(house().url, 'interactive', forge(claim), 'not the secret')).toBe(401);
    for (const value of ['{}', 'x', '{"word":"held","args":"send 1"}', '{"word":"constructor"}'])
      expect(await sendSigned(house().url, 'interactive', forge(value))).toBe(200);
    // The same click, as if from a workspace where Baton is not installed.
    const abroad = {
      ...forge(claim),
      team: { id: 'T0ELSEWHERE' },
      user: { id: 'U0KIM', team_id: 'T0ELSEWHERE' },
    };
    expect(await sendSigned(house().url, 'interactive', abroad)).toBe(200);
    await house().settled();
    expect(await stateOf(house(), id)).toEqual(before);
  });
});
