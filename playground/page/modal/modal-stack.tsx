// The app's modals: only the top one of the stack is shown, Back leads to the one below.
import { useDesk } from '../desk/desk-context.js';
import { ModalView } from './modal-view.js';

export function ModalStack() {
  const { modals } = useDesk();
  const top = modals.at(-1);
  return top ? <ModalView key={top.id} view={top} depth={modals.length} /> : null;
}
