ALTER TABLE "agent_chatbot" ADD COLUMN "room" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "chatbot_uncounted" ON "chatbot" USING btree ("organization_id") WHERE ("chatbot"."routing" ->> 'uncountedAfterMinutes') is not null;--> statement-breakpoint
-- Keeps `agent_chatbot.room` of one agent. Called behind all else a transaction does, at its commit, so that nothing is
-- waited for behind these locks. Being volatile each statement looks with a fresh snapshot: what is counted behind the
-- lock is what the previous holder committed, and, counted anew each time, it cannot drift. An assignment that is not
-- there yet cannot be locked: both it and every turn hold the redraw of the agent's home until they have committed.
create function settle_room(of_organization uuid, of_agent uuid) returns void
language plpgsql volatile as $$
begin
  perform 1 from agent_chatbot ac where ac.agent_id = of_agent and ac.organization_id = of_organization
    order by ac.chatbot_id for no key update;
  update agent_chatbot ac set room = now_.room from (
    select case when a.presence = 'online' and a.deactivated_at is null then a.chat_limit else 0 end - (
      select count(*)::int from conversation c
      where c.owner_id = a.id and c.organization_id = a.organization_id and c.status = 'active') as room
    from agent a where a.id = of_agent and a.organization_id = of_organization limit 1
  ) now_
  where ac.agent_id = of_agent and ac.organization_id = of_organization and ac.room <> now_.room;
end $$;
--> statement-breakpoint
-- The lesser first, as whoever hands over the other way does.
create function owner_changed() returns trigger
language plpgsql as $$
declare
  before uuid := case when tg_op = 'UPDATE' then old.owner_id end;
begin
  if least(before, new.owner_id) is not null then perform settle_room(new.organization_id, least(before, new.owner_id)); end if;
  if greatest(before, new.owner_id) <> least(before, new.owner_id) then
    perform settle_room(new.organization_id, greatest(before, new.owner_id));
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger conversation_owner_begun after insert on conversation
deferrable initially deferred for each row when (new.owner_id is not null) execute function owner_changed();
--> statement-breakpoint
create constraint trigger conversation_owner_changed after update of owner_id on conversation
deferrable initially deferred for each row when (old.owner_id is distinct from new.owner_id) execute function owner_changed();
--> statement-breakpoint
create function agent_changed() returns trigger
language plpgsql as $$
begin
  perform settle_room(new.organization_id, new.id);
  return null;
end $$;
--> statement-breakpoint
create constraint trigger agent_room_changed after update of presence, chat_limit, deactivated_at on agent
deferrable initially deferred for each row
when ((old.presence, old.chat_limit, old.deactivated_at) is distinct from (new.presence, new.chat_limit, new.deactivated_at))
execute function agent_changed();
--> statement-breakpoint
create function agent_assigned() returns trigger
language plpgsql as $$
begin
  perform settle_room(new.organization_id, new.agent_id);
  return null;
end $$;
--> statement-breakpoint
create constraint trigger agent_chatbot_assigned after insert on agent_chatbot
deferrable initially deferred for each row execute function agent_assigned();
--> statement-breakpoint
-- Room on each page for the updates every turn makes, so that they stay on it.
alter table agent_chatbot set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
update agent_chatbot ac set room = case when a.presence = 'online' and a.deactivated_at is null then a.chat_limit else 0 end - (
  select count(*)::int from conversation c
  where c.owner_id = a.id and c.organization_id = a.organization_id and c.status = 'active')
from agent a where a.id = ac.agent_id and a.organization_id = ac.organization_id;
