-- Purpose: whether two records of different exchanges, of the same number and direction, tell of
-- one conversation: they begin within the slack of each other, or, as a call that comes in may be
-- handed on to the other exchange later, end so; and the shorter one lies at least half within the
-- longer. A second call a moment after the first does not.
-- Parameters: the direction; begin and end of both; the slack. Reads, writes: nothing. Pure.
create or replace function is_same_conversation(
  direction text, one_start timestamptz, one_end timestamptz, other_start timestamptz,
  other_end timestamptz, slack interval)
returns boolean
language sql immutable parallel safe as $$
  select
    (one_start between other_start - slack and other_start + slack
      or (direction = 'inbound' and one_end between other_end - slack and other_end + slack))
    and least(one_end, other_end) - greatest(one_start, other_start)
      >= least(one_end - one_start, other_end - other_start) / 2
$$;
comment on function
  is_same_conversation(text, timestamptz, timestamptz, timestamptz, timestamptz, interval) is
  'Whether two records of different exchanges tell of one conversation.';
