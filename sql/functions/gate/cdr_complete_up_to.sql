-- Purpose: up to when the call records of every exchange are known.
-- Parameters: none. Returns: the smallest watermark of the exchanges that have given a record;
-- null when none has. Reads: pbx. Writes: nothing. Safe to repeat.
create or replace function cdr_complete_up_to()
returns timestamptz
language sql stable as $$
  select min(p.complete_up_to) from pbx p
$$;
comment on function cdr_complete_up_to() is
  'Up to when the call records of every exchange are known.';
