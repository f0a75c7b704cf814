// The drawer that shows what goes over the wire, and lets one break it.
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { Icon } from '../ui/icon.js';
import { FaultPanel } from './fault-panel.js';
import { LogPanel } from './log-panel.js';

export function InspectorDrawer({ onClose }: { onClose: () => void }) {
  const [tab, setTab] = useState<'log' | 'faults'>('log');
  return (
    <aside
      class="drawer"
      aria-label="Inspector"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header class="channel-head">
        <div class="channel-title">
          <h2>Inspector</h2>
          <p class="quiet">between Baton and the desk</p>
        </div>
        <div class="tabs" role="tablist" aria-label="Inspector">
          {(['log', 'faults'] as const).map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              class="tab"
              aria-selected={tab === name}
              onClick={() => setTab(name)}
            >
              {name === 'log' ? 'Wire log' : 'Faults'}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button" aria-label="Close the inspector" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {tab === 'log' ? <LogPanel readLog={api.readLog} /> : <FaultPanel />}
    </aside>
  );
}
