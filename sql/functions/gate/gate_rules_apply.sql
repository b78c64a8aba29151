-- Purpose: put a pipeline's gate rules into force as its next version.
-- Parameters: the CRM's pipeline id, the YAML as written, skipping (shut or open), who applies it,
-- and the requirements as an array of {stage, kinds, since, count, certain, minimum_talk_seconds,
-- direction, fields, task_kind, before_kind} in the order of the file.
-- Returns: the version in force, and whether it is new; the same text again changes nothing.
-- Raises no_data_found for a pipeline or stage that is not known.
-- Reads: pipeline, stage. Writes: gate_rules, gate_requirement. Safe to repeat.
create or replace function gate_rules_apply(
  of_pipeline text, yaml text, skips text, who text, requirements jsonb,
  out version integer, out is_new boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  the_pipeline integer;
  old gate_rules;
  rules integer;
  stranger text;
begin
  -- Two who apply at once get two versions, one after the other.
  select p.pipeline_id into the_pipeline from pipeline p where p.crm_id = of_pipeline for update;
  if the_pipeline is null then
    raise no_data_found using
      message = format('There is no pipeline %s.', of_pipeline),
      hint = (select 'Known: ' || coalesce(string_agg(p.crm_id, ', ' order by p.crm_id), 'none')
        || '.' from pipeline p);
  end if;
  select r.* into old from gate_rules r where r.gate_rules_id = gate_rules_in_force(the_pipeline);
  version := old.version;
  is_new := old.source is distinct from yaml;
  if not is_new then
    return;
  end if;

  version := coalesce(version, 0) + 1;
  insert into gate_rules (pipeline_id, version, source, skipping, applied_by)
  values (the_pipeline, gate_rules_apply.version, yaml, skips, who)
  returning gate_rules_id into rules;

  insert into gate_requirement (
    gate_rules_id, stage_id, ordinal, kinds, since, count, certain, minimum_talk_seconds,
    direction, fields, task_kind, before_kind)
  select
    rules,
    s.stage_id,
    row_number() over (partition by s.stage_id order by r.ordinality),
    array(select jsonb_array_elements_text(r.value -> 'kinds')),
    coalesce(r.value ->> 'since', 'stage'),
    coalesce((r.value ->> 'count')::integer, 1),
    coalesce((r.value ->> 'certain')::boolean, false),
    (r.value ->> 'minimum_talk_seconds')::integer,
    r.value ->> 'direction',
    case
      when jsonb_typeof(r.value -> 'fields') = 'array'
        then array(select jsonb_array_elements_text(r.value -> 'fields'))
    end,
    r.value ->> 'task_kind',
    r.value ->> 'before_kind'
  from jsonb_array_elements(requirements) with ordinality r
  join stage s on s.pipeline_id = the_pipeline and s.crm_id = r.value ->> 'stage';

  select r.value ->> 'stage' into stranger
  from jsonb_array_elements(requirements) r
  where not exists (
    select from stage s where s.pipeline_id = the_pipeline and s.crm_id = r.value ->> 'stage')
  limit 1;
  if stranger is not null then
    raise no_data_found using
      message = format('Pipeline %s has no stage %s.', of_pipeline, stranger),
      hint = (select 'Its stages: ' || string_agg(s.crm_id, ', ' order by s.position, s.crm_id)
        || '.' from stage s where s.pipeline_id = the_pipeline);
  end if;
end
$$;
comment on function gate_rules_apply(text, text, text, text, jsonb) is
  'Puts a pipeline''s gate rules into force as its next version.';
