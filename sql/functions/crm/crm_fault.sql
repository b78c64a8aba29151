-- Purpose: in what merged deals, stage visits and live evidence disagree.
-- Returns: one row per fault; none is good. Reads: deal, deal_contact, task, call, call_decision,
-- stage_period, deal_owner, evidence. Writes: nothing. Safe to repeat.
create or replace function crm_fault()
returns table (what text, fault text)
language sql stable as $$
  with leftover as (
    select d.crm_id, k.thing
    from deal d
    cross join lateral (
      select 'a contact' as thing from deal_contact t where t.deal_id = d.deal_id
      union
      select 'a task' from task t where t.deal_id = d.deal_id
      union
      select 'a call' from call t where t.deal_id = d.deal_id
      union
      select 'a supervisor''s decision' from call_decision t where t.deal_id = d.deal_id
      union
      select 'a stage visit' from stage_period t where t.deal_id = d.deal_id
      union
      select 'an owner' from deal_owner t where t.deal_id = d.deal_id
      union
      select 'live evidence' from evidence t where t.deal_id = d.deal_id and t.revoked_at is null
    ) k
    where d.merged_into is not null
  )
  select format('deal %s', l.crm_id), format('It became part of another and has %s.', l.thing)
  from leftover l
  union all
  select format('deal %s', d.crm_id), 'It became part of a deal that is part of another.'
  from deal d
  join deal r on r.deal_id = d.merged_into
  where r.merged_into is not null
  union all
  select format('evidence %s', e.evidence_id), 'It names a stage visit that its deal does not have.'
  from evidence e
  left join stage_period p
    on p.stage_period_id = e.stage_period_id and p.deal_id = e.deal_id
  where e.revoked_at is null
    and e.stage_period_id is not null
    and p.stage_period_id is null
  union all
  select format('evidence %s', e.evidence_id), 'It is not in the stage visit of its time.'
  from evidence e
  where e.source = 'external'
    and e.revoked_at is null
    and e.stage_period_id is distinct from
      (gate_visit(e.deal_id, e.named_stage_id, e.occurred_at)).stage_period_id
$$;
comment on function crm_fault() is
  'In what merged deals, stage visits and live evidence disagree.';
