// Clicks and choices in messages, modals and home tabs, and the typing in external selects.
import { isRecord } from '../../wire/http.js';
import { describeChoice, findElement, overlayValues } from '../input-state.js';
import type {
  ActionGesture,
  Done,
  InputValue,
  OptionObject,
  OptionsAnswer,
  OptionsGesture,
  PlainText,
} from '../protocol.js';
import type { Json, Message, View } from '../records.js';
import { shapeView } from '../views.js';
import { ask, GestureRefusal, type Ground, needPerson, needPlace, shapePayload } from './ground.js';

type Spot =
  | { readonly message: Message; readonly blocks: readonly unknown[] }
  | { readonly view: View; readonly blocks: readonly unknown[] };

interface Place {
  readonly user: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly ephemeralTs?: string;
  readonly viewId?: string;
}

const needSpot = (ground: Ground, place: Place): Spot => {
  const { views, world } = ground.rooms;
  if (place.viewId !== undefined) {
    const view = views.find(place.viewId);
    if (!view || view.userId !== place.user)
      throw new GestureRefusal('view_not_found', 'That view is closed.');
    return { view, blocks: listBlocks(view.body.blocks) };
  }
  const channel = needPlace(ground, place.channel ?? '', place.user);
  const message =
    place.ephemeralTs === undefined
      ? channel.messages.get(place.ts ?? '')
      : world.whispered(channel.id, place.ephemeralTs);
  const isHidden = message?.ephemeralFor != null && message.ephemeralFor !== place.user;
  if (!message || isHidden) throw new GestureRefusal('message_not_found', 'That message is gone.');
  return {
    message,
    blocks: [...message.blocks, ...message.attachments.flatMap((entry) => listBlocks(entry.blocks))],
  };
};

const listBlocks = (blocks: unknown): unknown[] => (Array.isArray(blocks) ? blocks : []);

const needElement = (spot: Spot, blockId: string, actionId: string): Json => {
  const element = findElement(spot.blocks, blockId, actionId);
  if (!element) throw new GestureRefusal('element_not_found', 'That control is no longer there.');
  return element;
};

/** Where the gesture happened, as the payload says it. */
const describeSpot = ({ rooms }: Ground, spot: Spot): Json => {
  if ('view' in spot)
    return { container: { type: 'view', view_id: spot.view.id }, view: shapeView(rooms.settings, spot.view) };
  const { message } = spot;
  const isEphemeral = message.ephemeralFor !== null;
  const threadTs = message.threadTs ?? (message.replyCount > 0 ? message.ts : null);
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    },
    channel: { id: message.channel, name: rooms.world.channels.get(message.channel)?.name ?? '' },
    ...(isEphemeral ? {} : { message: rooms.shapes.message(message, true) }),
  };
};

const readChoice = (gesture: ActionGesture): InputValue => ({
  ...(gesture.value === undefined ? {} : { value: gesture.value }),
  ...(gesture.selectedOption === undefined ? {} : { selected_option: gesture.selectedOption }),
  ...(gesture.selectedOptions === undefined ? {} : { selected_options: gesture.selectedOptions }),
  ...(gesture.selectedUser === undefined ? {} : { selected_user: gesture.selectedUser }),
  ...(gesture.selectedChannel === undefined ? {} : { selected_channel: gesture.selectedChannel }),
  ...(gesture.selectedConversation === undefined
    ? {}
    : { selected_conversation: gesture.selectedConversation }),
  ...(gesture.selectedDate === undefined ? {} : { selected_date: gesture.selectedDate }),
  ...(gesture.selectedTime === undefined ? {} : { selected_time: gesture.selectedTime }),
});

/** A click or choice becomes `block_actions`; the element must still be there. */
export const click =
  (ground: Ground) =>
  async (gesture: ActionGesture): Promise<Done> => {
    const { rooms } = ground;
    const user = needPerson(ground, gesture.user);
    const spot = needSpot(ground, gesture);
    const element = needElement(spot, gesture.blockId, gesture.actionId);
    const choice = readChoice(gesture);
    const typed = {
      ...gesture.state,
      [gesture.blockId]: { ...gesture.state?.[gesture.blockId], [gesture.actionId]: choice },
    };
    const readFile = (id: string): Json | null => describeFile(ground, id);
    const values = overlayValues(spot.blocks, 'view' in spot ? spot.view.values : {}, typed, readFile);
    if ('view' in spot) spot.view.values = values;
    const place = describeSpot(ground, spot);
    const response =
      'message' in spot
        ? {
            userId: user.id,
            channel: spot.message.channel,
            ts: spot.message.ts,
            isEphemeral: spot.message.ephemeralFor !== null,
          }
        : null;
    const payload = {
      ...shapePayload(ground, 'block_actions', user),
      ...place,
      trigger_id: rooms.triggers.createTrigger(user.id, 'view' in spot ? spot.view.id : null),
      ...('message' in spot ? { state: { values } } : {}),
      ...(response
        ? { response_url: `${rooms.baseUrl()}/response/${rooms.triggers.createResponseKey(response)}` }
        : {}),
      actions: [
        { ...describeChoice(element, choice), block_id: gesture.blockId, action_ts: rooms.world.nextTs() },
      ],
    };
    await ask(ground, 'interactive', payload, user);
    return { ok: true };
  };

/** The file object a `file_input` holds; null when there is no such file. */
export const describeFile = ({ rooms }: Ground, id: string): Json | null => {
  const file = rooms.world.files.get(id);
  return file && !file.isDeleted ? rooms.shapes.file(file) : null;
};

/** Typing in an external select becomes `block_suggestion`. */
export const suggest =
  (ground: Ground) =>
  async (gesture: OptionsGesture): Promise<OptionsAnswer> => {
    const user = needPerson(ground, gesture.user);
    const spot = needSpot(ground, gesture);
    needElement(spot, gesture.blockId, gesture.actionId);
    const payload = {
      ...shapePayload(ground, 'block_suggestion', user),
      ...describeSpot(ground, spot),
      action_id: gesture.actionId,
      block_id: gesture.blockId,
      value: gesture.value,
    };
    const { body } = await ask(ground, 'interactive', payload, user);
    const answer = isRecord(body) ? body : {};
    return {
      ok: true,
      options: readList<OptionObject>(answer.options),
      optionGroups: readList<{ label: PlainText; options: OptionObject[] }>(answer.option_groups),
    };
  };

const readList = <Entry>(list: unknown): Entry[] =>
  Array.isArray(list) ? (list.slice(0, 100).filter(isRecord) as Entry[]) : [];
