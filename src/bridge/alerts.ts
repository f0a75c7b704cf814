// Tells admins and owners when a door of theirs is broken, and when it works again: directly, on whatever desk reaches them.

import type { OrganizationId } from '../core/id.js';
import type { Log } from '../routing/routing.js';
import { type ListedAgent, listAgents } from '../store/agents.js';
import {
  type DoorNews,
  giveBackDoorNews,
  giveBackLetterNews,
  type LetterNews,
  takeDoorNews,
  takeLetterNews,
} from '../store/alerts.js';
import type { Store } from '../store/store.js';
import { tellAlarms } from './alarms.js';
import { doorPausedCard, doorWorksCard, installationLostCard, lettersCard } from './cards/alert.js';
import type { Card } from './cards/card.js';
import type { Desks } from './registry.js';

export interface AlertsHouse {
  readonly store: Store;
  readonly desks: Desks;
  readonly log: Log;
}

export interface Alerts {
  /** Tells what is new. Called again and again by the sweep; throws only when the memory is away. */
  tell(): Promise<void>;
}

/** Creates the alerts. What nobody could be told stays due and is tried again by the next call. */
export function createAlerts(house: AlertsHouse): Alerts {
  return {
    async tell() {
      for (const news of await takeDoorNews(house.store)) {
        if (!(await tellManagers(house, news.organizationId, cardOf(news))))
          await giveBackDoorNews(house.store, news);
      }
      for (const news of await takeLetterNews(house.store)) {
        logLetters(house.log, news);
        if (!(await tellManagers(house, news.organizationId, lettersCard(news, news))))
          await giveBackLetterNews(house.store, news);
      }
      await tellAlarms(house);
    },
  };
}

/** Says that a desk threw Baton out, on the desks that are left. */
export async function tellInstallationLost(
  house: AlertsHouse,
  lost: {
    readonly organizationId: OrganizationId;
    readonly desk: string;
    readonly team: string;
    readonly name: string;
  },
): Promise<void> {
  const card = installationLostCard(lost.desk, lost.name);
  await tellManagers(
    house,
    lost.organizationId,
    card,
    (at) => at.desk !== lost.desk || at.team !== lost.team,
  );
}

function cardOf(news: DoorNews): Card {
  return news.news === 'works' ? doorWorksCard(news) : doorPausedCard(news, news.news === 'still-paused');
}

// The line is fixed: alarms are made of it.
function logLetters(log: Log, { channelId, count, reason }: LetterNews): void {
  log.error({ channelId, count, reason }, 'dead letters wait for a person');
}

type Identity = ListedAgent['identities'][number];

/** Writes to every admin and owner; false when there are some and none of them could be reached. */
export async function tellManagers(
  house: AlertsHouse,
  organizationId: OrganizationId,
  card: Card,
  reaches: (identity: Identity) => boolean = () => true,
): Promise<boolean> {
  const agents = await listAgents(house.store, organizationId, 'all');
  const managers = agents.filter(({ role }) => role === 'admin' || role === 'owner');
  if (managers.length === 0) {
    house.log.warn({ organizationId }, 'nobody is admin or owner: an alert could not be told to anyone');
    return true;
  }
  const told = await Promise.all(managers.map((one) => tellOne(house, one.identities.filter(reaches), card)));
  return told.includes(true);
}

/** Tries the desks someone is on, one after the other, until one takes it. */
async function tellOne(
  { desks, log }: AlertsHouse,
  identities: readonly Identity[],
  card: Card,
): Promise<boolean> {
  for (const { desk: name, team, user } of identities) {
    const desk = desks.find(name);
    if (!desk?.direct) continue;
    try {
      await desk.direct({ team: team || null, user }, card);
      return true;
    } catch (error) {
      log.warn({ err: error, desk: name }, 'an alert could not be told to an admin');
    }
  }
  return false;
}
