// Submitting and closing modals.

import { isRecord } from '../../wire/http.js';
import { checkView } from '../block-limits.js';
import { checkInputs, overlayValues } from '../input-state.js';
import { shapePageView } from '../page-shape.js';
import type { Done, ViewCloseGesture, ViewSubmitAnswer, ViewSubmitGesture } from '../protocol.js';
import type { Json, User, View } from '../records.js';
import { shapeView } from '../views.js';
import { describeFile } from './click.js';
import { ask, GestureRefusal, type Ground, needPerson, shapePayload } from './ground.js';

const needModal = ({ rooms }: Ground, viewId: string, userId: string): View => {
  const view = rooms.views.stackOf(userId).find((entry) => entry.id === viewId);
  if (!view) throw new GestureRefusal('view_not_found', 'That window is closed.');
  return view;
};

/** Sends `view_submission` and does what the app answers: errors, clear, update, push, or close. */
export const submitView =
  (ground: Ground) =>
  async (gesture: ViewSubmitGesture): Promise<ViewSubmitAnswer> => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    const view = needModal(ground, gesture.viewId, user.id);
    view.values = overlayValues(view.body.blocks, view.values, gesture.values, (id) =>
      describeFile(ground, id),
    );
    const errors = checkInputs(view.body.blocks, view.values);
    if (Object.keys(errors).length > 0) return { ok: true, outcome: 'errors', errors };
    const payload = {
      ...shapePayload(ground, 'view_submission', user),
      trigger_id: rooms.triggers.createTrigger(user.id, view.id),
      view: shapeView(rooms.settings, view),
      response_urls: [],
    };
    const { body } = await ask(ground, 'interactive', payload, user);
    return applyAction(ground, user, view, isRecord(body) ? body : {});
  };

const applyAction = (ground: Ground, user: User, view: View, body: Json): ViewSubmitAnswer => {
  const { views } = ground.rooms;
  const answer = (outcome: 'closed' | 'updated' | 'pushed'): ViewSubmitAnswer => ({
    ok: true,
    outcome,
    modals: views.stackOf(user.id).map(shapePageView),
  });
  switch (body.response_action) {
    case 'errors':
      return { ok: true, outcome: 'errors', errors: readErrors(view, body.errors) };
    case 'clear':
      views.close(user.id, 'all');
      return answer('closed');
    case 'update':
      views.update(view, needGoodView(body.view));
      return answer('updated');
    case 'push':
      if (!views.push(user.id, needGoodView(body.view)))
        throw new GestureRefusal('push_limit_reached', 'Too many windows are open.');
      return answer('pushed');
    default:
      views.close(user.id, view.id);
      return answer('closed');
  }
};

const needGoodView = (body: unknown): Json => {
  if (!isRecord(body)) throw new GestureRefusal('invalid_view', 'The app answered with a broken window.');
  const problems = checkView(body, 'modal');
  if (problems.length > 0)
    throw new GestureRefusal('invalid_view', `The app answered with a broken window: ${problems[0]}`);
  return body;
};

/** Errors may only name input blocks of the view. */
const readErrors = (view: View, errors: unknown): Record<string, string> => {
  const blocks = Array.isArray(view.body.blocks) ? view.body.blocks.filter(isRecord) : [];
  const inputs = new Set(blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const named = Object.entries(isRecord(errors) ? errors : {});
  const stray = named.find(([blockId]) => !inputs.has(blockId));
  if (stray || named.length === 0)
    throw new GestureRefusal(
      'invalid_errors',
      `The app named an error for "${stray?.[0] ?? ''}", which is no input.`,
    );
  return Object.fromEntries(named.map(([blockId, text]) => [blockId, String(text)]));
};

/** Closes a view or the whole stack; the app hears of it where it asked to. */
export const closeView =
  (ground: Ground) =>
  async (gesture: ViewCloseGesture): Promise<Done> => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    needModal(ground, gesture.viewId, user.id);
    const isCleared = gesture.all === true;
    const closed = rooms.views.close(user.id, isCleared ? 'all' : gesture.viewId);
    for (const view of closed.filter((entry) => entry.body.notify_on_close === true)) {
      const payload = {
        ...shapePayload(ground, 'view_closed', user),
        view: shapeView(rooms.settings, view),
        is_cleared: isCleared,
      };
      await ask(ground, 'interactive', payload, user);
    }
    return { ok: true };
  };
