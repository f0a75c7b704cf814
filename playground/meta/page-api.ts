// The phones' door: state, lines, gestures, files, faults and the log, as `protocol.ts` says.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { CallLog } from '../wire/call-log.js';
import { readBody, sendJson } from '../wire/http.js';
import { createPageDoor, type PageDoor, readShape, sendFileOf } from '../wire/page-door.js';
import type { MetaFaults } from './faults.js';
import { type CustomerHands, GestureRefused } from './hands/index.js';
import { carryOutAct } from './page-gestures.js';
import { faultsSchema, gestureSchema, newCustomerSchema } from './page-input.js';
import { type PhoneStream, shapeCustomer } from './page-stream.js';
import type { PhoneFaultsAnswer } from './protocol.js';
import type { World } from './world.js';

interface Parts {
  readonly world: World;
  readonly hands: (id: string) => CustomerHands;
  readonly faults: MetaFaults;
  readonly tricks: { duplicate: boolean };
  readonly log: CallLog;
  readonly stream: PhoneStream;
}

const mostGestureBytes = 256 * 1024;
const mostFileBytes = 100 * 1024 * 1024;
const inlineTypes = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** Creates the door; it answers false for routes that are not its own. */
export const createPhoneApi = ({ world, hands, faults, tricks, log, stream }: Parts): PageDoor => {
  const read = <Value>(request: IncomingMessage, schema: z.ZodType<Value>): Promise<Value> =>
    readShape(request, schema, mostGestureBytes);
  const need = (id: string | null): CustomerHands => {
    if (id === null || !world.customers.has(id)) throw new GestureRefused('There is no such customer.');
    return hands(id);
  };
  const readFaults = (): PhoneFaultsAnswer => ({
    ok: true,
    faults: faults.list(),
    duplicate: tricks.duplicate,
  });
  return createPageDoor({
    'GET /state': () => ({ ok: true, customers: [...world.customers.values()].map(shapeCustomer) }),
    'GET /lines': (_request, _response, query) => ({ ok: true, lines: need(query.get('customer')).lines() }),
    'GET /stream': (request, response) => stream.attach(request, response),
    'POST /gesture': async (request) => {
      const { customer, act } = await read(request, gestureSchema);
      await carryOutAct(need(customer), act);
      return { ok: true };
    },
    'POST /file': async (request, _response, query) => {
      const customer = need(query.get('customer'));
      const bytes = await readBody(request, mostFileBytes);
      const type = query.get('type') || 'application/octet-stream';
      const caption = query.get('caption') ?? '';
      void customer.sendFile({ name: query.get('name') || 'file', type, bytes, caption });
      return { ok: true };
    },
    'POST /customers': async (request) => {
      const { channel, name, hidesNumber } = await read(request, newCustomerSchema);
      const handle = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '.');
      const isNamed = hidesNumber || channel === 'instagram';
      const customer = world.addCustomer({
        channel,
        name,
        ...(hidesNumber ? { waId: null } : {}),
        ...(isNamed ? { username: handle } : {}),
      });
      return { ok: true, customer: shapeCustomer(customer) };
    },
    'GET /faults': readFaults,
    'POST /faults': async (request) => {
      const asked = await read(request, faultsSchema);
      if (asked.add) faults.add(asked.add);
      if (asked.remove) faults.remove(asked.remove);
      if (asked.duplicate !== undefined) tricks.duplicate = asked.duplicate;
      return readFaults();
    },
    'GET /log': (_request, _response, query) => ({
      ok: true,
      entries: log.read(Number(query.get('after') ?? 0)),
    }),
    'GET /media/': (_request, response, _query, id) => sendMedium(world, response, id),
  });
};

const sendMedium = (world: World, response: ServerResponse, id: string): void => {
  const medium = world.media.get(id);
  if (!medium) {
    sendJson(response, 404, { ok: false, error: 'media_not_found', text: 'That file is gone.' });
    return;
  }
  sendFileOf(response, medium, inlineTypes.test(medium.type));
};
