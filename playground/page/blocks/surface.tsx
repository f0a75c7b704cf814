// Lends blocks their surface: where a click belongs, what the inputs hold, who may be chosen.
import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { InputValues, OptionObject, PageFile } from '../../slack/protocol.js';
import { useDesk, useDeskStore } from '../desk/desk-context.js';
import { type BlockHost, BlockHostContext } from './block-host.js';
import { toChoice, writeValue } from './shape.js';

/** Where the blocks stand, in the words of the desk's gestures. */
export type SurfacePlace =
  | { channel: string; ts: string }
  | { channel: string; ephemeralTs: string }
  | { viewId: string };

export interface SurfaceProps {
  surface: BlockHost['surface'];
  place: SurfacePlace;
  errors?: Readonly<Record<string, string>>;
  /** Told of every change, by forms that send all values at the end. */
  onValues?: (values: InputValues) => void;
  children: ComponentChildren;
}

const NO_ERRORS = {};

export function Surface({ surface, place, errors = NO_ERRORS, onValues, children }: SurfaceProps) {
  const [values, setValues] = useState<InputValues>({});
  // A change and its action happen in one gesture, before the next drawing: the action must carry the change.
  const latest = useRef(values);
  const host: BlockHost = {
    surface,
    values,
    errors,
    ...useChoosable(),
    ...useBlockGestures(place, latest),
    setValue(blockId, element, value) {
      latest.current = writeValue(latest.current, blockId, element.action_id ?? '', value);
      setValues(latest.current);
      onValues?.(latest.current);
    },
  };
  return <BlockHostContext.Provider value={host}>{children}</BlockHostContext.Provider>;
}

/** The people and places a select menu may offer. */
function useChoosable(): Pick<BlockHost, 'people' | 'places'> {
  const { info } = useDesk();
  const people = useMemo(
    () =>
      (info?.users ?? [])
        .filter((user) => !user.isBot && !user.deleted)
        .map((user) => ({ id: user.id, name: user.displayName })),
    [info?.users],
  );
  const places = useMemo(
    () =>
      (info?.channels ?? [])
        .filter((channel) => channel.kind !== 'dm')
        .map(({ id, name }) => ({ id, name: `#${name}` })),
    [info?.channels],
  );
  return { people, places };
}

/** What blocks ask of the desk, in the name of the place they stand on. */
function useBlockGestures(
  place: SurfacePlace,
  latest: { readonly current: InputValues },
): Pick<BlockHost, 'act' | 'readOptions' | 'upload'> {
  const store = useDeskStore();
  return {
    async act(blockId, element, value) {
      const actionId = element.action_id ?? '';
      await store.attempt((api, user) =>
        api.act({ user, ...place, blockId, actionId, ...toChoice(value), state: latest.current }),
      );
    },
    async readOptions(blockId, element, value) {
      let options: readonly OptionObject[] = [];
      const where = 'ephemeralTs' in place ? { channel: place.channel, ts: place.ephemeralTs } : place;
      await store.attempt(async (api, user) => {
        const actionId = element.action_id ?? '';
        const answer = await api.readOptions({ user, ...where, blockId, actionId, value });
        options = [...answer.options, ...answer.optionGroups.flatMap((group) => group.options)];
      });
      return options;
    },
    async upload(file) {
      let uploaded: PageFile | undefined;
      await store.attempt(async (api, user) => {
        uploaded = (await api.upload(user, file)).file;
      });
      return uploaded;
    },
  };
}
