-- Purpose: take the staged rows of companies.csv. Returns: nothing.
-- Reads: staged_companies, crm_merge. Writes: company, crm_tally. Safe to repeat: yes.
-- The row of a company that became part of another says nothing any more.
create or replace function take_companies() returns void
language sql volatile as $$
  with latest as (
    select distinct on (s.key) s.key as crm_id, coalesce(s.name, '') as name, s.attributes
    from staged_companies s
    where not exists (
      select from crm_merge m where m.kind = 'company' and m.merged = s.key)
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.company_id, l.crm_id, l.name,
      jsonb_strip_nulls(coalesce(t.attributes, '{}') || l.attributes) as attributes
    from latest l
    left join company t on t.crm_id = l.crm_id
  ),
  added as (
    insert into company (crm_id, name, attributes)
    select m.crm_id, m.name, m.attributes
    from merged m
    where m.company_id is null
    returning company_id
  ),
  altered as (
    update company t
    set name = m.name, attributes = m.attributes
    from merged m
    where t.company_id = m.company_id
      and (t.name, t.attributes) is distinct from (m.name, m.attributes)
    returning t.company_id
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'companies', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged) + (
      select count(distinct s.key)
      from staged_companies s
      join crm_merge m on m.kind = 'company' and m.merged = s.key);
$$;
comment on function take_companies() is 'Takes the staged rows of companies.csv.';
