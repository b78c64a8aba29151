-- Purpose: a person makes certain what waits or is uncertain: a suggestion becomes evidence; of
-- uncertain evidence a certain piece is recorded in its stead.
-- Parameters: the number of either; the CRM's id of the deal, for a suggestion of which it is not
-- clear (null: as it stands); who; why. Returns: the number of the certain piece, and whether it is
-- new. Raises no_data_found for a number that is not known, invalid_parameter_value when it can't
-- be confirmed. Reads: suggestion. Writes: evidence, evidence_confirmation, suggestion.
-- Safe to repeat: yes. The word holds through everything that is linked anew, for this deal.
create or replace function evidence_confirm(
  of_number bigint, to_deal text, who text, reason text,
  out evidence_id bigint, out is_new boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  meant evidence;
begin
  if coalesce(reason, '') !~ '\S' then
    raise invalid_parameter_value using
      message = format('%s can''t be confirmed without a reason.', of_number),
      hint = 'Say why: whoever reads the decision later needs to know.';
  end if;
  perform lock_links();
  if exists (select from suggestion s where s.suggestion_id = of_number) then
    select c.evidence_id, c.is_new into evidence_id, is_new
    from suggestion_confirm(of_number, to_deal, who, reason) c;
    return;
  end if;
  select e.* into meant from evidence e where e.evidence_id = of_number;
  if meant.evidence_id is null then
    raise no_data_found using
      message = format('There is no evidence or suggestion %s.', of_number),
      hint = 'tollgate evidence list and tollgate evidence suggestions name the numbers.';
  end if;
  if to_deal is not null and (gate_deal(to_deal)).deal_id <> meant.deal_id then
    raise invalid_parameter_value using
      message = format('Evidence %s is of another deal.', of_number),
      hint = coalesce(
        format('Say which deal the call is of: tollgate call assign %s --deal %s.', meant.call_id,
          to_deal), 'Revoke it, and add it to the right deal.');
  end if;
  is_new := false;
  if meant.revoked_at is null and meant.certain then
    evidence_id := of_number;
    return;
  end if;
  if meant.revoked_at is not null then
    select e.evidence_id into evidence_id
    from evidence e
    where e.revoked_at is null and e.certain and e.deal_id = meant.deal_id and e.kind = meant.kind
      and (e.call_id = meant.call_id or e.task_id = meant.task_id
        or e.calendar_entry_id = meant.calendar_entry_id);
    if evidence_id is not null then
      return;
    end if;
    raise invalid_parameter_value using
      message = format('Evidence %s was revoked: %s', of_number, meant.revoked_why),
      hint = 'Record the fact itself: tollgate evidence add.';
  end if;

  evidence_id := nextval('evidence_evidence_id_seq');
  is_new := true;
  insert into evidence_confirmation (
    kind, deal_id, call_id, task_id, calendar_entry_id, is_suggested, confirmed_by, why)
  values (
    meant.kind, meant.deal_id, meant.call_id, meant.task_id, meant.calendar_entry_id, false, who,
    reason)
  -- An earlier word was about another deal: the last one holds.
  on conflict do nothing;
  update evidence_confirmation f
  set deal_id = meant.deal_id, confirmed_by = who, confirmed_at = now(), why = reason
  where f.kind = meant.kind
    and (f.call_id = meant.call_id or f.task_id = meant.task_id
      or f.calendar_entry_id = meant.calendar_entry_id)
    and f.deal_id <> meant.deal_id;
  update evidence e
  set revoked_at = now(),
    revoked_why = format('Confirmed by %s as evidence %s.', who, evidence_confirm.evidence_id)
  where e.evidence_id = of_number;
  insert into evidence (
    evidence_id, deal_id, stage_period_id, kind, occurred_at, source, call_id, task_id,
    calendar_entry_id, certain, talk_seconds, direction, meeting_at, detail, recorded_by)
  overriding system value
  values (
    evidence_confirm.evidence_id, meant.deal_id, meant.stage_period_id, meant.kind,
    meant.occurred_at, meant.source, meant.call_id, meant.task_id, meant.calendar_entry_id, true,
    meant.talk_seconds, meant.direction, meant.meeting_at, reason, who);
  perform derive_deal_evidence(meant.deal_id);
end
$$;
comment on function evidence_confirm(bigint, text, text, text) is
  'A person makes certain what waits or is uncertain.';
