-- Purpose: whether who has an answered leg sits in a conference: he speaks with whoever is in it,
-- too, though the leg has no far channel.
-- Parameters: what the far end is, and the application. Reads, writes: nothing. Pure.
create or replace function is_in_conference(b_kind text, application text) returns boolean
language sql immutable parallel safe as $$
  select b_kind = 'none' and application in ('ConfBridge', 'MeetMe')
$$;
comment on function is_in_conference(text, text) is
  'Whether who has an answered leg sits in a conference.';
