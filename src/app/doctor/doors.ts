// Looks at the customers' doors: what each platform says of it, when it was last heard, and what it keeps back or lost.

import type { Channel } from '../../channels/channel.js';
import type { HouseFinding } from '../../core/finding.js';
import type { OrganizationId } from '../../core/id.js';
import { listPausedDoors, type PausedDoor } from '../../store/channel-health.js';
import { type ExaminedDoor, readDoors } from '../../store/doctor-views.js';
import type { Reads } from '../../store/store.js';
import { beginFindings, type Findings, look } from './findings.js';

const names: Readonly<Record<string, string>> = {
  web: 'Website',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
};

export interface DoorsHouse {
  readonly reads: Reads;
  readonly channels: ReadonlyMap<string, Channel>;
  /** The address platforms reach us at; null when none was given, `played` when the playground plays them. */
  readonly address: string | null;
  readonly limitMs: number;
}

/** Every door of an organization. */
export async function examineDoors(
  house: DoorsHouse,
  organizationId: OrganizationId,
): Promise<readonly HouseFinding[]> {
  const [doors, paused] = await Promise.all([
    readDoors(house.reads, organizationId),
    listPausedDoors(house.reads, organizationId),
  ]);
  const looks = doors.map((door) => {
    const pause = paused.find((one) => one.channelId === door.door.id) ?? null;
    return examineDoor(house, door, pause);
  });
  return [...examineAddress(house, doors), ...(await Promise.all(looks)).flat()];
}

/** Platforms deliver to https only. */
function examineAddress({ address }: DoorsHouse, doors: readonly ExaminedDoor[]): readonly HouseFinding[] {
  const outside = doors
    .filter(({ door }) => door.kind !== 'web')
    .map(({ door }) => names[door.kind] ?? door.kind);
  if (outside.length === 0 || address === 'played' || address?.startsWith('https://')) return [];
  const findings = beginFindings('Configuration');
  const who = [...new Set(outside)].join(', ');
  findings.warn(
    'PUBLIC_URL',
    `${address === null ? 'It is not given' : 'It is no https address'}: ${who} can neither deliver to Baton nor fetch files from it.`,
  );
  return findings.all;
}

async function examineDoor(
  { channels, limitMs }: DoorsHouse,
  examined: ExaminedDoor,
  pause: PausedDoor | null,
): Promise<readonly HouseFinding[]> {
  const { door, chatbotName } = examined;
  const part = `${names[door.kind] ?? door.kind} · ${chatbotName} (${door.account})`;
  const channel = channels.get(door.kind);
  const findings = beginFindings(part);
  if (!channel) findings.bad('set-up', `The channel ${door.kind} is not running here.`);
  if (pause) notePause(findings, pause);
  if (channel && !channel.showsOnCommit) noteHeard(findings, examined.heardAt);
  noteLosses(findings, examined);
  const outside = await look(part, limitMs, async () =>
    ((await channel?.examine?.(door)) ?? []).map(({ ok, what, sentence }) => ({
      level: ok ? 'good' : 'bad',
      part,
      what,
      sentence,
    })),
  );
  const all = [...outside, ...findings.all];
  return all.length > 0
    ? all
    : [{ level: 'good', part, what: 'door', sentence: 'Nothing waits or was lost.' }];
}

function notePause(findings: Findings, { class: kind, code, sentence, pausedAt, waiting }: PausedDoor): void {
  const why = `${sentence}${code === '' ? '' : ` (${code})`}`;
  const remedy =
    kind === 'auth'
      ? 'Give it a new token or the missing permission; it is tried again every minute.'
      : 'Look at the account’s limits and restrictions; it is tried again by itself.';
  findings.bad(
    'paused',
    `Since ${showMoment(pausedAt)}${waiting > 0 ? `, ${waiting} waiting` : ''}: ${why} ${remedy}`,
  );
}

function noteHeard(findings: Findings, heardAt: Date | null): void {
  if (heardAt) findings.good('last heard', showMoment(heardAt));
  else
    findings.warn(
      'last heard',
      'Never: check that the webhook is verified and its fields are subscribed, then write to it.',
    );
}

function noteLosses(findings: Findings, { dead, unknown, awaited, lost }: ExaminedDoor): void {
  const within = 'in the last 30 days';
  if (dead > 0)
    findings.warn(
      'dead deliveries',
      `${dead} ${within} did not reach their customer: Retry is on each one's thread.`,
    );
  if (unknown > 0)
    findings.warn(
      'unknown deliveries',
      `Of ${unknown} ${within} nobody knows whether they arrived: choose on each one's thread.`,
    );
  if (awaited > 0) findings.warn('files', `${awaited} of customers are still to be fetched.`);
  if (lost > 0)
    findings.warn('lost files', `${lost} of customers could not be fetched any more: ask for them again.`);
}

/** `2026-11-22 21:08 UTC`. */
export function showMoment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
