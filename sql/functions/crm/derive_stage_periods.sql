-- Purpose: write the new stage entries, and end every period of the deals concerned where the next
-- one begins. Returns: how many known periods got another end. Reads: entry_work, period_work,
-- deal, stage. Writes: stage_period, changed_deal. Safe to repeat: yes.
-- The last period ends when the deal was closed, if its stage is open and the deal was not opened
-- again after closing: CRMs leave closed_at on such deals. Entries at one instant follow the
-- pipeline and not the file, so that every order of arrival gives the same periods; all but the
-- last of them are empty. Known periods keep their number.
create or replace function derive_stage_periods() returns bigint
language sql volatile as $$
  with entry as (
    select p.stage_period_id, p.deal_id, p.stage_id, p.entered_at, p.left_at
    from stage_period p
    where p.deal_id in (select w.deal_id from period_work w)
    union all
    select distinct null::integer, w.deal_id, w.stage_id, w.entered_at, null::timestamptz
    from entry_work w
    where w.deal_id is not null and w.stage_id is not null and not w.is_known
  ),
  followed as (
    select
      e.stage_period_id, e.deal_id, e.stage_id, e.entered_at, e.left_at, d.closed_at, s.kind,
      lead(e.entered_at) over (
        partition by e.deal_id
        order by e.entered_at, s.pipeline_id = d.pipeline_id, s."position", s.crm_id, s.stage_id
      ) as next_at
    from entry e
    join deal d on d.deal_id = e.deal_id
    join stage s on s.stage_id = e.stage_id
  ),
  ended as (
    select
      f.stage_period_id, f.deal_id, f.stage_id, f.entered_at, f.left_at as old_left_at,
      coalesce(
        f.next_at,
        case when f.kind = 'open' and f.closed_at >= f.entered_at then f.closed_at end,
        'infinity') as left_at
    from followed f
  ),
  altered as (
    update stage_period p
    set left_at = e.left_at
    from ended e
    where p.stage_period_id = e.stage_period_id
      and e.left_at is distinct from e.old_left_at
    returning p.deal_id
  ),
  added as (
    insert into stage_period (deal_id, stage_id, entered_at, left_at)
    select e.deal_id, e.stage_id, e.entered_at, e.left_at
    from ended e
    where e.stage_period_id is null
    order by e.deal_id, e.entered_at, e.left_at
    returning deal_id
  ),
  touched as (
    insert into changed_deal (deal_id)
    select a.deal_id
    from altered a
    union
    select a.deal_id
    from added a
  )
  select count(*) from altered;
$$;
comment on function derive_stage_periods() is
  'Writes the new stage entries and ends every period where the next one begins.';
