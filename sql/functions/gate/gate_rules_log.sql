-- Purpose: every version of the gate rules that was ever in force, newest first.
-- Parameters: the CRM's pipeline id (null: every pipeline). Returns: a row for each version;
-- replaced_at is null for the one in force. Reads: pipeline, gate_rules, gate_requirement.
-- Writes: nothing. Safe to repeat.
create or replace function gate_rules_log(of_pipeline text default null)
returns table (
  pipeline text, version integer, applied_at timestamptz, applied_by text,
  replaced_at timestamptz, skipping text, stages bigint, requirements bigint)
language sql stable as $$
  select
    p.crm_id, r.version, r.applied_at, r.applied_by,
    lead(r.applied_at) over (partition by r.pipeline_id order by r.version),
    r.skipping,
    (
      select count(distinct q.stage_id)
      from gate_requirement q
      where q.gate_rules_id = r.gate_rules_id),
    (select count(*) from gate_requirement q where q.gate_rules_id = r.gate_rules_id)
  from gate_rules r
  join pipeline p on p.pipeline_id = r.pipeline_id
  where of_pipeline is null
    or p.crm_id = of_pipeline
  order by r.applied_at desc, r.gate_rules_id desc
$$;
comment on function gate_rules_log(text) is
  'Every version of the gate rules that was ever in force, newest first.';
