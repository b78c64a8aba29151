-- Purpose: let rows wait no longer that a complete file does not have any more: with what they name
-- arriving later, they would bring back what is no fact any more.
-- Parameters: the files that are complete. Returns: nothing. Reads: staged_row.
-- Writes: staged_row, quarantine. Safe to repeat: yes.
-- What a row is about stands first in its key.
create or replace function drop_overtaken_rows(complete text[]) returns void
language sql volatile as $$
  with subject as (
    select distinct r.file, split_part(r.key, e'\x1f', 1) as name
    from staged_row r
    where r.file = any (complete)
      and r.quarantine_id is null
  ),
  overtaken as (
    delete from staged_row w
    using subject s
    where w.quarantine_id is not null
      and w.file = s.file
      and split_part(w.key, e'\x1f', 1) = s.name
      and not exists (
        select from staged_row r
        where r.file = w.file and r.key = w.key and r.quarantine_id is null)
    returning w.quarantine_id
  )
  update quarantine q
  set settled_at = now(), settled_how = 'discarded',
    settled_why = 'A complete file did not have it any more.'
  from overtaken o
  where q.quarantine_id = o.quarantine_id;
$$;
comment on function drop_overtaken_rows(text[]) is
  'Lets rows wait no longer that a complete file does not have any more.';
