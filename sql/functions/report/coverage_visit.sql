-- Purpose: the stage visits of the coverage audit with everything that is counted of them; the
-- drill-down of coverage.
-- Parameters: the span of entry [from_at, to_at); as_of: what happened later is not seen; the CRM's
-- ids of a stage and of a manager, null for all.
-- Returns: one row per visit of a stage of kind open. is_pending: still there and younger, in
-- business time, than stage_grace_minutes (default: one working day; stage_grace_minutes.STAGE for
-- one stage). is_due: neither pending nor a pass-through: the denominator of the rates. Seconds
-- from entry to the first attempt and to the first conversation in business and in wall time, null
-- when there was none. gate: met, shut or unknown for a forward move from a stage with rules.
-- Reads: stage_visit, visit_call, visit_gate, setting. Writes: nothing. Safe to repeat.
create or replace function coverage_visit(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text, of_manager text)
returns table (
  stage_period_id integer, deal_id integer, stage_id integer, manager_id integer,
  entered_at timestamptz, left_at timestamptz, left_how text, is_pass_through boolean,
  is_pending boolean, is_due boolean, calls bigint, dials bigint, attempts bigint,
  attempts_answered bigint, answered bigint, conversations bigint, expected bigint,
  recorded bigint, talk_seconds bigint, attempt_business_seconds bigint,
  attempt_wall_seconds bigint, reach_business_seconds bigint, reach_wall_seconds bigint,
  gate text, missing text[])
language sql stable parallel safe as $$
  with calendar as materialized (
    select c.bounds, c.worked, c.day_seconds from business_calendar(from_at, as_of) c
  ),
  grace as materialized (
    select
      s.stage_id,
      stage_setting(
        'stage_grace_minutes', s.crm_id,
        (select c.day_seconds / 60 from calendar c)::numeric) * 60 as seconds
    from stage s
    where s.kind = 'open'
      and (of_stage is null or s.crm_id = of_stage)
  ),
  visit as (
    select
      v.*,
      v.left_at is null and business_between(
        v.entered_at, as_of, k.bounds, k.worked) < g.seconds as is_pending
    from stage_visit(from_at, to_at, as_of) v
    cross join calendar k
    join grace g on g.stage_id = v.stage_id
    where v.entered_at >= from_at
      and (of_manager is null or v.manager_id in (
        select m.manager_id from manager m where m.crm_id = of_manager))
  )
  select
    v.stage_period_id, v.deal_id, v.stage_id, v.manager_id, v.entered_at, v.left_at, v.left_how,
    v.is_pass_through, v.is_pending, not v.is_pending and not v.is_pass_through,
    coalesce(c.calls, 0), coalesce(c.dials, 0), coalesce(c.attempts, 0),
    coalesce(c.attempts_answered, 0), coalesce(c.answered, 0), coalesce(c.conversations, 0),
    coalesce(c.expected, 0), coalesce(c.recorded, 0), coalesce(c.talk_seconds, 0),
    business_between(v.entered_at, c.first_attempt_at, k.bounds, k.worked),
    wall_between(v.entered_at, c.first_attempt_at),
    business_between(v.entered_at, c.first_reached_at, k.bounds, k.worked),
    wall_between(v.entered_at, c.first_reached_at),
    g.verdict, g.missing
  from visit v
  cross join calendar k
  left join visit_call(from_at, as_of) c on c.stage_period_id = v.stage_period_id
  left join visit_gate(array(
    select w.stage_period_id from visit w where w.left_how in ('forward', 'won'))) g
    on g.stage_period_id = v.stage_period_id
$$;
comment on function coverage_visit(timestamptz, timestamptz, timestamptz, text, text) is
  'The stage visits of the coverage audit with everything that is counted of them.';
