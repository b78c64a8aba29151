-- Purpose: waiting intake cards that differ from what they should be, for verify.
-- Returns: one row per fault; none is good. Reads: intake_card and all that intake_wanted reads.
create or replace function intake_fault()
returns table (what text, fault text)
language sql stable as $$
  select
    format('intake of call %s', coalesce(w.opened_by, k.opened_by)),
    case
      when k.number is null then 'Its card is missing.'
      when w.number is null then 'Its card waits without ground.'
      else 'Its card has another beginning or due time.'
    end
  from intake_wanted(null) w
  full join (select * from intake_card c where c.closed_at is null) k on k.number = w.number
  where (k.number, k.opened_at, k.due_at, k.opened_by)
    is distinct from (w.number, w.opened_at, w.due_at, w.opened_by)
$$;
comment on function intake_fault() is 'Waiting intake cards that differ from what they should be.';
