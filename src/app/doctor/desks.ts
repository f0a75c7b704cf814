// Looks at the desks: each installation with its rights, and every place a chatbot posts in.

import type { Desks } from '../../bridge/registry.js';
import type { HouseFinding } from '../../core/finding.js';
import type { OrganizationId } from '../../core/id.js';
import { type DeskPlace, listDeskPlaces, listRevoked } from '../../store/doctor-views.js';
import { listLooks, type PlaceLook } from '../../store/place-members.js';
import type { Reads } from '../../store/store.js';
import { beginFindings } from './findings.js';

const nameOf = (desk: string) => `${desk.charAt(0).toUpperCase()}${desk.slice(1)}`;

/** Every desk that an organization's chatbots name or that is set up here. */
export async function examineDesks(
  reads: Reads,
  desks: Desks,
  organizationId: OrganizationId,
): Promise<readonly HouseFinding[]> {
  const [places, revoked] = await Promise.all([
    listDeskPlaces(reads, organizationId),
    listRevoked(reads, organizationId),
  ]);
  const lost = revoked.flatMap(({ kind, name, revokedAt }) => {
    const findings = beginFindings(nameOf(kind));
    findings.bad(
      'installation',
      `Baton was removed from ${name} on ${revokedAt.toISOString().slice(0, 10)}: install it again.`,
    );
    return findings.all;
  });
  const people = (await listLooks(reads, organizationId)).flatMap(judgePeople);
  const teams = groupByTeam(places);
  const looks = await Promise.all([...teams.values()].map((group) => examineTeam(desks, group)));
  return [...lost, ...looks.flat(), ...people];
}

/** What was found when the people of a place were last read. */
function judgePeople({ desk, place, error, drift }: PlaceLook): readonly HouseFinding[] {
  const findings = beginFindings(nameOf(desk));
  const what = `people ${place}`;
  if (error !== null) findings.warn(what, `Who is there could not be read: ${error}`);
  else if (drift !== null) findings.warn(what, drift.replaceAll('\n', ' '));
  return findings.all;
}

function groupByTeam(places: readonly DeskPlace[]): Map<string, DeskPlace[]> {
  const teams = new Map<string, DeskPlace[]>();
  for (const place of places) {
    const key = `${place.desk} ${place.team ?? ''}`;
    teams.set(key, [...(teams.get(key) ?? []), place]);
  }
  return teams;
}

async function examineTeam(desks: Desks, places: readonly DeskPlace[]): Promise<readonly HouseFinding[]> {
  const [first] = places;
  if (!first) return [];
  const part = nameOf(first.desk);
  const desk = desks.find(first.desk);
  const chatbots = [...new Set(places.map((one) => one.chatbotName))].join(', ');
  if (!desk) {
    const findings = beginFindings(part);
    findings.bad('set-up', `It is not set up here, but ${chatbots} posts there: see its page in docs/.`);
    return findings.all;
  }
  const asked = { team: first.team, places: [...new Set(places.map((one) => one.place))] };
  const found = (await desk.examine?.(asked)) ?? [];
  return found.map((finding) => ({ part, ...finding }));
}
