-- Purpose: the deals behind a figure of the funnel.
-- Parameters: the figure's key as in the report: visits, converted, skipped, lost, there (of the
-- visits entered in the span), reached, worked, not_worked (of the deals created in it); the CRM's
-- id of a stage, null for all; the others as for funnel.
-- Returns: one row per visit or deal and stage; none for a key that is not known.
-- Reads: funnel_visit, funnel_deal. Writes: nothing. Safe to repeat.
create or replace function funnel_figure(
  figure text, from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text,
  of_manager text)
returns table (
  deal text, title text, stage text, stage_name text, manager text, manager_name text,
  entered_time text)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  zone constant text := setting_text('company_time_zone', 'Europe/Moscow');
begin
  return query
  select
    d.crm_id, d.title, s.stage, s.name, m.crm_id, m.name, time_in_zone(f.entered_at, zone)
  from (
    select v.deal_id, v.stage_id, v.entered_at
    from funnel_visit(from_at, to_at, as_of, of_manager) v
    where case figure
      when 'visits' then true
      when 'converted' then v.has_converted
      when 'skipped' then v.has_skipped
      when 'lost' then v.is_lost
      when 'there' then v.is_there
      else false
    end
    union all
    select c.deal_id, c.stage_id, null
    from funnel_deal(from_at, to_at, as_of, of_manager) c
    where case figure
      when 'reached' then true
      when 'worked' then c.is_worked
      when 'not_worked' then not c.is_worked
      else false
    end
  ) f
  join deal d on d.deal_id = f.deal_id
  join stage_rank s on s.stage_id = f.stage_id
  left join manager m on m.manager_id = d.owner_id
  where of_stage is null
    or s.stage = of_stage
  order by s.pipeline, s.rank, s.stage, f.entered_at, d.crm_id;
end
$$;
comment on function funnel_figure(text, timestamptz, timestamptz, timestamptz, text, text) is
  'The deals behind a figure of the funnel.';
