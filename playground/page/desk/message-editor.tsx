// Changes one's own message in place.
import type { PageMessage } from '../../slack/protocol.js';
import { LineEditor } from '../ui/line-editor.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { toTypedText } from './typed-text.js';

export function MessageEditor({ message, onDone }: { message: PageMessage; onDone: () => void }) {
  const store = useDeskStore();
  const { info } = useDesk();
  const { channel, ts } = message;
  return (
    <LineEditor
      initial={toTypedText(message.text, info?.users ?? [], info?.channels ?? [])}
      save={(text) => store.attempt((api, user) => api.edit({ user, channel, ts, text }))}
      onDone={onDone}
    />
  );
}
