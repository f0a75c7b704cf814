// What a surface (message, modal, home tab) lends to the blocks drawn on it.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { InputValue, InputValues, OptionObject, PageFile } from '../../slack/protocol.js';
import type { ElementShape } from './shape.js';

export interface Choosable {
  id: string;
  name: string;
}

export interface BlockHost {
  surface: 'message' | 'modal' | 'home';
  values: InputValues;
  /** Sentences under inputs, by block id. */
  errors: Readonly<Record<string, string>>;
  people: readonly Choosable[];
  places: readonly Choosable[];
  setValue(blockId: string, element: ElementShape, value: InputValue): void;
  /** Tells the app of a click or a choice; resolves when the desk has heard it. */
  act(blockId: string, element: ElementShape, value: InputValue): Promise<void>;
  readOptions(blockId: string, element: ElementShape, typed: string): Promise<readonly OptionObject[]>;
  upload(file: File): Promise<PageFile | undefined>;
}

export const BlockHostContext = createContext<BlockHost | undefined>(undefined);

/** The surface around this block. Blocks are never drawn without one. */
export function useBlockHost(): BlockHost {
  const host = useContext(BlockHostContext);
  if (!host) throw new Error('A block was drawn outside a surface.');
  return host;
}
