-- Purpose: write the events of evidence that a statement has revoked, with the revocation: a
-- trigger after update of evidence, for each statement, that calls its rows `old_row` and `new_row`.
-- Returns: nothing of use. Reads: the changed rows. Writes: outbox. Safe to repeat: what was
-- revoked before gives none.
create or replace function announce_revocations()
returns trigger
language plpgsql volatile
-- Whoever writes facts, with whatever search path, writes events beside them.
set search_path from current
as $$
begin
  with revoked as (
    select n.evidence_id, n.evidence_id - row_number() over (order by n.evidence_id) as run
    from new_row n
    join old_row o on o.evidence_id = n.evidence_id
    where n.revoked_at is not null
      and o.revoked_at is null
  )
  insert into outbox (type, first_subject, last_subject)
  select 'tollgate.evidence.revoked', min(r.evidence_id), max(r.evidence_id)
  from revoked r
  group by r.run
  order by min(r.evidence_id);
  if found then
    perform pg_notify('tollgate_events', current_schema);
  end if;
  return null;
end
$$;
comment on function announce_revocations() is
  'Writes the events of evidence that a statement has revoked.';
