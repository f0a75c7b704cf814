// The drawer of the Teams pane: what is granted to the app, faults to break it with, and the calls over the wire.
import { useState } from 'preact/hooks';
import { LogPanel } from '../inspector/log-panel.js';
import { Icon } from '../ui/icon.js';
import { CircumstancePanel } from './circumstance-panel.js';
import { teamsApi } from './teams-api.js';
import { TeamsFaultPanel } from './teams-fault-panel.js';

const TABS = [
  { id: 'circumstances', name: 'Circumstances' },
  { id: 'faults', name: 'Faults' },
  { id: 'log', name: 'Wire log' },
] as const;

export function TeamsDrawer({ onClose }: { onClose: () => void }) {
  const [tab, setTab] = useState<(typeof TABS)[number]['id']>('circumstances');
  return (
    <aside
      class="drawer"
      aria-label="Teams inspector"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header class="channel-head">
        <div class="channel-title">
          <h2>Inspector</h2>
          <p class="quiet">Baton and Teams</p>
        </div>
        <div class="tabs" role="tablist" aria-label="Teams inspector">
          {TABS.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              role="tab"
              class="tab"
              aria-selected={tab === id}
              onClick={() => setTab(id)}
            >
              {name}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button" aria-label="Close the inspector" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {tab === 'circumstances' && <CircumstancePanel />}
      {tab === 'faults' && <TeamsFaultPanel />}
      {tab === 'log' && <LogPanel readLog={teamsApi.readLog} />}
    </aside>
  );
}
