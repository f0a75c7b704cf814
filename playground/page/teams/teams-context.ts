// Gives every part of the Teams pane its store, and redraws when the state changes.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { teamsApi } from './teams-api.js';
import type { PaneState } from './teams-state.js';
import { createTeamsStore, type TeamsStore } from './teams-store.js';

export const TeamsContext = createContext<TeamsStore>(createTeamsStore(teamsApi));

/** The store, for gestures. */
export function useTeamsStore(): TeamsStore {
  return useContext(TeamsContext);
}

/** The state, drawn again at each change. */
export function useTeams(): PaneState {
  const store = useTeamsStore();
  const [state, setState] = useState(store.get());
  useEffect(() => {
    const update = () => setState(store.get());
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
