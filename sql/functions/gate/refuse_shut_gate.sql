-- Purpose: refuse a move forward while the gate of the stage that is left is shut; for a trigger on
-- stage_period, before insert, each row. Unknown lets it pass, and so do a first stage, a move back,
-- to a lost stage, or between pipelines.
-- Returns: the row. Raises TG001, with what is missing and as a hint what to do.
-- Reads: deal, stage, stage_period, and what gate_facts reads. Writes: nothing. Safe to repeat.
-- What had happened by the entry counts, by all that we know of it when the row is written.
create or replace function refuse_shut_gate() returns trigger
language plpgsql volatile as $$
declare
  the_deal deal;
  source stage;
  target stage;
  facts jsonb;
begin
  select d.* into the_deal from deal d where d.deal_id = new.deal_id;
  select s.* into target from stage s where s.stage_id = new.stage_id;
  -- Entries at one instant follow the pipeline, as in derive_stage_periods.
  select s.* into source
  from stage_period p
  join stage s on s.stage_id = p.stage_id
  where p.deal_id = new.deal_id
    and (p.entered_at < new.entered_at
      or (p.entered_at = new.entered_at and s.position < target.position))
  order by p.entered_at desc, s.position desc, s.crm_id desc
  limit 1;
  if source.stage_id is null
    or target.kind = 'lost'
    or source.pipeline_id <> the_deal.pipeline_id
    or target.pipeline_id <> the_deal.pipeline_id
    or target.position <= source.position
  then
    return new;
  end if;

  facts := gate_facts(the_deal.crm_id, source.crm_id, target.crm_id, new.entered_at);
  if facts ->> 'verdict' = 'shut' then
    raise exception using
      errcode = 'TG001',
      message = format(
        'Deal %s may not leave stage %s for %s yet: %s.', the_deal.crm_id, source.crm_id,
        target.crm_id, (
          select string_agg(
            format('%s (%s)', r.value ->> 'kind', gate_why(r.value)), '; ' order by r.ordinality)
          from jsonb_array_elements(facts -> 'requirements') with ordinality r
          where r.value ->> 'state' = 'shut')),
      hint = 'To do: ' || (
        select string_agg(
          gate_action_words(r.value, the_deal.crm_id), '; ' order by r.ordinality)
        from jsonb_array_elements(facts -> 'requirements') with ordinality r
        where r.value ->> 'state' = 'shut') || '.';
  end if;
  return new;
end
$$;
comment on function refuse_shut_gate() is
  'Refuses a move forward while the gate of the stage that is left is shut.';
