// Gives every part of the desk its store, and redraws when the state changes.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { api } from '../api.js';
import type { DeskState } from './desk-state.js';
import { createDeskStore, type DeskStore } from './desk-store.js';

export const DeskContext = createContext<DeskStore>(createDeskStore(api));

/** The store, for gestures. */
export function useDeskStore(): DeskStore {
  return useContext(DeskContext);
}

/** The state, drawn again at each change. */
export function useDesk(): DeskState {
  const store = useDeskStore();
  const [state, setState] = useState(store.get());
  useEffect(() => {
    const update = () => setState(store.get());
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
