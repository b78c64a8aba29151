-- Purpose: bring the stage periods of the deals concerned in line with their entries: write the new
-- ones, end every period where the next one begins, and remove what is not an entry any more.
-- Returns: how many known periods got another end. Reads: entry_work, entry_gone, period_work,
-- merged_stage_entry, deal, stage. Writes: stage_period, stage_period_past, changed_deal.
-- Safe to repeat: yes.
-- The last period ends when the deal was closed, if its stage is open and the deal was not opened
-- again after closing: CRMs leave closed_at on such deals. Entries at one instant follow the
-- pipeline and not the file, so that every order of arrival gives the same periods; all but the
-- last of them are empty. Of two pipelines the one where the deal was before comes first, and
-- without a before its own comes last. Entries of a deal that became part of this one count before
-- its own first entry, those of each only before the first of the next younger. Known periods keep
-- their number; what they were before stands in stage_period_past.
create or replace function derive_stage_periods() returns bigint
language sql volatile as $$
  with own as (
    select p.deal_id, p.stage_id, p.entered_at
    from stage_period p
    where p.deal_id in (select w.deal_id from period_work w)
      and not p.from_merged
      and p.stage_period_id not in (select g.stage_period_id from entry_gone g)
    union
    select w.deal_id, w.stage_id, w.entered_at
    from entry_work w
    where w.deal_id is not null and w.stage_id is not null and w.named = '' and not w.is_known
  ),
  borrowed as (
    select e.deal_id, e.named, e.stage_id, e.entered_at
    from merged_stage_entry e
    where e.deal_id in (select w.deal_id from period_work w)
  ),
  part as (
    select
      b.deal_id, b.named, least(o.first_at, lag(min(b.entered_at)) over (
        partition by b.deal_id
        order by min(b.entered_at) desc, b.named collate "C" desc)) as until_at
    from borrowed b
    left join (
      select o.deal_id, min(o.entered_at) as first_at
      from own o
      where o.deal_id in (select k.deal_id from borrowed k)
      group by o.deal_id
    ) o on o.deal_id = b.deal_id
    group by b.deal_id, b.named, o.first_at
  ),
  entry as (
    select o.deal_id, o.stage_id, o.entered_at, false as from_merged
    from own o
    union all
    select b.deal_id, b.stage_id, b.entered_at, true
    from borrowed b
    join part p on p.deal_id = b.deal_id and p.named = b.named
    where b.entered_at < coalesce(p.until_at, 'infinity')
  ),
  moment as (
    select
      e.deal_id, e.entered_at, min(s.pipeline_id) <> max(s.pipeline_id) as is_split,
      lag(min(s.pipeline_id)) over before as least_id,
      lag(max(s.pipeline_id)) over before as most_id
    from entry e
    join stage s on s.stage_id = e.stage_id
    -- Most offices have one pipeline, and nothing to sort here.
    where (select count(*) from pipeline) > 1
    group by e.deal_id, e.entered_at
    window before as (partition by e.deal_id order by e.entered_at)
  ),
  -- Where a deal was before an instant at which it was in two pipelines.
  came_from as (
    select m.deal_id, m.entered_at, m.least_id, m.most_id
    from moment m
    where m.is_split
      and m.least_id is not null
  ),
  followed as (
    select
      e.deal_id, e.stage_id, e.entered_at, e.from_merged, d.closed_at, s.kind,
      lead(e.entered_at) over (
        partition by e.deal_id
        order by e.entered_at,
          case when b.deal_id is not null then s.pipeline_id not in (b.least_id, b.most_id)
            else s.pipeline_id = d.pipeline_id end,
          s."position", s.crm_id, s.stage_id) as next_at
    from entry e
    join deal d on d.deal_id = e.deal_id
    join stage s on s.stage_id = e.stage_id
    left join came_from b on b.deal_id = e.deal_id and b.entered_at = e.entered_at
  ),
  ended as (
    select
      f.deal_id, f.stage_id, f.entered_at, f.from_merged, p.stage_period_id,
      p.left_at as old_left_at, p.from_merged as was_from_merged,
      coalesce(
        f.next_at,
        case when f.kind = 'open' and f.closed_at >= f.entered_at then f.closed_at end,
        'infinity') as left_at
    from followed f
    left join stage_period p
      on p.deal_id = f.deal_id and p.entered_at = f.entered_at and p.stage_id = f.stage_id
  ),
  removed as (
    delete from stage_period p
    where p.deal_id in (select w.deal_id from period_work w)
      and not exists (
        select from ended e where e.stage_period_id = p.stage_period_id)
    returning p.stage_period_id, p.deal_id, p.stage_id, p.entered_at, p.left_at
  ),
  altered as (
    update stage_period p
    set left_at = e.left_at, from_merged = e.from_merged
    from ended e
    where p.stage_period_id = e.stage_period_id
      and (e.left_at, e.from_merged) is distinct from (e.old_left_at, e.was_from_merged)
    returning p.stage_period_id, p.deal_id, p.stage_id, p.entered_at, e.left_at, e.old_left_at
  ),
  added as (
    insert into stage_period (deal_id, stage_id, entered_at, left_at, from_merged)
    select e.deal_id, e.stage_id, e.entered_at, e.left_at, e.from_merged
    from ended e
    where e.stage_period_id is null
    order by e.deal_id, e.entered_at, e.left_at
    returning deal_id
  ),
  kept as (
    insert into stage_period_past (stage_period_id, deal_id, stage_id, entered_at, left_at)
    select r.stage_period_id, r.deal_id, r.stage_id, r.entered_at, r.left_at
    from removed r
    union all
    select a.stage_period_id, a.deal_id, a.stage_id, a.entered_at, a.old_left_at
    from altered a
    where a.left_at <> a.old_left_at
  ),
  touched as (
    insert into changed_deal (deal_id)
    select r.deal_id
    from removed r
    union
    select a.deal_id
    from altered a
    union
    select a.deal_id
    from added a
  )
  select count(*) from altered a where a.left_at <> a.old_left_at;
$$;
comment on function derive_stage_periods() is
  'Brings the stage periods of the deals concerned in line with their entries.';
