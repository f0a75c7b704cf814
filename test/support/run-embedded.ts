// A Baton reduced to its database, as a process of its own that tests can kill: prints one line of JSON when it is up.
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/embedded.js';

const [folder, ending] = process.argv.slice(2);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

try {
  const database = await startEmbeddedPostgres({ ...(folder ? { folder } : {}), log: quiet });
  process.on('SIGINT', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      'CREATE TABLE IF NOT EXISTS last_words (at timestamptz); INSERT INTO last_words VALUES (now())',
    );
    await client.end();
    await database.stop();
    process.exit(0);
  });
  console.log(JSON.stringify({ url: database.url, pid: database.pid, adopted: database.adopted }));
  if (ending === 'exit') process.exit(3);
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ refused: error instanceof Error ? error.message : String(error) }));
  process.exit(2);
}
