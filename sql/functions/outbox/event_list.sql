-- Purpose: the next events after a place, as CloudEvents 1.0.
-- Parameters: as of event_key.
-- Returns: one row per event, in order; event is null where its fact is gone.
-- Reads: as event_key and event_at. Safe to repeat: writes nothing.
create or replace function event_list(
  after_sequence bigint, most bigint, patterns text[], of_deal text)
returns table (sequence bigint, event json)
language sql stable as $$
  select e.sequence, e.event
  from event_at(array(
    select k.sequence from event_key(after_sequence, most, patterns, of_deal) k)) e
$$;
comment on function event_list(bigint, bigint, text[], text) is
  'The next events after a place, as CloudEvents 1.0.';
