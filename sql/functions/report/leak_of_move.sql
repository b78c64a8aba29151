-- Purpose: the leaks of forward moves: L14 (stages skipped) and L15 (moved without evidence).
-- Parameters: the span of the move [from_at, to_at); as_of. Returns: one row per leak; see leak.
-- L14 names the stages that were jumped over or passed through, and found counts the evidence in
-- the one that was left; L15 names the kinds of evidence that were missing.
-- Reads: stage_visit, visit_gate, stage_rank, evidence. Writes: nothing. Safe to repeat.
create or replace function leak_of_move(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language plpgsql stable parallel safe
cost 1000000
as $$
#variable_conflict use_column
begin
  return query
  with move as materialized (
    select v.*
    from stage_visit(from_at, to_at, as_of) v
    where v.left_how in ('forward', 'won')
      and v.left_at >= from_at
      and v.left_at < to_at
  )
  select
    'L14', 'leak', m.deal_id, null::bigint, m.stage_period_id, m.stage_id, m.manager_id, m.left_at,
    null::bigint, null::bigint, null::bigint, null::bigint, null::bigint,
    (select count(*) from evidence e
      where e.deal_id = m.deal_id and e.stage_period_id = m.stage_period_id
        and e.revoked_at is null and e.occurred_at <= as_of),
    array(
      select r.name
      from stage_rank r
      where r.pipeline_id = m.pipeline_id
        and r.kind = 'open'
        and r.rank >= m.rank + (not m.is_pass_through)::integer
        and r.rank < greatest(m.rank + 1, m.rank + 1 + m.skipped)
      order by r.rank, r.stage),
    'return_deal'
  from move m
  where m.skipped > 0
    or m.is_pass_through
  union all
  select
    'L15', 'leak', m.deal_id, null, m.stage_period_id, m.stage_id, m.manager_id, m.left_at,
    null, null, null, null, null, null, g.missing, 'add_evidence'
  from move m
  join visit_gate(array(select v.stage_period_id from move v)) g
    on g.stage_period_id = m.stage_period_id
  where g.verdict = 'shut';
end
$$;
comment on function leak_of_move(timestamptz, timestamptz, timestamptz) is
  'The leaks of forward moves: stages skipped, moved without evidence.';
