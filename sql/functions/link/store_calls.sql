-- Purpose: write the calls of call_work with their links; those that did not change are left alone.
-- Returns: how many were new and how many changed. Reads: call_work, link_work. Writes: call,
-- deal_touched (deals that won or lost a call), number_touched. Safe to repeat: yes.
create or replace function store_calls(out calls_new bigint, out calls_changed bigint)
language plpgsql volatile as $$
begin
  insert into number_touched (number)
  select w.external_number from call_work w where w.external_number is not null
  union
  -- A call that gets another number leaves debts, cards and marks behind.
  select c.external_number
  from call_work w
  join call c on c.call_id = w.call_id
  where not w.is_new
    and c.external_number is distinct from w.external_number
    and c.external_number is not null;

  insert into deal_touched (deal_id)
  select l.deal_id from link_work l where l.deal_id is not null
  union
  select c.deal_id
  from call_work w
  join call c on c.call_id = w.call_id
  where not w.is_new and c.deal_id is not null;

  insert into call (
    call_id, pbx_id, group_key, started_at, answered_at, ended_at, direction, disposition,
    ring_seconds, talk_seconds, legs, external_number, external_raw, did, first_extension,
    last_extension, crm_hint, outcome_code, recording_file, flags, manager_id, contact_id,
    deal_id, stage_period_id, link_method, ambiguous, twin_of)
  overriding system value
  select
    w.call_id, w.pbx_id, w.group_key, w.started_at, w.answered_at, w.ended_at, w.direction,
    w.disposition, w.ring_seconds, w.talk_seconds, w.legs, w.external_number, w.external_raw,
    w.did, w.first_extension, w.last_extension, w.crm_hint, w.outcome_code, w.recording_file,
    w.flags, l.manager_id, l.contact_id, l.deal_id, l.stage_period_id, l.link_method, l.ambiguous,
    w.twin_of
  from call_work w
  join link_work l on l.call_id = w.call_id
  where w.is_new;
  get diagnostics calls_new = row_count;

  update call c
  set started_at = w.started_at, answered_at = w.answered_at, ended_at = w.ended_at,
    direction = w.direction, disposition = w.disposition, ring_seconds = w.ring_seconds,
    talk_seconds = w.talk_seconds, legs = w.legs, external_number = w.external_number,
    external_raw = w.external_raw, did = w.did, first_extension = w.first_extension,
    last_extension = w.last_extension, crm_hint = w.crm_hint, outcome_code = w.outcome_code,
    recording_file = w.recording_file, flags = w.flags, manager_id = l.manager_id,
    contact_id = l.contact_id, deal_id = l.deal_id, stage_period_id = l.stage_period_id,
    link_method = l.link_method, ambiguous = l.ambiguous, twin_of = w.twin_of
  from call_work w
  join link_work l on l.call_id = w.call_id
  where c.call_id = w.call_id
    and not w.is_new
    and (c.started_at, c.answered_at, c.ended_at, c.direction, c.disposition, c.ring_seconds,
      c.talk_seconds, c.legs, c.external_number, c.external_raw, c.did, c.first_extension,
      c.last_extension, c.crm_hint, c.outcome_code, c.recording_file, c.flags, c.manager_id,
      c.contact_id, c.deal_id, c.stage_period_id, c.link_method, c.ambiguous, c.twin_of)
    is distinct from
      (w.started_at, w.answered_at, w.ended_at, w.direction, w.disposition, w.ring_seconds,
      w.talk_seconds, w.legs, w.external_number, w.external_raw, w.did, w.first_extension,
      w.last_extension, w.crm_hint, w.outcome_code, w.recording_file, w.flags, l.manager_id,
      l.contact_id, l.deal_id, l.stage_period_id, l.link_method, l.ambiguous, w.twin_of);
  get diagnostics calls_changed = row_count;
end
$$;
comment on function store_calls() is
  'Writes the calls of call_work with their links; those that did not change are left alone.';
