-- Purpose: everything that a gate's answer is made of, for a program to put into words.
-- Parameters: the CRM's deal id; its id of the stage to leave (null: where the deal is at that
-- moment) and of the stage to enter (null: not said); the moment of the question; the moment of the
-- knowledge: what we recorded later does not count (null or absent: all that we know).
-- Returns: an object with deal, from, to, move, verdict, version, complete_up_to, asked_at,
-- known_at, requirements.
-- Raises no_data_found for a deal or stage that is not known, and says what to do.
-- Reads: by gate_requirement_status. Writes: nothing. Safe to repeat.
create or replace function gate_facts(
  of_deal text, from_stage text, to_stage text, asked timestamptz,
  known_at timestamptz default null)
returns jsonb
language plpgsql stable as $$
declare
  the_deal deal;
  visit stage_period;
  source stage;
  target stage;
  rules gate_rules;
  move text := 'forward';
  skipped jsonb;
  verdict text;
  requirements jsonb;
  known constant timestamptz := case when known_at < now() then known_at else 'infinity' end;
begin
  the_deal := gate_deal(of_deal);
  visit := gate_visit(the_deal.deal_id, gate_stage(the_deal, from_stage), asked);
  if from_stage is null and visit.stage_id is null then
    raise no_data_found using
      message = format(
        'Deal %s has no stage at that moment, so no gate stands before it.', of_deal),
      hint = 'Import stage_history.csv, or name the stage.';
  end if;
  select s.* into source from stage s
  where s.stage_id = coalesce(visit.stage_id, gate_stage(the_deal, from_stage));
  select s.* into target from stage s where s.stage_id = gate_stage(the_deal, to_stage);
  select r.* into rules from gate_rules r
  where r.gate_rules_id = gate_rules_in_force(the_deal.pipeline_id, known);

  if target.kind = 'lost' then
    move := 'lost';
  elsif target.position <= source.position then
    move := 'back';
  elsif rules.skipping = 'shut' then
    select jsonb_agg(jsonb_build_object('stage', s.crm_id, 'name', s.name) order by s.position)
    into skipped
    from stage s
    where s.pipeline_id = source.pipeline_id
      and s.kind <> 'lost'
      and s.position > source.position
      and s.position < target.position
      and not exists (
        select from stage_period p
        where p.deal_id = the_deal.deal_id
          and p.stage_id = s.stage_id
          and p.entered_at <= asked);
  end if;

  if move = 'forward' then
    select jsonb_agg(
      jsonb_build_object(
        'kind', array_to_string(r.kinds, '|'), 'kinds', r.kinds, 'state', r.state,
        'reason', r.reason, 'action', r.action, 'facts', r.facts, 'evidence', r.evidence)
      order by r.ordinal)
    into requirements
    from gate_requirement_status(
      the_deal.deal_id, source.stage_id, visit.stage_period_id, asked, known) r;
  end if;
  requirements := coalesce(requirements, '[]');
  if skipped is not null then
    requirements := requirements || jsonb_build_object(
      'kind', 'stages_in_order', 'kinds', array['stages_in_order'], 'state', 'shut',
      'reason', 'missing', 'action', 'enter_stage', 'facts', jsonb_build_object('skipped', skipped),
      'evidence', '[]'::jsonb);
  end if;

  verdict := case
    when move <> 'forward' then 'open'
    when rules.gate_rules_id is null then 'unknown'
    when jsonb_path_exists(requirements, '$[*] ? (@.state == "shut")') then 'shut'
    when jsonb_path_exists(requirements, '$[*] ? (@.state == "unknown")') then 'unknown'
    else 'open'
  end;
  return jsonb_build_object(
    'deal', the_deal.crm_id,
    'from', jsonb_build_object('stage', source.crm_id, 'name', source.name),
    'to', case
      when target.stage_id is not null
        then jsonb_build_object('stage', target.crm_id, 'name', target.name)
    end,
    'move', move, 'verdict', verdict, 'version', rules.version,
    'complete_up_to', rfc3339(cdr_complete_up_to(known)), 'asked_at', rfc3339(asked),
    'known_at', rfc3339(known_at), 'requirements', requirements);
end
$$;
comment on function gate_facts(text, text, text, timestamptz, timestamptz) is
  'Everything that a gate''s answer is made of.';
