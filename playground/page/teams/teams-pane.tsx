// The agents' side on Teams: teams and channels, the chat with the app, the app's dialogs.
import { useEffect, useMemo } from 'preact/hooks';
import { type Directory, DirectoryContext } from '../text/prose.js';
import { Toasts } from '../ui/toasts.js';
import { ChatView } from './chat-view.js';
import { DialogStack } from './dialog-stack.js';
import { useTeams, useTeamsStore } from './teams-context.js';
import { TeamsSidebar } from './teams-sidebar.js';

export function TeamsPane() {
  const store = useTeamsStore();
  const pane = useTeams();
  const { info } = pane;
  useEffect(() => {
    void store.start();
  }, [store]);
  const directory = useMemo<Directory>(
    () => ({
      // A mention carries the name that is shown, and nothing else.
      selfId: info?.user.name ?? '',
      userName: () => undefined,
      channelName: () => undefined,
      openChannel: () => undefined,
    }),
    [info?.user.name],
  );
  const toasts = (
    <div class="teams-toasts">
      <Toasts toasts={pane.toasts} onDismiss={store.dismissToast} />
    </div>
  );
  if (!info) {
    return (
      <div class="desk-loading">
        {pane.toasts.length > 0 ? 'The desk could not be opened.' : 'Opening the desk…'}
        {toasts}
      </div>
    );
  }
  return (
    <DirectoryContext.Provider value={directory}>
      <div class={pane.listOpen ? 'desk teams desk-list-open' : 'desk teams'}>
        {pane.link === 'down' && (
          <p class="desk-link" role="status">
            The line to the desk is down. Trying again…
          </p>
        )}
        <TeamsSidebar info={info} />
        {pane.chat === undefined ? (
          <section class="channel" />
        ) : (
          <ChatView key={`${pane.userId} ${pane.chat}`} chat={pane.chat} info={info} />
        )}
        <DialogStack dialogs={pane.dialogs} />
      </div>
      {toasts}
    </DirectoryContext.Provider>
  );
}
