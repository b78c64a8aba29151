-- Purpose: the place after which the events stand that were recorded since a moment.
-- Returns: the place. Reads: outbox, outbox_state. Writes: nothing. Safe to repeat.
create or replace function event_sequence_before(moment timestamptz)
returns bigint
language sql stable as $$
  select coalesce(
    (select min(o.first_sequence) - 1 from outbox o where o.recorded_at >= moment),
    (select s.last_sequence from outbox_state s))
$$;
comment on function event_sequence_before(timestamptz) is
  'The place after which the events stand that were recorded since a moment.';
