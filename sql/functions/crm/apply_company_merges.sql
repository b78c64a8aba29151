-- Purpose: move what merged companies have to their survivors, and remove them. Returns: nothing.
-- Reads: merge_work. Writes: company, company_phone, contact, deal, changed_company.
-- Safe to repeat: yes.
create or replace function apply_company_merges() returns void
language plpgsql volatile as $$
begin
  create temporary table company_move on commit drop as
  select c.company_id, c.crm_id, r.company_id as root_id
  from merge_work w
  join company c on c.crm_id = w.merged
  join company r on r.crm_id = w.root;

  update company_phone p
  set company_id = v.root_id,
    named = case when p.named = '' then v.crm_id else p.named end
  from company_move v
  where p.company_id = v.company_id;
  update contact c
  set company_id = v.root_id
  from company_move v
  where c.company_id = v.company_id;
  update deal d
  set company_id = v.root_id
  from company_move v
  where d.company_id = v.company_id;

  insert into changed_company (company_id)
  select distinct v.root_id
  from company_move v;
  delete from company c
  using company_move v
  where c.company_id = v.company_id;
  drop table company_move;
end
$$;
comment on function apply_company_merges() is
  'Moves what merged companies have to their survivors, and removes them.';
