-- Purpose: take the staged rows of deals.csv; those of an unknown pipeline, owner or company are
-- set aside. Returns: nothing. Reads: staged_deals, pipeline, manager, company. Writes: deal,
-- crm_set_aside, changed_deal, changed_company, period_work, crm_tally. Safe to repeat: yes.
-- A deal that became part of another is kept as such: it tells when that one began.
create or replace function take_deals() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference',
    concat_ws(', ',
      case when p.pipeline_id is null then format('pipeline %L is not known', s.pipeline) end,
      case when s.owner is not null and m.manager_id is null
        then format('manager %L is not known', s.owner) end,
      case when s.company is not null and c.company_id is null
        then format('company %L is not known', s.company) end)
  from staged_deals s
  left join pipeline p on p.crm_id = s.pipeline
  left join manager m on m.crm_id = s.owner
  left join company c on c.crm_id = s.company
  where p.pipeline_id is null
    or (s.owner is not null and m.manager_id is null)
    or (s.company is not null and c.company_id is null);

  with latest as (
    select distinct on (s.key)
      s.key as crm_id, coalesce(s.title, '') as title, s.pipeline, s.owner, s.company,
      s.amount::numeric as amount, s.currency, s.created_at, s.closed_at, s.outcome,
      s.loss_reason, s.attributes, h.columns
    from staged_deals s
    join crm_header h on h.header_id = s.header_id
    where not exists (
      select from crm_set_aside a where a.file = s.file and a.ordinal = s.ordinal)
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.deal_id, l.crm_id, l.title, p.pipeline_id, l.created_at, g.deal_id as merged_into,
      case when 'owner' = any (l.columns) then m.manager_id else t.owner_id end as owner_id,
      case when 'company' = any (l.columns) then c.company_id else t.company_id end as company_id,
      case when 'amount' = any (l.columns) then l.amount else t.amount end as amount,
      case when 'currency' = any (l.columns) then l.currency else t.currency end as currency,
      case when 'closed_at' = any (l.columns) then l.closed_at else t.closed_at end as closed_at,
      case when 'outcome' = any (l.columns) then l.outcome else t.outcome end as outcome,
      case when 'loss_reason' = any (l.columns) then l.loss_reason else t.loss_reason end
        as loss_reason,
      jsonb_strip_nulls(coalesce(t.attributes, '{}') || l.attributes) as attributes,
      t.pipeline_id as old_pipeline_id, t.owner_id as old_owner_id,
      t.company_id as old_company_id, t.own_created_at as old_own_created_at,
      coalesce(t.own_created_at, t.created_at) as old_created_at,
      t.closed_at as old_closed_at
    from latest l
    join pipeline p on p.crm_id = l.pipeline
    left join manager m on m.crm_id = l.owner
    left join company c on c.crm_id = l.company
    left join deal t on t.crm_id = l.crm_id
    left join crm_merge k on k.kind = 'deal' and k.merged = l.crm_id
    left join deal g on g.crm_id = k.root
  ),
  added as (
    insert into deal (
      crm_id, title, pipeline_id, owner_id, company_id, amount, currency, created_at, closed_at,
      outcome, loss_reason, attributes, merged_into)
    select
      m.crm_id, m.title, m.pipeline_id, m.owner_id, m.company_id, m.amount, m.currency,
      m.created_at, m.closed_at, m.outcome, m.loss_reason, m.attributes, m.merged_into
    from merged m
    where m.deal_id is null
    returning deal_id
  ),
  altered as (
    update deal t
    set title = m.title, pipeline_id = m.pipeline_id, owner_id = m.owner_id,
      company_id = m.company_id, amount = m.amount, currency = m.currency,
      -- Where it began earlier by another deal, derive_deal_births says anew when.
      created_at = case when m.old_own_created_at is null then m.created_at else t.created_at end,
      own_created_at = case when m.old_own_created_at is not null then m.created_at end,
      closed_at = m.closed_at, outcome = m.outcome, loss_reason = m.loss_reason,
      attributes = m.attributes
    from merged m
    where t.deal_id = m.deal_id
      and (
        t.title, t.pipeline_id, t.owner_id, t.company_id, t.amount, t.currency, m.old_created_at,
        t.closed_at, t.outcome, t.loss_reason, t.attributes)
      is distinct from (
        m.title, m.pipeline_id, m.owner_id, m.company_id, m.amount, m.currency, m.created_at,
        m.closed_at, m.outcome, m.loss_reason, m.attributes)
    returning t.deal_id
  ),
  touched as (
    insert into changed_deal (deal_id)
    select a.deal_id
    from added a
    union all
    select m.deal_id
    from merged m
    where m.deal_id is not null
      and (m.pipeline_id, m.owner_id, m.company_id, m.created_at, m.closed_at)
      is distinct from (
        m.old_pipeline_id, m.old_owner_id, m.old_company_id, m.old_created_at, m.old_closed_at)
  ),
  left_behind as (
    insert into changed_company (company_id)
    select m.old_company_id
    from merged m
    where m.old_company_id is not null and m.company_id is distinct from m.old_company_id
  ),
  reordered as (
    insert into period_work (deal_id)
    select m.deal_id
    from merged m
    where m.deal_id is not null
      and (m.pipeline_id, m.closed_at) is distinct from (m.old_pipeline_id, m.old_closed_at)
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'deals', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_deals() is 'Takes the staged rows of deals.csv.';
