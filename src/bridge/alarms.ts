// Calls a chatbot's supervisors when a threshold is crossed: in its place with a mention, and directly those who are not there.

import { Failure } from '../core/errors.js';
import type { Log } from '../routing/routing.js';
import {
  type AlarmNews,
  giveBackAlarmNews,
  type Lead,
  listLeads,
  takeAlarmNews,
  watchAlarms,
} from '../store/alarms.js';
import { askBoards, type BoardView, readBoard, refreshBoards } from '../store/boards.js';
import type { Store } from '../store/store.js';
import { alarmCard } from './cards/alarm.js';
import type { Desks } from './registry.js';
import { tellAgent } from './tell-agent.js';

interface AlarmsHouse {
  readonly store: Store;
  readonly desks: Desks;
  readonly log: Log;
}

/** Of one threshold people hear at most this often. */
const usualRestMs = 5 * 60_000;

/** Looks at all thresholds and tells what is new; keeps the ages on boards going. Throws when the memory is away. */
export async function tellAlarms(house: AlarmsHouse, restMs: number = usualRestMs): Promise<void> {
  const { store } = house;
  await askBoards(store, await watchAlarms(store));
  await refreshBoards(store);
  for (const news of await takeAlarmNews(store, restMs)) {
    if (!(await tell(house, news))) await giveBackAlarmNews(store, news);
  }
}

/** True when the place or one of the leads was told, or may have been. */
async function tell(house: AlarmsHouse, news: AlarmNews): Promise<boolean> {
  const scope = { organizationId: news.organizationId, id: news.chatbotId };
  const view = await readBoard(house.store, scope);
  if (!view) return true;
  const leads = await listLeads(house.store, scope, view.place);
  const posted = await post(house, news, view, leads);
  // That it is over, they read where they were called to.
  if (news.news === 'over' && posted) return true;
  const notifies = posted && view.place !== null && house.desks.find(view.place.desk)?.mentions === true;
  const others = leads.filter((lead) => !(notifies && lead.there));
  const told = await Promise.all(
    others.map(({ id }) =>
      tellAgent(house, { organizationId: news.organizationId, id }, alarmCard(news, view)),
    ),
  );
  return posted || told.includes(true) || leads.length === 0;
}

async function post(
  { desks, log }: AlarmsHouse,
  news: AlarmNews,
  view: BoardView,
  leads: readonly Lead[],
): Promise<boolean> {
  const desk = view.place ? desks.find(view.place.desk) : null;
  if (!desk || !view.place) return false;
  const { team, place } = view.place;
  const called = leads.flatMap(({ user, name }) => (user === null ? [] : [{ user, name }]));
  const evidence = `alarm:${news.chatbotId}:${news.kind}:${news.news}:${news.since.getTime()}`;
  try {
    await desk.post(
      { team, place, threadRef: null },
      { kind: 'card', card: alarmCard(news, view, called), evidence },
    );
    return true;
  } catch (error) {
    log.warn({ err: error, chatbotId: news.chatbotId }, 'an alarm could not be posted');
    return error instanceof Failure && error.ambiguous;
  }
}
