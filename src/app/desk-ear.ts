// Makes the one ear all desks are mounted with, from what the floors below can do.

import type { Gesture } from '../bridge/desk.js';
import type { TemplateShelf } from '../bridge/house.js';
import { createIncoming } from '../bridge/incoming.js';
import type { ReportShelf } from '../bridge/report/shelf.js';
import type { Files } from '../routing/files.js';
import type { Routing } from '../routing/routing.js';
import type { Suggester } from '../routing/suggest.js';
import { readAbilities } from './abilities.js';
import { createExamination, type ExaminedHouse } from './doctor/house.js';

export interface DeskEarRoom extends Omit<ExaminedHouse, 'store' | 'limitMs'> {
  readonly routing: Routing;
  readonly files: Files;
  readonly templates: TemplateShelf;
  readonly suggester: Suggester;
  readonly reports: ReportShelf;
}

/** An agent who asks the doctor waits for the answer: what does not answer in this time is said to be silent. */
const examineMs = 5_000;

export function createDeskEar(room: DeskEarRoom): (gesture: Gesture) => Promise<void> {
  const { routing, desks, channels, files, templates, suggester, reports } = room;
  const examine = createExamination({ ...room, store: routing.store, limitMs: examineMs });
  return createIncoming({
    routing,
    desks,
    templates,
    suggester,
    reports,
    storeFile: files.storeIn,
    abilities: readAbilities(channels),
    examine: (organizationId) => examine([organizationId]),
  });
}
