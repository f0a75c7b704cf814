// What only looks as if it came from Teams: forged and expired tokens, other tenants, guests and forged asks change nothing.

import { expect, it } from 'vitest';
import type { Json } from '../../playground/teams/records.js';
import { onTeams } from '../support/on-each-desk.js';
import { waitForPerson } from '../support/scenes.js';
import { stateOf } from '../support/state.js';

onTeams('forged at Teams', {}, (house) => {
  const lastSent = (fits: (activity: Json) => boolean): Json => {
    const { log } = house().teams.teams;
    const entry = log.read().findLast((one) => one.direction === 'send' && fits(one.request as Json));
    if (!entry) throw new Error('nothing of the kind was sent');
    return structuredClone(entry.request) as Json;
  };
  const claimed = () =>
    house().query(
      'select (select count(*) from assignment) as assigned, (select count(*) from note) as notes, (select count(*) from inbox) as heard, (select count(*) from message) as said',
    );

  it('refuses wrong tokens, other tenants, guests and asks that were never ours (A14)', async () => {
    const { id, thread } = await waitForPerson(house());
    const kim = house().agent('U0KIM');
    await kim.types(thread, '!help');
    await house().settled();
    const line = { ...lastSent(({ type }) => type === 'message'), id: String(Date.now()), text: '!claim' };
    const words = { ...line, attachments: [{ contentType: 'text/html', content: '<div>!claim</div>' }] };
    await kim.clicks(house().root(thread), 'Info');
    await house().settled();
    const before = [await stateOf(house(), id), await claimed()];
    const { emit } = house().teams.teams;
    const wrong = [
      'none',
      'expired',
      'wrong-audience',
      'wrong-issuer',
      'bad-signature',
      'other-service',
    ] as const;
    for (const forgery of wrong)
      expect((await emit(words, forgery)).status, forgery).toBeGreaterThanOrEqual(400);

    const press = lastSent(({ name }) => name === 'task/fetch');
    const execute = (ask: unknown) => ({
      ...press,
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'baton', data: { ask } }, trigger: 'manual' },
    });
    const claim = { w: 'claim', c: id };
    for (const ask of [{}, 'x', { w: 'held', a: 'send 1' }, { w: 'constructor' }, null])
      expect((await emit(execute(ask))).status).toBe(200);
    // The same press, as if from another tenant, or by a guest.
    const abroad = { ...(press.channelData as Json), tenant: { id: 'elsewhere' } };
    await emit({ ...execute(claim), channelData: abroad });
    await emit({ ...words, channelData: abroad });
    const guest = { ...(press.from as Json), userRole: 'guest' };
    await emit({ ...execute(claim), from: guest });
    await emit({ ...words, id: `${Date.now()}1`, from: guest });
    await house().settled();
    expect([await stateOf(house(), id), await claimed()]).toEqual(before);
    // It was the forgeries that were refused: the same line with a true token is heard.
    expect((await emit({ ...words, id: `${Date.now()}2` })).status).toBe(200);
    await house().becomes(id, 'active');
  });
});
