-- Purpose: find a stage of a deal's pipeline by the CRM's id.
-- Parameters: the deal, the stage's id (null: none is meant). Returns: our number of the stage;
-- null for null. Raises no_data_found for an id that the pipeline does not have, and lists those
-- that it has. Reads: stage. Writes: nothing. Safe to repeat.
create or replace function gate_stage(of_deal deal, of_stage text)
returns integer
language plpgsql stable as $$
declare
  found_stage integer;
begin
  if of_stage is null then
    return null;
  end if;
  select s.stage_id into found_stage
  from stage s
  where s.pipeline_id = (of_deal).pipeline_id
    and s.crm_id = of_stage;
  if found_stage is null then
    raise no_data_found using
      message = format('The pipeline of deal %s has no stage %s.', (of_deal).crm_id, of_stage),
      hint = (
        select 'Its stages: ' || string_agg(s.crm_id, ', ' order by s.position, s.crm_id) || '.'
        from stage s
        where s.pipeline_id = (of_deal).pipeline_id);
  end if;
  return found_stage;
end
$$;
comment on function gate_stage(deal, text) is 'The stage of a deal''s pipeline with this id.';
