-- Purpose: what an import took but someone should look at.
-- Parameters: page: how many examples of each kind at most.
-- Returns: kind `own_number` with the contact or company and the number, or `no_history` with the
-- deal; total: how many there are of the kind. Reads: the staged phones and deals, own_number,
-- stage_period. Writes: nothing. Safe to repeat, inside the import's transaction.
create or replace function crm_warnings(page integer)
returns table (kind text, subject text, number text, total bigint)
language sql stable as $$
  with own as (
    select distinct s.contact as subject, s.number
    from staged_contact_phones s
    join own_number o on o.number = s.number
    union
    select distinct s.company, s.number
    from staged_company_phones s
    join own_number o on o.number = s.number
  ),
  bare as (
    select distinct d.crm_id as subject
    from staged_deals s
    join deal d on d.crm_id = s.deal
    where d.merged_into is null
      and not exists (select from stage_period p where p.deal_id = d.deal_id)
  )
  (
    select 'own_number', w.subject, w.number, count(*) over ()
    from own w
    order by w.subject, w.number
    limit page
  )
  union all
  (
    select 'no_history', w.subject, null, count(*) over ()
    from bare w
    order by w.subject
    limit page
  )
$$;
comment on function crm_warnings(integer) is
  'What an import took but someone should look at.';
