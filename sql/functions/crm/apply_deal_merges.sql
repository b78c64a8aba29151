-- Purpose: move what merged deals have to their survivors. The merged row stays, with merged_into,
-- as decisions and revoked evidence name it. Returns: nothing. Reads: merge_work.
-- Writes: deal, stage_period, stage_period_past, merged_stage_entry, owner_entry, deal_owner,
-- deal_contact, task, affected_task, period_work, owner_work, changed_deal. Safe to repeat: yes.
-- Supervisors' decisions and evidence follow in relink_affected.
create or replace function apply_deal_merges() returns void
language plpgsql volatile as $$
begin
  create temporary table deal_move on commit drop as
  select d.deal_id, d.crm_id, r.deal_id as root_id
  from merge_work w
  join deal d on d.crm_id = w.merged
  join deal r on r.crm_id = w.root;

  update deal d
  set merged_into = v.root_id, has_owner_periods = false
  from deal_move v
  where d.deal_id = v.deal_id;

  update merged_stage_entry e
  set deal_id = v.root_id
  from deal_move v
  where e.deal_id = v.deal_id;
  insert into merged_stage_entry (deal_id, named, stage_id, entered_at)
  select v.root_id, v.crm_id, p.stage_id, p.entered_at
  from deal_move v
  join stage_period p on p.deal_id = v.deal_id
  where not p.from_merged
  on conflict on constraint merged_stage_entry_pkey do nothing;
  with gone as (
    delete from stage_period p
    using deal_move v
    where p.deal_id = v.deal_id
    returning p.stage_period_id, p.deal_id, p.stage_id, p.entered_at, p.left_at
  )
  insert into stage_period_past (stage_period_id, deal_id, stage_id, entered_at, left_at)
  select g.stage_period_id, g.deal_id, g.stage_id, g.entered_at, g.left_at
  from gone g;

  update owner_entry o
  set deal_id = v.root_id, named = case when o.named = '' then v.crm_id else o.named end
  from deal_move v
  where o.deal_id = v.deal_id;
  delete from deal_owner o
  using deal_move v
  where o.deal_id = v.deal_id;

  insert into deal_contact (deal_id, contact_id)
  select distinct v.root_id, dc.contact_id
  from deal_move v
  join deal_contact dc on dc.deal_id = v.deal_id
  on conflict on constraint deal_contact_pkey do nothing;
  delete from deal_contact dc
  using deal_move v
  where dc.deal_id = v.deal_id;

  with moved as (
    update task t
    set deal_id = v.root_id
    from deal_move v
    where t.deal_id = v.deal_id
    returning t.task_id
  )
  insert into affected_task (task_id)
  select m.task_id
  from moved m;

  insert into period_work (deal_id)
  select distinct v.root_id
  from deal_move v;
  insert into owner_work (deal_id)
  select distinct v.root_id
  from deal_move v;
  insert into changed_deal (deal_id)
  select v.deal_id
  from deal_move v
  union
  select v.root_id
  from deal_move v;
  drop table deal_move;
end
$$;
comment on function apply_deal_merges() is 'Moves what merged deals have to their survivors.';
