-- Purpose: take the staged rows of stage_history.csv; those of an unknown deal or stage are set
-- aside. Returns: nothing. Reads: staged_stage_history, deal, stage, stage_period. Writes:
-- merged_stage_entry, entry_work, period_work, crm_set_aside, crm_tally; derive_stage_periods
-- writes the periods.
-- Safe to repeat: yes.
-- Stage ids are unique within a pipeline only. The stage is the one of the pipeline that the row
-- names; else the only stage with that id; else the one that this entry was read as before, so
-- that a deal's move to another pipeline does not change its past; else that of the deal's
-- pipeline. Rows of a deal that became part of another stand apart, in merged_stage_entry, and are
-- read by what is known of the deal that they name.
create or replace function take_stage_history() returns void
language sql volatile as $$
  with entry as (
    select s.ordinal, d.deal_id, s.entered_at, coalesce(r.named, '') as named,
      case
        when s.pipeline is not null then (
          select t.stage_id
          from pipeline p
          join stage t on t.pipeline_id = p.pipeline_id and t.crm_id = s.stage
          where p.crm_id = s.pipeline)
        else coalesce(
          sole.stage_id,
          (
            select min(t.stage_id)
            from stage_period v
            join stage t on t.stage_id = v.stage_id and t.crm_id = s.stage
            where v.deal_id = d.deal_id and v.entered_at = s.entered_at and not v.from_merged
              and r.named is null),
          (
            select min(t.stage_id)
            from merged_stage_entry e
            join stage t on t.stage_id = e.stage_id and t.crm_id = s.stage
            where e.deal_id = d.deal_id and e.entered_at = s.entered_at and e.named = r.named),
          (
            select t.stage_id
            from stage t
            where t.pipeline_id = k.pipeline_id and t.crm_id = s.stage))
      end as stage_id
    from staged_stage_history s
    left join deal d on d.crm_id = s.deal
    left join crm_renamed r on r.ordinal = s.ordinal
    left join deal k on k.crm_id = coalesce(r.named, s.deal)
    left join (
      select t.crm_id, min(t.stage_id) as stage_id
      from stage t
      group by t.crm_id
      having count(*) = 1
    ) sole on sole.crm_id = s.stage
  )
  insert into entry_work (ordinal, deal_id, stage_id, entered_at, named, is_known)
  select e.ordinal, e.deal_id, e.stage_id, e.entered_at, e.named,
    p.stage_period_id is not null or m.deal_id is not null
  from entry e
  left join stage_period p
    on p.deal_id = e.deal_id and p.entered_at = e.entered_at and p.stage_id = e.stage_id
    and not p.from_merged and e.named = ''
  left join merged_stage_entry m
    on m.deal_id = e.deal_id and m.entered_at = e.entered_at and m.stage_id = e.stage_id
    and m.named = e.named;

  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference',
    concat_ws(', ',
      case when w.deal_id is null then format('deal %L is not known', s.deal) end,
      case
        when w.stage_id is not null then null
        when s.pipeline is not null
          then format('stage %L of pipeline %L is not known', s.stage, s.pipeline)
        when not exists (select from stage t where t.crm_id = s.stage)
          then format('stage %L is not known', s.stage)
        when w.deal_id is not null
          then format('stage %L is in several pipelines and not in the deal''s own: '
            'name its pipeline in a column "pipeline"', s.stage)
      end)
  from entry_work w
  join staged_stage_history s on s.ordinal = w.ordinal
  where w.deal_id is null or w.stage_id is null;

  with entry as (
    select distinct w.deal_id, w.stage_id, w.entered_at, w.named, w.is_known
    from entry_work w
    where w.deal_id is not null and w.stage_id is not null
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'stage_history', count(*) filter (where not e.is_known), 0, count(*)
  from entry e;

  insert into merged_stage_entry (deal_id, named, stage_id, entered_at)
  select distinct w.deal_id, w.named, w.stage_id, w.entered_at
  from entry_work w
  where w.deal_id is not null and w.stage_id is not null and w.named <> '' and not w.is_known;

  insert into period_work (deal_id)
  select distinct w.deal_id
  from entry_work w
  where w.stage_id is not null and w.deal_id is not null and not w.is_known;
$$;
comment on function take_stage_history() is 'Takes the staged rows of stage_history.csv.';
