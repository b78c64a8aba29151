-- Purpose: the coverage figures that a policy can move, by stage.
-- Parameters: the span of entry [from_at, to_at), the moment of the question.
-- Returns: a row for each stage: visits that are due, and of them with a call, with an attempt, and
-- with a conversation. Reads: coverage. Writes: nothing. Safe to repeat.
create or replace function policy_coverage_now(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  pipeline text, stage text, stage_name text, due bigint, called bigint, attempted bigint,
  reached bigint)
language sql stable as $$
  select c.pipeline, c.stage, c.stage_name, c.due, c.called, c.attempted, c.reached
  from coverage(from_at, to_at, as_of, null, null) c
  where c.level = 'stage'
$$;
comment on function policy_coverage_now(timestamptz, timestamptz, timestamptz) is
  'The coverage figures that a policy can move, by stage.';
