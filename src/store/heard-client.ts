// A database connection for pools that lend theirs out without listening to them, such as that of the line of jobs.

import pg from 'pg';

/**
 * Stands in for `pg.Client` in a pool's `Client` option: made with `new`, it is a connection that may break while it is
 * lent out. Whoever has it learns of that by the next statement; unheard, it would end the process.
 */
export function HeardClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  return client;
}
