// What the channel contract's promises are tried with: a customer's lines, what was stored of them, and an agent.

import { expect } from 'vitest';
import type { ChannelStage, Knock, StageCustomer } from '../contract/channel.js';
import type { DeskAgent } from './desk-hands.js';
import { eventually } from './eventually.js';

export interface ContractChat {
  readonly customer: StageCustomer;
  readonly id: string;
  readonly thread: string;
}

export interface Tools {
  readonly stage: () => ChannelStage;
  /** A line under a new id. */
  writes(customer: StageCustomer, text: string): Promise<Response>;
  /** The texts of a customer's stored lines, in order. */
  stored(customer: StageCustomer): Promise<string[]>;
  /** Knocks wrongly; expects that nothing came of it. */
  turnsAway(wrong: Partial<Knock>): Promise<{ readonly status: number; readonly text: string }>;
  /** A new customer who waits for a person. */
  waits(name?: string, text?: string): Promise<ContractChat>;
  /** The same once Kim has them. */
  active(): Promise<ContractChat & { readonly agent: DeskAgent }>;
  /** Waits until the customer received these words. */
  gets(customer: StageCustomer, text: string): Promise<void>;
}

/** Makes them for the stage that stands when they are used. */
export function createContractTools(stage: () => ChannelStage): Tools {
  const query = (text: string, values: readonly unknown[]) =>
    stage().house.query<{ id: string; text: string; count: string }>(text, values);

  const writes = (from: StageCustomer, text: string) => stage().knock({ from, id: stage().makeId(), text });

  const waits = async (name?: string, text = 'I have a question'): Promise<ContractChat> => {
    const customer = await stage().customer(name);
    await writes(customer, text);
    await writes(customer, 'Can I talk to a human?');
    const { id } = await eventually('the conversation waits for a person', async () => {
      const [row] = await query(
        `select c.id from conversation c join channel h on h.id = c.channel_id
         where h.kind = $2 and c.address = $1 and c.status = 'pending'`,
        [customer.address, stage().channel.name],
      );
      return row;
    });
    return { customer, id, thread: await stage().house.threadOf(id) };
  };

  /** Everything that is kept of anyone, told or refused. */
  const countKept = async (): Promise<string> => {
    const [row] = await query(
      'select (select count(*) from message) + (select count(*) from inbox) + (select count(*) from contact) as count',
      [],
    );
    return row?.count ?? '';
  };

  return {
    stage,
    writes,
    waits,
    async stored(customer) {
      const rows = await query(
        `select m.text from message m join conversation c on c.id = m.conversation_id join channel h on h.id = c.channel_id
         where h.kind = $2 and c.address = $1 and m.author = 'contact' order by m.sequence`,
        [customer.address, stage().channel.name],
      );
      return rows.map(({ text }) => text);
    },
    async turnsAway(wrong) {
      const from = await stage().customer();
      await stage().house.settled();
      const before = await countKept();
      const answer = await stage().knock({ from, id: stage().makeId(), text: 'never stored', ...wrong });
      const text = await answer.text();
      expect(await countKept()).toBe(before);
      return { status: answer.status, text };
    },
    async active() {
      const chat = await waits();
      const agent = stage().house.agent('U0KIM');
      await agent.types(chat.thread, '!claim');
      await stage().house.becomes(chat.id, 'active');
      return { ...chat, agent };
    },
    async gets(customer, text) {
      await eventually(`the customer gets “${text}”`, async () =>
        (await customer.received()).some((one) => one.text === text),
      );
    },
  };
}
