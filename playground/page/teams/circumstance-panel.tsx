// Switches for what a team, a tenant and a person have granted the app.
import type { Circumstance, TeamsState } from '../../teams/protocol.js';
import { Switch } from '../ui/switch.js';
import { useTeams, useTeamsStore } from './teams-context.js';

export function CircumstancePanel() {
  const { info } = useTeams();
  if (!info) return <p class="picker-note">Teams has not been opened yet.</p>;
  return (
    <div class="faults">
      <p class="quiet">What was granted decides what Baton hears and may do. Change it and see.</p>
      {info.teams.map((team) => (
        <TeamSwitches key={team.id} team={team} app={info.app.name} />
      ))}
      <TenantSwitches info={info} />
    </div>
  );
}

function TeamSwitches({ team, app }: { team: TeamsState['teams'][number]; app: string }) {
  const change = useChange();
  return (
    <>
      <Switch
        name={`${team.name}: reads along`}
        words={`Consent that ${app} hears every line of the team, not only what mentions it.`}
        on={team.reads}
        onChange={() => change({ set: 'reads', team: team.id, on: !team.reads })}
      />
      <Switch
        name={`${team.name}: app installed`}
        words="Without it nothing can be posted there, and nothing is heard."
        on={team.hasApp}
        onChange={() => change({ set: 'app-in-team', team: team.id, on: !team.hasApp })}
      />
    </>
  );
}

function TenantSwitches({ info: { user, app, graph } }: { info: TeamsState }) {
  const change = useChange();
  return (
    <>
      <Switch
        name={`${user.name}: app installed`}
        words={`Without it ${app.name} cannot write to ${user.name} alone.`}
        on={user.hasApp}
        onChange={() => change({ set: 'app-of-person', user: user.id, on: !user.hasApp })}
      />
      <Switch
        name="Files through Graph"
        words={`The tenant’s consent that ${app.name} fetches files which were attached in channels.`}
        on={graph}
        onChange={() => change({ set: 'graph', on: !graph })}
      />
    </>
  );
}

function useChange(): (circumstance: Circumstance) => void {
  const store = useTeamsStore();
  return (circumstance) => void store.change(circumstance);
}
