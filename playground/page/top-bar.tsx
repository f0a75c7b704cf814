// The bar on top: what this is, the tour, the inspector, light or dark, and the two sides on narrow screens.
import { useState } from 'preact/hooks';
import { readTheme, saveTheme, type Theme } from './theme.js';
import type { Tour } from './tour/use-tour.js';
import { Icon, type IconName } from './ui/icon.js';

/** The two sides of the page; narrow screens show one at a time. */
export type Side = 'customer' | 'desk';

export interface TopBarProps {
  side: Side;
  onSide: (side: Side) => void;
  tour: Tour;
  inspecting: boolean;
  onInspect: () => void;
}

export function TopBar({ side, onSide, tour, inspecting, onInspect }: TopBarProps) {
  return (
    <header class="top-bar">
      <h1 class="brand">
        <Mark />
        Baton <span class="brand-place">playground</span>
      </h1>
      <span class="badge-simulation" title="The desk is our own stand-in. Nothing leaves this machine.">
        Simulation
      </span>
      <SideTabs side={side} onSide={onSide} />
      <div class="top-tools">
        <button
          type="button"
          class="button button-primary tour-button"
          onClick={tour.playing ? tour.stop : tour.play}
        >
          <Icon name={tour.playing ? 'stop' : 'play'} size={15} /> {tour.playing ? 'Stop' : 'Play'}{' '}
          <span class="not-narrow">the tour</span>
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="Inspector"
          title="Inspector: what goes over the wire"
          aria-pressed={inspecting}
          onClick={onInspect}
        >
          <Icon name="pulse" />
        </button>
        <ThemeButton />
      </div>
    </header>
  );
}

function SideTabs({ side, onSide }: { side: Side; onSide: (side: Side) => void }) {
  return (
    <div class="tabs side-tabs" role="tablist" aria-label="Which side to see">
      {(['customer', 'desk'] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          class="tab"
          aria-selected={side === name}
          aria-controls={`pane-${name}`}
          onClick={() => onSide(name)}
        >
          {name === 'customer' ? 'Customer' : 'Desk'}
        </button>
      ))}
    </div>
  );
}

const NEXT: Record<Theme, { theme: Theme; icon: IconName; words: string }> = {
  auto: { theme: 'light', icon: 'auto', words: 'Theme: like the system' },
  light: { theme: 'dark', icon: 'sun', words: 'Theme: light' },
  dark: { theme: 'auto', icon: 'moon', words: 'Theme: dark' },
};

function ThemeButton() {
  const [theme, setTheme] = useState(readTheme());
  const { theme: next, icon, words } = NEXT[theme];
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={words}
      title={words}
      onClick={() => {
        saveTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect class="mark-ground" width="32" height="32" rx="9" />
      <rect class="mark-first" x="6" y="14.5" width="14" height="5" rx="2.5" transform="rotate(-38 13 17)" />
      <rect
        class="mark-second"
        x="12"
        y="12.5"
        width="14"
        height="5"
        rx="2.5"
        transform="rotate(-38 19 15)"
      />
    </svg>
  );
}
