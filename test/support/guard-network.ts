// Nothing leaves this machine while a test runs, and every answer scripted for it has been asked for at its end.

import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';

/** Guards every test of the file that calls it. */
export function guardNetwork(): void {
  beforeEach(() => {
    nock.disableNetConnect();
    nock.enableNetConnect('127.0.0.1');
  });
  afterEach(() => {
    const left = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(left).toEqual([]);
  });
}
