// Proves the order of work of one key, and that neither failures nor other keys hold it up.

import { expect, it } from 'vitest';
import { createInOrder } from '../../src/core/in-order.js';

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('runs work of one key one after the other, and of another key beside it', async () => {
  const inOrder = createInOrder();
  const gate = createGate();
  const done: string[] = [];
  const first = inOrder('thread', async () => {
    await gate.opened;
    done.push('first');
  });
  const second = inOrder('thread', async () => void done.push('second'));
  await inOrder('other', async () => void done.push('other'));
  expect(done).toEqual(['other']);
  gate.open();
  await Promise.all([first, second]);
  expect(done).toEqual(['other', 'first', 'second']);
});

it('goes on after work that fails, and tells its failure to whoever asked for it alone', async () => {
  const inOrder = createInOrder();
  const failing = inOrder('thread', () => Promise.reject(new Error('no')));
  const next = inOrder('thread', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await inOrder('thread', async () => 'later')).toBe('later');
});
