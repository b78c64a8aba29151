-- Purpose: a person says that a suggestion is true: it becomes evidence, certain, with his name.
-- Parameters: its number; the CRM's id of the deal (null: the suggestion's own); who; why.
-- Returns: the evidence's number and whether it is new. Raises invalid_parameter_value when it is
-- not clear which deal, or when it was dismissed or its ground went; no_data_found for a deal that
-- is not known. Reads: deal. Writes: suggestion, evidence_confirmation, call_decision, evidence.
-- Safe to repeat: yes. Named another deal than its call is of, the call is assigned to it.
create or replace function suggestion_confirm(
  of_suggestion bigint, to_deal text, who text, reason text,
  out evidence_id bigint, out is_new boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  meant suggestion;
  the_deal integer;
begin
  select s.* into meant from suggestion s where s.suggestion_id = of_suggestion for update;
  the_deal := case when to_deal is null then meant.deal_id else (gate_deal(to_deal)).deal_id end;
  if meant.status in ('dismissed', 'withdrawn') then
    raise invalid_parameter_value using
      message = format('Suggestion %s was %s.', of_suggestion, meant.status),
      hint = 'Record the fact itself: tollgate evidence add.';
  end if;
  if meant.status = 'confirmed' then
    evidence_id := meant.evidence_id;
    is_new := false;
    if to_deal is not null and the_deal <> meant.deal_id then
      raise invalid_parameter_value using
        message = format('Suggestion %s was confirmed for another deal.', of_suggestion),
        hint = format('Revoke evidence %s first, and add it to the right deal.', evidence_id);
    end if;
    return;
  end if;
  if the_deal is null then
    raise invalid_parameter_value using
      message = format('It is not clear of which deal suggestion %s is. %s', of_suggestion,
        meant.detail),
      hint = 'Name the deal: --deal.';
  end if;

  if meant.call_id is not null and not exists (
    select from call c where c.call_id = meant.call_id and c.deal_id = the_deal)
  then
    perform assign_call(
      meant.call_id, (select d.crm_id from deal d where d.deal_id = the_deal), who, reason);
  end if;
  insert into evidence_confirmation (
    kind, deal_id, call_id, calendar_entry_id, is_suggested, confirmed_by, why)
  values (meant.kind, the_deal, meant.call_id, meant.calendar_entry_id, true, who, reason)
  on conflict do nothing;
  perform prepare_sources();
  insert into entry_touched (calendar_entry_id)
  select meant.calendar_entry_id where meant.calendar_entry_id is not null;
  perform derive_deal_evidence(the_deal, array_remove(array[meant.call_id], null));

  select e.evidence_id into evidence_id
  from evidence e
  where e.revoked_at is null
    and e.deal_id = the_deal
    and e.kind = meant.kind
    and (e.call_id = meant.call_id or e.calendar_entry_id = meant.calendar_entry_id);
  if evidence_id is null then
    raise invalid_parameter_value using
      message = format('A person has revoked what suggestion %s says.', of_suggestion),
      hint = 'Record the fact itself: tollgate evidence add.';
  end if;
  is_new := true;
  update suggestion s
  set status = 'confirmed', decided_by = who, decided_at = now(), decided_why = reason,
    deal_id = the_deal, evidence_id = suggestion_confirm.evidence_id
  where s.suggestion_id = of_suggestion;
end
$$;
comment on function suggestion_confirm(bigint, text, text, text) is
  'A person says that a suggestion is true: it becomes evidence.';
