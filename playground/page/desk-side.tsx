// The agents' side of the page: its head with the choice of a desk, and each desk kept as it was left.
import { useEffect, useState } from 'preact/hooks';
import { DeskPane } from './desk/desk-pane.js';
import type { DeskKind } from './desk-kind.js';
import { InspectorDrawer } from './inspector/inspector-drawer.js';

type TeamsParts = Pick<typeof import('./teams/index.js'), 'TeamsPane' | 'TeamsDrawer'>;

export interface DeskSideProps {
  kind: DeskKind;
  hasChoice: boolean;
  onKind: (kind: DeskKind) => void;
}

const DESKS = [
  { kind: 'slack', name: 'Slack', words: 'a simulated chat desk' },
  { kind: 'teams', name: 'Teams', words: 'Teams simulation' },
] as const;

export function DeskSide({ kind, hasChoice, onKind }: DeskSideProps) {
  const teams = useTeamsParts(kind === 'teams');
  return (
    <section class="pane pane-desk" id="pane-desk" aria-label="The agents’ desk">
      <header class="pane-head">
        <h2>Agents’ desk</h2>
        <span class="quiet">{DESKS.find((desk) => desk.kind === kind)?.words}</span>
        {hasChoice && <DeskTabs kind={kind} onKind={onKind} />}
      </header>
      <div class="desk-place" hidden={kind !== 'slack'}>
        <DeskPane />
      </div>
      {kind === 'teams' && !teams && <div class="desk-loading">Opening the desk…</div>}
      {teams && (
        <div class="desk-place" hidden={kind !== 'teams'}>
          <teams.TeamsPane />
        </div>
      )}
    </section>
  );
}

/** The inspector of the desk in view. */
export function DeskInspector({ kind, onClose }: { kind: DeskKind; onClose: () => void }) {
  const teams = useTeamsParts(kind === 'teams');
  if (kind === 'slack') return <InspectorDrawer onClose={onClose} />;
  return teams ? <teams.TeamsDrawer onClose={onClose} /> : null;
}

function DeskTabs({ kind, onKind }: Pick<DeskSideProps, 'kind' | 'onKind'>) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    onKind(kind === 'slack' ? 'teams' : 'slack');
    const tabs = (event.currentTarget as HTMLElement).querySelectorAll('button');
    tabs[kind === 'slack' ? 1 : 0]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Which desk to see" onKeyDown={onKeyDown}>
      {DESKS.map((desk) => (
        <button
          key={desk.kind}
          type="button"
          role="tab"
          class="tab"
          aria-selected={desk.kind === kind}
          tabIndex={desk.kind === kind ? 0 : -1}
          onClick={() => onKind(desk.kind)}
        >
          {desk.name}
        </button>
      ))}
    </div>
  );
}

/** Loaded when they are first wanted, and kept. */
function useTeamsParts(wanted: boolean): TeamsParts | undefined {
  const [parts, setParts] = useState<TeamsParts | undefined>(undefined);
  useEffect(() => {
    if (wanted && !parts)
      void import('./teams/index.js').then(({ TeamsPane, TeamsDrawer }) =>
        setParts({ TeamsPane, TeamsDrawer }),
      );
  }, [wanted, parts]);
  return parts;
}
