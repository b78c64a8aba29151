-- Purpose: a record in quarantine has been dealt with. Parameters: record, how, who, why.
-- Returns: whether it was waiting. Writes: quarantine. Safe to repeat: yes.
create or replace function settle_quarantine(wanted bigint, how text, who text, why text)
returns boolean
language sql volatile as $$
  with settled as (
    update quarantine q
    set settled_at = now(), settled_how = how, settled_by = who, settled_why = why
    where q.quarantine_id = wanted
      and q.settled_at is null
    returning q.quarantine_id
  )
  select exists (select from settled)
$$;
comment on function settle_quarantine(bigint, text, text, text) is
  'A record in quarantine has been dealt with.';
