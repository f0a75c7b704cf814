// What can be asked of the things behind an id: numbers, pages, accounts, people, personas, subscriptions.
import { GraphError, wrongParameter } from '../graph-error.js';
import { createNodeId } from '../ids.js';
import { appId, usualNumber } from '../options.js';
import type { Customer, MetaAccount, Persona } from '../records.js';
import type { Errand, GraphCall, Rooms } from './call.js';

/** Only the fields asked for, and always the id. */
const pick = (call: GraphCall, all: Readonly<Record<string, unknown>>): object => {
  const asked = call.query.get('fields')?.split(',');
  if (!asked) return all;
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => name === 'id' || asked.some((one) => one.split(/[{.]/)[0] === name),
    ),
  );
};

/** `GET /{phone}`, `GET /{page}`, `GET /{account}`, `GET /me`. */
export const describeAccount = (account: MetaAccount, call: GraphCall): Errand => ({
  operation: 'other',
  account,
  run: () => {
    if (account.channel === 'whatsapp')
      return pick(call, {
        id: account.id,
        display_phone_number: account.number ?? usualNumber,
        verified_name: account.name,
        quality_rating: 'GREEN',
        code_verification_status: 'VERIFIED',
        platform_type: 'CLOUD_API',
        status: 'CONNECTED',
        throughput: { level: 'STANDARD' },
      });
    if (account.channel === 'messenger') return pick(call, { id: account.id, name: account.name });
    // Under Instagram's own login the id is the app's, and `user_id` what webhooks name.
    const isLogin = call.host === 'instagram';
    return pick(call, {
      id: isLogin ? `7${account.id.slice(1)}` : account.id,
      user_id: account.id,
      username: account.name,
      name: 'Acme',
    });
  },
});

/** `GET /{psid}` and `GET /{igsid}`: nothing before the customer has written. */
export const readProfile = ({ publicUrl }: Rooms, customer: Customer, call: GraphCall): Errand => ({
  operation: 'profile',
  account: customer.account,
  customer,
  run: () => {
    if (customer.lastHeardAt === null)
      throw customer.account.channel === 'instagram'
        ? new GraphError({ code: 230 }, 'User consent is required to access user profile')
        : new GraphError({ code: 100, subcode: 2018218 }, 'No profile available for this user.');
    const [first = '', ...rest] = customer.name.split(' ');
    const picture = `${publicUrl()}/picture/${customer.id}.png`;
    return pick(call, {
      id: customer.scopedId,
      name: customer.name,
      profile_pic: picture,
      ...(customer.account.channel === 'messenger'
        ? { first_name: first, last_name: rest.join(' ') }
        : { username: customer.username, follower_count: 12, is_verified_user: false }),
    });
  },
});

/** `POST`, `GET` and `DELETE /{…}/subscribed_apps`. */
export const subscribe = ({ world }: Rooms, account: MetaAccount, call: GraphCall): Errand => ({
  operation: 'other',
  account,
  run: () => {
    if (call.method !== 'GET') {
      const named = call.query.get('subscribed_fields') ?? call.body.subscribed_fields;
      world.subscriptions.set(
        account.id,
        call.method === 'DELETE' ? null : typeof named === 'string' ? named.split(',') : allFields,
      );
      return { success: true };
    }
    const fields = world.subscriptions.get(account.id);
    if (fields === null) return { data: [] };
    const app = { id: String(appId), name: 'Baton' };
    return {
      data: [
        account.channel === 'whatsapp'
          ? { whatsapp_business_api_data: { ...app, link: 'https://baton.example/' } }
          : { ...app, subscribed_fields: fields ?? allFields },
      ],
    };
  },
});

const allFields = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_edit',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_referral',
  'messaging_handovers',
  'messaging_handover',
  'messaging_policy_enforcement',
  'messaging_seen',
  'standby',
];

/** `POST` and `GET /{page}/personas`. */
export const keepPersonas = ({ world }: Rooms, account: MetaAccount, call: GraphCall): Errand => ({
  operation: 'personas',
  account,
  run: () => {
    const mine = [...world.personas.values()].filter((one) => one.accountId === account.id);
    if (call.method === 'GET') return { data: mine.map(shapePersona), paging: {} };
    const { name, profile_picture_url: picture } = call.body;
    if (typeof name !== 'string' || name === '' || name.length > 50)
      throw wrongParameter('name has 1 to 50 characters.');
    if (typeof picture !== 'string' || !URL.canParse(picture))
      throw wrongParameter('profile_picture_url is required.');
    const known = mine.find((one) => one.name === name && one.pictureUrl === picture);
    const persona = known ?? { id: createNodeId(), accountId: account.id, name, pictureUrl: picture };
    world.personas.set(persona.id, persona);
    return { id: persona.id };
  },
});

/** `GET` and `DELETE /{persona}`. */
export const findPersona = (
  { world }: Rooms,
  persona: Persona,
  account: MetaAccount,
  method: string,
): Errand => ({
  operation: 'personas',
  account,
  run: () => (method === 'DELETE' ? { success: world.personas.delete(persona.id) } : shapePersona(persona)),
});

const shapePersona = ({ id, name, pictureUrl }: Persona) => ({ id, name, profile_picture_url: pictureUrl });

/** `POST /{page}/take_thread_control`, `release_thread_control`, `pass_thread_control`. */
export const turnControl = ({ world }: Rooms, account: MetaAccount, call: GraphCall): Errand => {
  const recipient = call.body.recipient;
  const id =
    typeof recipient === 'object' && recipient !== null && 'id' in recipient ? String(recipient.id) : '';
  const customer = world.findCustomer(account, id) ?? undefined;
  return {
    operation: 'control',
    account,
    customer,
    run: () => {
      if (!customer) throw new GraphError({ code: 100, subcode: 2018001 }, 'No matching user found');
      world.change(customer, { standby: call.segments[1] !== 'take_thread_control' });
      return { success: true };
    },
  };
};
