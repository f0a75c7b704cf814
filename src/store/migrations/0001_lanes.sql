-- Asked while a statement holds a conversation's row lock: being volatile it looks with a fresh snapshot, so it sees
-- what the previous holder of that lock committed a moment ago, which the statement's own snapshot may not.
create function lane_is_idle(of_organization uuid, of_conversation uuid, of_lane text) returns boolean
language plpgsql volatile as $$
begin
  return not exists (
    select 1 from delivery d
    where d.organization_id = of_organization and d.conversation_id = of_conversation and d.lane = of_lane
      and d.status in ('pending', 'sending', 'ambiguous'));
end $$;
--> statement-breakpoint
-- Room on each page for the updates every message makes, so that they stay on it.
alter table conversation set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
alter table delivery set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
alter table redraw set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
