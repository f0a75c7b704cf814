// Which desk is looked at, kept in the address so that it survives a reload and can be linked to.
import { useEffect, useState } from 'preact/hooks';
import { hasTeams } from './teams/teams-api.js';

export type DeskKind = 'slack' | 'teams';

/** The desk the address names; Slack when it names none. */
export function readDeskKind(hash: string): DeskKind {
  return new URLSearchParams(hash.replace(/^#/, '')).get('desk') === 'teams' ? 'teams' : 'slack';
}

/** The address' hash naming this desk, and all else that was in it. */
export function writeDeskKind(hash: string, kind: DeskKind): string {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  if (kind === 'slack') words.delete('desk');
  else words.set('desk', kind);
  return words.size === 0 ? '' : `#${words}`;
}

/** The desk in view, how to change it, and whether there is a choice at all. */
export function useDeskKind() {
  const [kind, setKind] = useState(() => readDeskKind(location.hash));
  const [hasChoice, setHasChoice] = useState(false);
  useEffect(() => {
    void hasTeams().then(setHasChoice);
    const follow = () => setKind(readDeskKind(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const show = (next: DeskKind) => {
    history.replaceState(null, '', location.pathname + location.search + writeDeskKind(location.hash, next));
    setKind(next);
  };
  return { kind: hasChoice ? kind : ('slack' as const), show, hasChoice };
}
