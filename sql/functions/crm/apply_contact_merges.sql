-- Purpose: move what merged contacts have to their survivors, and remove them. Returns: nothing.
-- Reads: merge_work. Writes: contact, contact_phone, deal_contact, task, affected_task,
-- changed_contact. Safe to repeat: yes.
-- Numbers keep the name under which they came: two rows for one number do not meet then, and the
-- result does not hang on which came first.
create or replace function apply_contact_merges() returns void
language plpgsql volatile as $$
begin
  create temporary table contact_move on commit drop as
  select c.contact_id, c.crm_id, r.contact_id as root_id
  from merge_work w
  join contact c on c.crm_id = w.merged
  join contact r on r.crm_id = w.root;

  update contact_phone p
  set contact_id = v.root_id,
    named = case when p.named = '' then v.crm_id else p.named end
  from contact_move v
  where p.contact_id = v.contact_id;

  insert into deal_contact (deal_id, contact_id)
  select distinct dc.deal_id, v.root_id
  from contact_move v
  join deal_contact dc on dc.contact_id = v.contact_id
  on conflict on constraint deal_contact_pkey do nothing;
  delete from deal_contact dc
  using contact_move v
  where dc.contact_id = v.contact_id;

  with moved as (
    update task t
    set contact_id = v.root_id
    from contact_move v
    where t.contact_id = v.contact_id
    returning t.task_id
  )
  insert into affected_task (task_id)
  select m.task_id
  from moved m;

  insert into changed_contact (contact_id)
  select distinct v.root_id
  from contact_move v;
  delete from contact c
  using contact_move v
  where c.contact_id = v.contact_id;
  drop table contact_move;
end
$$;
comment on function apply_contact_merges() is
  'Moves what merged contacts have to their survivors, and removes them.';
