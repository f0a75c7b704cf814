// Who fetches the signer's keys while nobody has them, and that nobody waits for whoever cannot.

import { describe, expect, it } from 'vitest';
import { createKeyTurn } from '../../../src/bridge/teams/key-turn.js';

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

describe('the turns at the keys', () => {
  it('lets one go ahead until it succeeded, then all at once', async () => {
    const inTurn = createKeyTurn();
    const { opened, open } = gate();
    const began: string[] = [];
    const verify = (name: string) =>
      inTurn(async () => {
        began.push(name);
        await opened;
        return name;
      });
    const all = Promise.all(['a', 'b', 'c'].map(verify));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(began).toEqual(['a']);
    open();
    expect(await all).toEqual(['a', 'b', 'c']);
  });

  it('gives the turn to the next when the first was refused', async () => {
    const inTurn = createKeyTurn();
    const refused = inTurn(() => Promise.reject(new Error('forged')));
    const taken = inTurn(async () => 'ours');
    await expect(refused).rejects.toThrow('forged');
    expect(await taken).toBe('ours');
  });

  it('does not wait long for keys that do not come', async () => {
    const inTurn = createKeyTurn(20);
    void inTurn(() => new Promise(() => undefined));
    expect(await inTurn(async () => 'ours')).toBe('ours');
  });
});
