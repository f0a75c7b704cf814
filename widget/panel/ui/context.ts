// What every part of the view can reach: the state, and what the visitor may do.

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Score, WaitingChoice } from '../../../src/core/customer-choice.js';
import type { Option } from '../../../src/core/message.js';
import type { PanelState } from '../state.js';
import type { Store } from '../store.js';

export interface Actions {
  say(text: string): void;
  choose(option: Option): void;
  typed(): void;
  attach(files: Iterable<File>): void;
  detach(key: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  requestHuman(): void;
  chooseWaiting(choice: WaitingChoice): void;
  rate(score: Score, comment: string): void;
  clearNotice(): void;
  close(): void;
}

export interface Panel {
  readonly store: Store<PanelState>;
  readonly actions: Actions;
}

export const PanelContext = createContext<Panel | null>(null);

function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('the view stands outside its panel');
  return panel;
}

export function useActions(): Actions {
  return usePanel().actions;
}

/** The state as it stands; draws anew when it changes. */
export function usePanelState(): PanelState {
  const { store } = usePanel();
  const [state, setState] = useState(store.get());
  useEffect(() => {
    setState(store.get());
    return store.watch(() => setState(store.get()));
  }, [store]);
  return state;
}
