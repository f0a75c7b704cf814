// Modals (stacks of at most three per user) and home tabs: opened, pushed, updated, published, closed.
import { randomBytes } from 'node:crypto';
import { isRecord } from './http.js';
import { readInitialValues } from './input-state.js';
import type { Settings } from './options.js';
import type { Json, View } from './records.js';

export type ViewChange = 'open' | 'push' | 'update' | 'close';
export type ViewListener = (userId: string, change: ViewChange | 'home') => void;

export type Views = ReturnType<typeof createViews>;

/** Creates the register of views; `onChange` hears of every change of a user's modals or home tab. */
export const createViews = (settings: Settings) => {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const listeners = new Set<ViewListener>();
  let count = 0;

  const tell: ViewListener = (userId, change) => {
    for (const listener of listeners) listener(userId, change);
  };

  const create = (userId: string, body: Json, parent: View | null): View => {
    count += 1;
    const id = `V0${count.toString(36).toUpperCase()}${randomBytes(3).toString('hex').toUpperCase()}`;
    return {
      id,
      type: body.type === 'home' ? 'home' : 'modal',
      userId,
      rootViewId: parent?.rootViewId ?? id,
      previousViewId: parent?.id ?? null,
      hash: createHash(settings),
      body: withBlockIds(body),
      values: readInitialValues(body.blocks, {}),
    };
  };

  const stackOf = (userId: string): readonly View[] => stacks.get(userId) ?? [];

  const open = (userId: string, body: Json): View => {
    const view = create(userId, body, null);
    stacks.set(userId, [view]);
    tell(userId, 'open');
    return view;
  };

  /** Null when three views are open already. */
  const push = (userId: string, body: Json): View | null => {
    const stack = stackOf(userId);
    if (stack.length >= 3) return null;
    const view = create(userId, body, stack.at(-1) ?? null);
    stacks.set(userId, [...stack, view]);
    tell(userId, 'push');
    return view;
  };

  /** Replaces what a view shows; inputs that keep their ids keep what was typed. */
  const update = (view: View, body: Json): void => {
    view.body = withBlockIds(body);
    view.hash = createHash(settings);
    view.values = readInitialValues(body.blocks, view.values);
    tell(view.userId, view.type === 'home' ? 'home' : 'update');
  };

  const publish = (userId: string, body: Json): View => {
    const known = homes.get(userId);
    if (known) {
      update(known, body);
      return known;
    }
    const view = create(userId, body, null);
    homes.set(userId, view);
    tell(userId, 'home');
    return view;
  };

  /** Closes a view and those above it, or the whole stack; gives what was closed, top first. */
  const close = (userId: string, viewId: string | 'all'): View[] => {
    const stack = stackOf(userId);
    const from = viewId === 'all' ? 0 : stack.findIndex((view) => view.id === viewId);
    if (from < 0) return [];
    const closed = stack.slice(from).reverse();
    stacks.set(userId, stack.slice(0, from));
    tell(userId, 'close');
    return closed;
  };

  const find = (viewId: string): View | null => {
    for (const stack of stacks.values()) {
      const found = stack.find((view) => view.id === viewId);
      if (found) return found;
    }
    return [...homes.values()].find((view) => view.id === viewId) ?? null;
  };

  return {
    open,
    push,
    update,
    publish,
    close,
    find,
    stackOf,
    findExternal: (externalId: string): View | null =>
      [...stacks.values()].flat().find((view) => view.body.external_id === externalId) ?? null,
    homeOf: (userId: string): View | null => homes.get(userId) ?? null,
    onChange: (listener: ViewListener): void => {
      listeners.add(listener);
    },
  };
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
