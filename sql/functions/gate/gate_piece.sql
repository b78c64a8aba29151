-- Purpose: standing evidence of a deal of the kinds that a stage's gate asks for, held against each
-- condition of each requirement by itself, so that a near miss can be told from nothing at all.
-- Parameters: version of the rules, deal, stage, visit (null: the deal was never in the stage),
-- the moment of the question, and known: what was recorded later does not count, and what was
-- revoked later still does (infinity: all that we know).
-- Returns: a row for each requirement and piece of evidence.
-- Reads: gate_requirement, evidence, stage_period. Writes: nothing. Safe to repeat.
-- Plain SQL in one statement, so that the planner takes it into the caller's plan.
create or replace function gate_piece(
  of_rules integer, of_deal integer, of_stage integer, of_visit integer, asked timestamptz,
  known timestamptz)
returns table (
  gate_requirement_id integer, evidence_id bigint, kind text, occurred_at timestamptz,
  call_id bigint, ground text, is_strong boolean, is_in_scope boolean, is_long_enough boolean,
  is_right_way boolean, is_in_time boolean)
language sql stable as $$
  select
    q.gate_requirement_id,
    e.evidence_id,
    e.kind,
    e.occurred_at,
    e.call_id,
    coalesce('call ' || e.call_id, 'task ' || e.task_id, 'evidence ' || e.evidence_id),
    e.certain or not q.certain,
    coalesce(e.stage_period_id = of_visit, false)
      or (q.since = 'deal' and e.occurred_at <= coalesce(
        (select p.left_at from stage_period p where p.stage_period_id = of_visit), 'infinity')),
    q.minimum_talk_seconds is null or coalesce(e.talk_seconds >= q.minimum_talk_seconds, false),
    q.direction is null or coalesce(e.direction = q.direction, false),
    q.before_kind is null or coalesce(e.occurred_at < (
      select max(b.occurred_at)
      from evidence b
      where b.deal_id = of_deal
        and b.kind = q.before_kind
        and b.recorded_at <= known
        and (b.revoked_at is null or b.revoked_at > known)
        and b.occurred_at <= asked), true)
  from gate_requirement q
  join evidence e
    on e.deal_id = of_deal
    and e.kind = any (q.kinds)
    and e.recorded_at <= known
    and (e.revoked_at is null or e.revoked_at > known)
    and e.occurred_at <= asked
  where q.gate_rules_id = of_rules
    and q.stage_id = of_stage
$$;
comment on function gate_piece(
  integer, integer, integer, integer, timestamptz, timestamptz) is
  'Live evidence of a deal held against each condition of the requirements of a stage.';
