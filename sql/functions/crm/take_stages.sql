-- Purpose: take the staged rows of stages.csv, and the pipelines that they name.
-- Returns: nothing. Reads: staged_stages. Writes: pipeline, stage, period_work, changed_deal,
-- crm_tally. Safe to repeat: yes.
-- Kind and position decide how the periods of a deal follow each other, so where they change the
-- deals that were in the stage are derived again.
create or replace function take_stages() returns void
language sql volatile as $$
  insert into pipeline (crm_id)
  select distinct s.pipeline
  from staged_stages s
  where not exists (select from pipeline p where p.crm_id = s.pipeline)
  order by s.pipeline;

  with latest as (
    select distinct on (s.key)
      s.pipeline, s.stage as crm_id, s."position", coalesce(s.name, '') as name, s.kind
    from staged_stages s
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.stage_id, p.pipeline_id, l.crm_id, l."position", l.name, l.kind,
      t."position" as old_position, t.kind as old_kind
    from latest l
    join pipeline p on p.crm_id = l.pipeline
    left join stage t on t.pipeline_id = p.pipeline_id and t.crm_id = l.crm_id
  ),
  added as (
    insert into stage (pipeline_id, crm_id, "position", name, kind)
    select m.pipeline_id, m.crm_id, m."position", m.name, m.kind
    from merged m
    where m.stage_id is null
    order by m.pipeline_id, m."position", m.crm_id
    returning stage_id
  ),
  altered as (
    update stage t
    set "position" = m."position", name = m.name, kind = m.kind
    from merged m
    where t.stage_id = m.stage_id
      and (t."position", t.name, t.kind) is distinct from (m."position", m.name, m.kind)
    returning t.stage_id
  ),
  reordered as (
    insert into period_work (deal_id)
    select p.deal_id
    from merged m
    join stage_period p on p.stage_id = m.stage_id
    where (m."position", m.kind) is distinct from (m.old_position, m.old_kind)
  ),
  turned as (
    insert into changed_deal (deal_id)
    select p.deal_id
    from merged m
    join stage_period p on p.stage_id = m.stage_id
    where m.kind is distinct from m.old_kind
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'stages', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_stages() is 'Takes the staged rows of stages.csv.';
