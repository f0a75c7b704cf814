// Finds out what a call is about, by host, method and path.
import { GraphError } from '../graph-error.js';
import { businessAccountId, usualNumber } from '../options.js';
import type { MetaAccount } from '../records.js';
import type { Errand, GraphCall, Rooms } from './call.js';
import { findMedia, uploadMedia } from './media.js';
import { describeAccount, findPersona, keepPersonas, readProfile, subscribe, turnControl } from './nodes.js';
import { sendPage } from './page-send.js';
import { listTemplates } from './templates.js';
import { sendWhatsapp } from './whatsapp-send.js';

/** Throws GraphError 100 with subcode 33 for what is not there, and ZodError for calls that make no sense. */
export const routeGraph = (rooms: Rooms, call: GraphCall): Errand => {
  const [node = '', edge = ''] = call.segments;
  const { world } = rooms;
  if (node === businessAccountId && call.host === 'graph') return routeBusiness(rooms, call, edge);
  const account = node === 'me' ? ownerOf(rooms, call) : world.findAccount(node);
  if (account && (call.host === 'graph' || account.channel === 'instagram'))
    return routeAccount(rooms, account, call);
  const medium = world.media.get(node);
  if (medium?.account.channel === 'whatsapp' && edge === '') return findMedia(rooms, medium, call);
  const persona = world.personas.get(node);
  const page = persona && world.findAccount(persona.accountId);
  if (persona && page && edge === '') return findPersona(rooms, persona, page, call.method);
  const customer = [...world.customers.values()].find((one) => one.scopedId === node);
  if (customer && customer.account.channel !== 'whatsapp' && call.method === 'GET')
    return readProfile(rooms, customer, call);
  throw notThere(call);
};

const routeAccount = (rooms: Rooms, account: MetaAccount, call: GraphCall): Errand => {
  const { channel } = account;
  const route = `${call.method} ${call.segments.slice(1).join('/')}`;
  if (route === 'GET ') return describeAccount(account, call);
  if (route === 'POST messages')
    return channel === 'whatsapp' ? sendWhatsapp(rooms, account, call) : sendPage(rooms, account, call);
  if (route === 'POST media' && channel === 'whatsapp') return uploadMedia(rooms, account, call);
  if (/^(GET|POST|DELETE) subscribed_apps$/.test(route) && channel !== 'whatsapp')
    return subscribe(rooms, account, call);
  if (/^(GET|POST) personas$/.test(route) && channel === 'messenger')
    return keepPersonas(rooms, account, call);
  if (/^POST (take|release|pass)_thread_control$/.test(route) && channel !== 'whatsapp')
    return turnControl(rooms, account, call);
  throw notThere(call);
};

/** The business account has many numbers; the token tells whose call it is. */
const routeBusiness = (rooms: Rooms, call: GraphCall, edge: string): Errand => {
  const account = ownerOf(rooms, call);
  if (edge === 'subscribed_apps') return subscribe(rooms, account, call);
  if (edge === 'message_templates' && call.method === 'GET')
    return {
      operation: 'templates',
      account,
      run: () => {
        const path = call.segments.join('/');
        return listTemplates(call.query, `${rooms.publicUrl()}/graph/${path}`);
      },
    };
  if (edge === 'phone_numbers')
    return {
      operation: 'other',
      account,
      run: () => ({
        data: rooms.world.accounts
          .filter((one) => one.channel === 'whatsapp')
          .map(({ id, name, number = usualNumber }) => ({
            id,
            display_phone_number: number,
            verified_name: name,
          })),
      }),
    };
  if (edge === '')
    return { operation: 'other', account, run: () => ({ id: businessAccountId, name: 'Acme' }) };
  throw notThere(call);
};

const ownerOf = ({ world }: Rooms, { bearer, host }: GraphCall): MetaAccount => {
  const account = world.accounts.find(
    (one) => one.token === bearer && (host === 'graph' || one.channel === 'instagram'),
  );
  if (!account) throw badToken();
  return account;
};

/** A wrong or missing bearer. */
export const badToken = (): GraphError =>
  new GraphError({ code: 190, status: 401 }, 'Error validating access token: the session is invalid.');

const notThere = ({ method, segments }: GraphCall): GraphError =>
  new GraphError(
    { code: 100, subcode: 33 },
    `Unsupported ${method.toLowerCase()} request. Object with ID '${segments[0] ?? ''}' does not exist or does not support this operation`,
  );
