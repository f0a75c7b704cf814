// The agents' side of the page: channels, the open channel, the open thread, modals.
import { useEffect, useMemo } from 'preact/hooks';
import { ModalStack } from '../modal/modal-stack.js';
import { type Directory, DirectoryContext } from '../text/prose.js';
import { ChannelView } from './channel-view.js';
import { useDesk, useDeskStore } from './desk-context.js';
import { Sidebar } from './sidebar.js';
import { ThreadPane } from './thread-pane.js';

export function DeskPane() {
  const store = useDeskStore();
  const desk = useDesk();
  useEffect(() => {
    void store.start();
  }, [store]);
  const { info } = desk;
  const directory = useMemo<Directory>(
    () => ({
      selfId: info?.user.id ?? '',
      userName: (id) => info?.users.find((user) => user.id === id)?.displayName,
      channelName: (id) => info?.channels.find((channel) => channel.id === id)?.name,
      openChannel: (id) => void store.openChannel(id),
    }),
    [info?.user, info?.users, info?.channels, store],
  );
  const channel = info?.channels.find((other) => other.id === desk.channelId);
  if (!info) {
    return (
      <div class="desk-loading">
        {desk.toasts.length > 0 ? 'The desk could not be opened.' : 'Opening the desk…'}
      </div>
    );
  }
  const look = ['desk', desk.thread ? 'desk-with-thread' : '', desk.listOpen ? 'desk-list-open' : ''].join(
    ' ',
  );
  return (
    <DirectoryContext.Provider value={directory}>
      <div class={look}>
        {desk.link === 'down' && (
          <p class="desk-link" role="status">
            The line to the desk is down. Trying again…
          </p>
        )}
        <Sidebar />
        {channel ? <ChannelView channel={channel} /> : <section class="channel" />}
        <ThreadPane />
        <ModalStack />
      </div>
    </DirectoryContext.Provider>
  );
}
