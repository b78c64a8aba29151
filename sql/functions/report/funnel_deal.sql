-- Purpose: the deals created in a span and how far each came: the drill-down of the reached and
-- the worked funnel.
-- Parameters: the span of creation [from_at, to_at); as_of; the CRM's id of a
-- manager, null for all.
-- Returns: one row per deal and open stage of its pipeline up to the highest rank it reached.
-- is_worked: it was in the stage for at least pass_through_seconds (60) and, where the stage has
-- rules and was left forward, with all evidence; a stage never entered is reached, not worked.
-- Reads: deal, stage_period, stage_rank, visit_gate. Writes: nothing. Safe to repeat.
create or replace function funnel_deal(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  deal_id integer, pipeline_id integer, stage_id integer, rank bigint, is_worked boolean)
language sql stable parallel safe as $$
  with cohort as (
    select d.deal_id, d.pipeline_id
    from deal d
    where d.created_at >= from_at
      and d.merged_into is null
      and d.created_at < to_at
      and d.created_at <= as_of
      and (of_manager is null or d.owner_id in (
        select m.manager_id from manager m where m.crm_id = of_manager))
  ),
  visit as materialized (
    select v.*
    from stage_visit(from_at, as_of + interval '1 microsecond', as_of) v
    join cohort c on c.deal_id = v.deal_id and c.pipeline_id = v.pipeline_id
  ),
  top as (
    select v.deal_id, v.pipeline_id, max(greatest(v.rank, case
      when v.left_how in ('forward', 'won') then v.next_rank end)) as rank
    from visit v
    group by v.deal_id, v.pipeline_id
  ),
  worked as (
    select
      v.deal_id, v.stage_id,
      bool_or(not v.is_pass_through and coalesce(g.verdict = 'met', true)) as is_worked
    from visit v
    left join visit_gate(array(
      select w.stage_period_id from visit w where w.left_how in ('forward', 'won'))) g
      on g.stage_period_id = v.stage_period_id
    group by v.deal_id, v.stage_id
  )
  select t.deal_id, t.pipeline_id, s.stage_id, s.rank, coalesce(w.is_worked, false)
  from top t
  join stage_rank s
    on s.pipeline_id = t.pipeline_id and s.kind = 'open' and s.rank <= t.rank
  left join worked w on w.deal_id = t.deal_id and w.stage_id = s.stage_id
$$;
comment on function funnel_deal(timestamptz, timestamptz, timestamptz, text) is
  'The deals created in a span and how far each came.';
