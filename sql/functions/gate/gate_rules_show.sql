-- Purpose: the gate rules in force, or one version of them. Parameters: the CRM's pipeline id
-- (null: every pipeline), version (null: the one in force).
-- Returns: a row for each pipeline that has such rules. Reads: pipeline, gate_rules.
-- Writes: nothing. Safe to repeat.
create or replace function gate_rules_show(
  of_pipeline text default null, of_version integer default null)
returns table (
  pipeline text, version integer, source text, applied_at timestamptz, applied_by text)
language sql stable as $$
  select p.crm_id, r.version, r.source, r.applied_at, r.applied_by
  from pipeline p
  join gate_rules r
    on r.pipeline_id = p.pipeline_id
    and case
      when of_version is null then r.gate_rules_id = gate_rules_in_force(p.pipeline_id)
      else r.version = of_version
    end
  where of_pipeline is null
    or p.crm_id = of_pipeline
  order by p.crm_id
$$;
comment on function gate_rules_show(text, integer) is
  'The gate rules in force, or one version of them.';
