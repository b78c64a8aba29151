-- Purpose: the newest version of a pipeline's gate rules.
-- Parameters: pipeline; known: rules that were applied later do not count (infinity or absent:
-- all). Returns: the row's number; null when no rules were applied by then.
-- Reads: gate_rules. Writes: nothing. Safe to repeat.
create or replace function gate_rules_in_force(
  of_pipeline integer, known timestamptz default 'infinity')
returns integer
language sql stable as $$
  select r.gate_rules_id
  from gate_rules r
  where r.pipeline_id = of_pipeline
    and r.applied_at <= known
  order by r.version desc
  limit 1
$$;
comment on function gate_rules_in_force(integer, timestamptz) is
  'The newest gate rules of a pipeline.';
