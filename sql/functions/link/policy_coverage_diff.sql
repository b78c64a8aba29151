-- Purpose: coverage figures that differ from those that policy_before saw.
-- Parameters: the same as of policy_before. Returns: a row for each stage with a figure that
-- differs. Reads: policy_coverage, coverage. Writes: nothing. Safe to repeat.
create or replace function policy_coverage_diff(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  pipeline text, stage text, stage_name text, due_before bigint, due_after bigint,
  called_before bigint, called_after bigint, attempted_before bigint, attempted_after bigint,
  reached_before bigint, reached_after bigint)
language sql stable as $$
  select
    coalesce(a.pipeline, b.pipeline), coalesce(a.stage, b.stage),
    coalesce(a.stage_name, b.stage_name), coalesce(b.due, 0), coalesce(a.due, 0),
    coalesce(b.called, 0), coalesce(a.called, 0), coalesce(b.attempted, 0),
    coalesce(a.attempted, 0), coalesce(b.reached, 0), coalesce(a.reached, 0)
  from policy_coverage_now(from_at, to_at, as_of) a
  full join policy_coverage b on b.pipeline = a.pipeline and b.stage = a.stage
  where (a.due, a.called, a.attempted, a.reached)
    is distinct from (b.due, b.called, b.attempted, b.reached)
  order by 1, 2
$$;
comment on function policy_coverage_diff(timestamptz, timestamptz, timestamptz) is
  'Coverage figures that differ from those before.';
