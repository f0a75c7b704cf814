// Looks at the Redis that carries the jobs: whether it answers, and whether it keeps what it is given.

import { Redis } from 'ioredis';
import type { HouseFinding } from '../../core/finding.js';
import { beginFindings } from './findings.js';

const patienceMs = 3_000;

/** Asks with a connection of its own; the address, which may hold a password, is never shown. */
export async function examineRedis(url: string): Promise<readonly HouseFinding[]> {
  const findings = beginFindings('Redis');
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    judge(findings, await client.info());
  } catch {
    findings.bad(
      'connection',
      'It does not answer: look at REDIS_URL and the server. Work goes on through PostgreSQL, a second later.',
    );
  } finally {
    client.disconnect();
  }
  return findings.all;
}

/** `INFO` is open where `CONFIG` is closed, as at most hosts. */
function judge(findings: ReturnType<typeof beginFindings>, info: string): void {
  const read = (key: string) => new RegExp(`^${key}:(.*?)\\r?$`, 'mu').exec(info)?.[1]?.trim() ?? null;
  findings.good('connection', `Redis ${read('redis_version') ?? ''} answers.`);
  const aof = read('aof_enabled');
  if (aof === '1') findings.good('AOF', 'What it is given is written to disk.');
  else
    findings.warn(
      'AOF',
      'It is off: set `appendonly yes`, else timers are lost when Redis restarts and wait for the sweep.',
    );
  const policy = read('maxmemory_policy');
  if (policy === 'noeviction') findings.good('eviction', 'It throws nothing away when it is full.');
  else
    findings.bad(
      'eviction',
      `It is ${policy ?? 'unknown'}: set \`maxmemory-policy noeviction\`, else jobs vanish when it is full.`,
    );
}
