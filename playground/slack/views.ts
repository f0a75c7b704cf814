// Modals (stacks of at most three per user) and home tabs: opened, pushed, updated, published, closed.
import { randomBytes } from 'node:crypto';
import { isRecord } from '../wire/http.js';
import { readInitialValues } from './input-state.js';
import type { Settings } from './options.js';
import type { Json, View } from './records.js';

export type ViewChange = 'open' | 'push' | 'update' | 'close';
export type ViewListener = (userId: string, change: ViewChange | 'home') => void;

export type Views = ReturnType<typeof createViews>;

interface Register {
  readonly settings: Settings;
  readonly stacks: Map<string, View[]>;
  readonly homes: Map<string, View>;
  readonly tell: ViewListener;
  count: number;
}

/** Creates the register of views; `onChange` hears of every change of a user's modals or home tab. */
export const createViews = (settings: Settings) => {
  const listeners = new Set<ViewListener>();
  const register: Register = {
    settings,
    stacks: new Map(),
    homes: new Map(),
    tell: (userId, change) => {
      for (const listener of listeners) listener(userId, change);
    },
    count: 0,
  };
  const { stacks, homes } = register;
  return {
    open: (userId: string, body: Json): View => open(register, userId, body),
    /** Null when three views are open already. */
    push: (userId: string, body: Json): View | null => push(register, userId, body),
    /** Replaces what a view shows; inputs that keep their ids keep what was typed. */
    update: (view: View, body: Json): void => update(register, view, body),
    publish: (userId: string, body: Json): View => publish(register, userId, body),
    /** Closes a view and those above it, or the whole stack; gives what was closed, top first. */
    close: (userId: string, viewId: string | 'all'): View[] => close(register, userId, viewId),
    find: (viewId: string): View | null =>
      [...[...stacks.values()].flat(), ...homes.values()].find((view) => view.id === viewId) ?? null,
    findExternal: (externalId: string): View | null =>
      [...stacks.values()].flat().find((view) => view.body.external_id === externalId) ?? null,
    stackOf: (userId: string): readonly View[] => stacks.get(userId) ?? [],
    homeOf: (userId: string): View | null => homes.get(userId) ?? null,
    onChange: (listener: ViewListener): void => {
      listeners.add(listener);
    },
  };
};

const create = (register: Register, userId: string, body: Json, parent: View | null): View => {
  register.count += 1;
  const id = `V0${register.count.toString(36).toUpperCase()}${randomBytes(3).toString('hex').toUpperCase()}`;
  const filled = withBlockIds(body);
  return {
    id,
    type: body.type === 'home' ? 'home' : 'modal',
    userId,
    rootViewId: parent?.rootViewId ?? id,
    previousViewId: parent?.id ?? null,
    hash: createHash(register.settings),
    body: filled,
    values: readInitialValues(filled.blocks, {}),
  };
};

const open = (register: Register, userId: string, body: Json): View => {
  const view = create(register, userId, body, null);
  register.stacks.set(userId, [view]);
  register.tell(userId, 'open');
  return view;
};

const push = (register: Register, userId: string, body: Json): View | null => {
  const stack = register.stacks.get(userId) ?? [];
  if (stack.length >= 3) return null;
  const view = create(register, userId, body, stack.at(-1) ?? null);
  register.stacks.set(userId, [...stack, view]);
  register.tell(userId, 'push');
  return view;
};

const update = ({ settings, tell }: Register, view: View, body: Json): void => {
  view.body = withBlockIds(body);
  view.hash = createHash(settings);
  view.values = readInitialValues(view.body.blocks, view.values);
  tell(view.userId, view.type === 'home' ? 'home' : 'update');
};

const publish = (register: Register, userId: string, body: Json): View => {
  const known = register.homes.get(userId);
  if (known) {
    update(register, known, body);
    return known;
  }
  const view = create(register, userId, body, null);
  register.homes.set(userId, view);
  register.tell(userId, 'home');
  return view;
};

const close = ({ stacks, tell }: Register, userId: string, viewId: string | 'all'): View[] => {
  const stack = stacks.get(userId) ?? [];
  const from = viewId === 'all' ? 0 : stack.findIndex((view) => view.id === viewId);
  if (from < 0) return [];
  stacks.set(userId, stack.slice(0, from));
  tell(userId, 'close');
  return stack.slice(from).reverse();
};

/** A view as Slack's JSON has it. */
export const shapeView = (settings: Settings, view: View): Json => ({
  id: view.id,
  team_id: settings.team.id,
  type: view.type,
  blocks: view.body.blocks ?? [],
  private_metadata: view.body.private_metadata ?? '',
  callback_id: view.body.callback_id ?? '',
  state: { values: view.values },
  hash: view.hash,
  title: view.body.title ?? { type: 'plain_text', text: '' },
  clear_on_close: view.body.clear_on_close ?? false,
  notify_on_close: view.body.notify_on_close ?? false,
  close: view.body.close ?? null,
  submit: view.body.submit ?? null,
  previous_view_id: view.previousViewId,
  root_view_id: view.rootViewId,
  app_id: settings.appId,
  external_id: view.body.external_id ?? '',
  app_installed_team_id: settings.team.id,
  bot_id: settings.botId,
});

const createHash = (settings: Settings): string =>
  `${Math.floor(settings.now() / 1000)}.${randomBytes(4).toString('hex')}`;

const withBlockIds = (body: Json): Json => ({ ...body, blocks: fillBlockIds(body.blocks) });

/** Gives blocks and their interactive elements the ids Slack would make up. */
export const fillBlockIds = (blocks: unknown): Json[] => {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isRecord).map((block) => ({
    ...block,
    block_id: block.block_id ?? randomBytes(3).toString('hex'),
    ...(Array.isArray(block.elements) && block.type === 'actions'
      ? { elements: block.elements.map(fillActionId) }
      : {}),
    ...(isRecord(block.element) ? { element: fillActionId(block.element) } : {}),
    ...(isRecord(block.accessory) ? { accessory: fillActionId(block.accessory) } : {}),
  }));
};

const fillActionId = (element: unknown): unknown =>
  isRecord(element) && element.type !== 'image' && element.action_id === undefined
    ? { ...element, action_id: randomBytes(3).toString('hex') }
    : element;
