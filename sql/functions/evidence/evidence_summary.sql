-- Purpose: how much live evidence there is: one row per kind. Reads: evidence.
create or replace function evidence_summary()
returns table (kind text, pieces bigint, certain bigint, deals bigint)
language sql stable as $$
  select e.kind, count(*), count(*) filter (where e.certain), count(distinct e.deal_id)
  from evidence e
  where e.revoked_at is null
  group by e.kind
  order by count(*) desc
$$;
comment on function evidence_summary() is 'How much live evidence there is: one row per kind.';
