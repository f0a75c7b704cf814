// Tells each open page what changed on the phones, as server-sent events.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PhoneCustomer, PhoneEvent } from './protocol.js';
import { type Customer, humanWindowMs, windowMs } from './records.js';
import type { World } from './world.js';

export type PhoneStream = ReturnType<typeof createPhoneStream>;

const heartbeatMs = 20_000;

/** A customer as the page shows them. */
export const shapeCustomer = (customer: Customer): PhoneCustomer => {
  const { id, account, name, lastHeardAt, typingUntil, online, tellsRead, blocked, standby } = customer;
  const number = customer.waId === null ? null : `+${customer.waId}`;
  const hasExtension = account.channel !== 'whatsapp';
  return {
    id,
    channel: account.channel,
    name,
    handle: number ?? (customer.username === null ? customer.scopedId : `@${customer.username}`),
    accountName: account.name,
    openUntil: lastHeardAt === null ? null : lastHeardAt + windowMs,
    humanUntil: lastHeardAt === null || !hasExtension ? null : lastHeardAt + humanWindowMs,
    typingUntil,
    online,
    tellsRead,
    blocked,
    standby,
  };
};

/** Creates the stream; with no page open a change costs nothing. */
export const createPhoneStream = (world: World) => {
  const listeners = new Set<ServerResponse>();
  const tell = (event: PhoneEvent): void => {
    for (const response of listeners) write(response, event);
  };
  world.listen((customer, line) => {
    if (listeners.size === 0 || !world.customers.has(customer.id)) return;
    if (line) tell({ type: 'line', customer: customer.id, line });
    else tell({ type: 'customer', customer: shapeCustomer(customer) });
  });
  return {
    /** Keeps the answer open and writes to it until the page goes away. */
    attach: (request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      listeners.add(response);
      write(response, { type: 'hello' });
      const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
      request.on('close', () => {
        clearInterval(heartbeat);
        listeners.delete(response);
      });
    },
    close: (): void => {
      for (const response of listeners) response.destroy();
    },
  };
};

const write = (response: ServerResponse, event: PhoneEvent): void => {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
};
