-- Purpose: link again exactly the calls that a change of CRM facts affects, and bring evidence in
-- line, in the transaction of the change.
-- Returns: the counts. Reads: the temporary tables affected_number(number),
-- affected_extension(pbx_name, extension), affected_task(task_id), affected_deal(deal_id) and
-- affected_person(number), made by the caller; call, named_deal.
-- Writes: call, call_decision, evidence_confirmation, suggestion, evidence. Safe to repeat: a second run changes nothing.
create or replace function relink_affected(
  out calls_changed bigint, out evidence_recorded bigint, out evidence_revoked bigint)
language plpgsql volatile as $$
declare
  settled record;
  -- Calls with a seller's own mobile: who is who in them has changed.
  mobiles bigint[];
  moved record;
begin
  perform lock_links();
  -- A supervisor's word for a deal that became part of another holds for that one.
  update call_decision w
  set deal_id = d.merged_into
  from deal d
  where d.deal_id = w.deal_id
    and d.merged_into is not null;
  update evidence_confirmation f
  set deal_id = d.merged_into
  from deal d
  where d.deal_id = f.deal_id
    and d.merged_into is not null;
  update suggestion g
  set deal_id = d.merged_into
  from deal d
  where d.deal_id = g.deal_id
    and d.merged_into is not null;

  perform load_calls(array(
    select c.call_id
    from affected_number n
    join call c on c.external_number = n.number
    union
    select c.call_id
    from affected_extension e
    join call c on e.extension in (c.first_extension, c.last_extension)
    join pbx p on p.pbx_id = c.pbx_id and e.pbx_name in ('', p.name)
    union
    -- Calls that a supervisor or an id tied to a deal may have any number, or none.
    select c.call_id
    from affected_deal a
    join call c on c.deal_id = a.deal_id
    union
    -- A deal that calls name has arrived.
    select c.call_id
    from call c
    join named_deal d on d.crm_id = c.crm_hint
    where c.crm_hint is not null
      and c.link_method not in ('manual', 'crm_hint')));
  mobiles := array(
    select c.call_id
    from affected_extension e
    join call c on e.extension in (c.external_number, c.first_extension, c.last_extension)
    where e.extension like '+%'
    union
    select l.call_id
    from affected_extension e
    join leg l on e.extension in (l.far_number, l.external_number)
    where e.extension like '+%');
  if mobiles <> '{}' then
    perform name_stored_mobiles(mobiles);
    perform rework_calls(mobiles);
  end if;
  -- Numbers whose owner changed may have changed persons, whether or not a call is theirs now;
  -- deals whose tasks changed have to be looked at even without a call.
  insert into number_touched (number)
  select n.number from affected_number n
  union
  select p.number from affected_person p;
  insert into deal_touched (deal_id)
  select distinct k.deal_id
  from affected_task t
  join task k on k.task_id = t.task_id
  union
  -- A task that was moved to another deal leaves its evidence behind.
  select e.deal_id
  from affected_task t
  join evidence e on e.task_id = t.task_id and e.revoked_at is null;
  select * into moved from settle_external_evidence();
  perform touch_calendar_entries();
  select * into settled from settle_calls();
  calls_changed := settled.calls_changed;
  evidence_recorded := settled.evidence_recorded + moved.recorded;
  evidence_revoked := settled.evidence_revoked + moved.revoked;
end
$$;
comment on function relink_affected() is
  'Links again exactly the calls that a change of CRM facts affects.';
