// Proves that a server is brought back until it stays, and that none is left behind when told to stop meanwhile.
import { type ChildProcess, spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Postmaster } from '../../src/embedded/postmaster.js';
import { isAlive } from '../../src/embedded/process-facts.js';
import { supervise } from '../../src/embedded/supervise.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function launch(): Postmaster & { child: ChildProcess } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, pid: Number(child.pid), port: 0, ended };
}

describe('supervise', () => {
  it('tries again until a server starts, and tells of every unasked end', async () => {
    const first = launch();
    const exits: number[] = [];
    let tries = 0;
    const relaunch = async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return launch();
    };
    const supervision = supervise({ first, relaunch, log, onExit: (pid) => exits.push(pid) });
    first.child.kill('SIGKILL');
    await vi.waitFor(() => expect(supervision.pid()).not.toBe(first.pid), 10_000);
    expect({ tries, exits }).toEqual({ tries: 3, exits: [first.pid] });
    await supervision.stop();
    expect(await isAlive(supervision.pid())).toBe(false);
    expect(exits).toEqual([first.pid]);
  });

  it('stops the server that was being started while it was told to stop', async () => {
    const first = launch();
    let release: (server: Postmaster) => void = () => undefined;
    const relaunch = vi.fn(() => new Promise<Postmaster>((resolve) => (release = resolve)));
    const supervision = supervise({ first, relaunch, log, onExit: () => undefined });
    first.child.kill('SIGKILL');
    await vi.waitFor(() => expect(relaunch).toHaveBeenCalled(), 10_000);
    const stopping = supervision.stop();
    const late = launch();
    release(late);
    await stopping;
    expect(await isAlive(late.pid)).toBe(false);
  });
});
