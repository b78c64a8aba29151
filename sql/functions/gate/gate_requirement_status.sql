-- Purpose: hold each requirement of a stage's gate against what is known of a deal.
-- Parameters: deal, stage, visit (null: the deal was never in the stage), the moment of the
-- question: what happened later does not count; and known: what we learned later does not
-- either (infinity: all that we know). Fields, tasks, stage history and links have no history with
-- us and are looked at as they are now.
-- Returns: a row for each requirement in force, in the order of the rules: state met, shut or
-- unknown; reason and action in fixed words (docs/gates.md); facts for the sentence; evidence.
-- Reads: gate_rules, gate_requirement, evidence, stage_period, call, task, deal, pbx, batch, setting.
-- Writes: nothing. Safe to repeat.
-- plpgsql, for its plan is kept with the session: planning costs ten times the execution, and so
-- would the five plans that PostgreSQL makes before it settles on one for all deals. The steps are
-- materialized, for the planner would write each step's terms out again in the next.
create or replace function gate_requirement_status(
  of_deal integer, of_stage integer, of_visit integer, asked timestamptz,
  known timestamptz default 'infinity')
returns table (
  ordinal integer, kinds text[], state text, reason text, action text, facts jsonb, evidence jsonb)
language plpgsql stable
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  by_telephone constant text[] :=
    '{call_made,client_reached,call_received,callback_made,recording_attached}';
  rules constant integer := (
    select gate_rules_in_force(d.pipeline_id, known) from deal d where d.deal_id = of_deal);
  grace constant interval :=
    setting_number('watermark_grace_minutes', 60)::double precision * interval '1 minute';
  conversation constant integer := setting_number('min_talk_seconds', 30)::integer;
  complete constant timestamptz := cdr_complete_up_to(known);
  -- Records were taken by then, and how far they reached was not kept.
  is_mark_lost constant boolean := complete is null and known < 'infinity' and exists (
    select from batch b where b.committed_at <= known and b.accepted + b.duplicate > 0);
  entered constant timestamptz := (
    select p.entered_at from stage_period p where p.stage_period_id = of_visit);
  until_at constant timestamptz := least(asked, (
    select p.left_at from stage_period p where p.stage_period_id = of_visit));
  since_deal constant timestamptz := (
    select d.created_at - interval '30 minutes' from deal d where d.deal_id = of_deal);
  lags constant boolean := complete is null or complete < until_at - grace;
begin
  return query
  with rule as materialized (
    select
      q.*,
      case q.since when 'deal' then since_deal else entered end as from_at,
      coalesce(q.minimum_talk_seconds, conversation) as talk
    from gate_requirement q
    where q.gate_rules_id = rules
      and q.stage_id = of_stage
  ),
  proven as materialized (
    select
      r.*,
      coalesce(p.found, 0) as found,
      coalesce(p.uncertain, 0) as uncertain,
      p.too_short, p.other_way, p.too_late, p.elsewhere, p.uncertain_calls,
      coalesce(p.proof, '[]') as proof,
      case
        when r.kinds = '{fields_filled}' then (
          select array_agg(f.field order by f.place) from deal_empty_field(of_deal, r.fields) f)
      end as empty_fields,
      case
        when r.kinds = '{fields_filled}' then not exists (
          select from deal_empty_field(of_deal, r.fields) f)
        when r.kinds = '{task_planned}' then exists (
          select from task t
          where t.deal_id = of_deal
            and t.kind = r.task_kind
            and t.due_at is not null
            and t.cancelled_at is null
            and t.created_at >= r.from_at
            and t.created_at <= until_at)
        else coalesce(p.found, 0) >= r.count
      end as is_met
    from rule r
    left join gate_proof(rules, of_deal, of_stage, of_visit, asked, known) p using (gate_requirement_id)
  ),
  -- A complete meeting task gives no evidence without a conversation before it, so what keeps the
  -- conversation unknown keeps the meeting unknown.
  needing as materialized (
    select
      p.*,
      m.meetings,
      m.rests_on_a_call,
      case when m.rests_on_a_call then p.kinds || 'client_reached'::text else p.kinds end as wanted,
      p.kinds && by_telephone or coalesce(m.rests_on_a_call, false) as needs_calls
    from proven p
    left join lateral (
      select
        jsonb_agg(
          jsonb_build_object('task', t.task, 'lacks', t.lacks, 'is_done', t.is_done)
          order by t.task) as meetings,
        bool_or(t.lacks = '{}') and 'meeting_booked' = any (p.kinds) as rests_on_a_call
      from gate_meeting(of_deal, p.from_at, until_at) t
      where not p.is_met
        and p.kinds && '{meeting_booked,meeting_held}'
    ) m on true
  ),
  looked as materialized (
    select n.*, c.*
    from needing n
    left join lateral (
      select
        count(*) filter (where k.is_of_deal and k.direction = 'outbound') as attempts,
        max(k.started_at) filter (where k.is_of_deal and k.direction = 'outbound') as last_attempt,
        count(*) filter (where k.is_of_deal and k.direction = 'inbound') as received,
        count(*) filter (where not k.is_of_deal) as of_others,
        max(k.talk_seconds) filter (where k.is_of_deal) as longest_talk,
        array_agg(distinct k.call_id) filter (
          where not k.is_of_deal and k.is_ambiguous
            and (n.direction is null or k.direction = n.direction)
            and case
              when 'call_made' = any (n.wanted) and k.direction = 'outbound' then true
              when 'call_received' = any (n.wanted) and k.direction = 'inbound' then true
              when 'client_reached' = any (n.wanted) and k.talk_seconds >= n.talk then true
              when k.disposition <> 'answered' then false
              when 'callback_made' = any (n.wanted) and k.direction = 'outbound' then true
              else 'recording_attached' = any (n.wanted) and k.has_recording
            end) as doubtful_calls
      from gate_near_call(of_deal, n.from_at, until_at, known) k
      where not n.is_met
        and n.needs_calls
    ) c on true
  ),
  judged as materialized (
    select
      l.*,
      case
        when l.is_met then 'met'
        when l.found + l.uncertain >= l.count then 'ambiguous'
        when l.needs_calls
          and l.found + l.uncertain + cardinality(l.doubtful_calls) >= l.count then 'ambiguous'
        when l.needs_calls and is_mark_lost then 'no_watermark'
        when l.needs_calls and complete is null then 'no_records'
        when l.needs_calls and lags then 'lag'
        else 'missing'
      end as reason
    from looked l
  )
  select
    j.ordinal,
    j.kinds,
    case j.reason when 'met' then 'met' when 'missing' then 'shut' else 'unknown' end,
    j.reason,
    gate_action(j.reason, j.kinds, coalesce(j.too_late, 0) > 0, j.meetings),
    jsonb_strip_nulls(jsonb_build_object(
      'since', j.since, 'count', j.count, 'certain', j.certain, 'direction', j.direction,
      'talk_seconds', case
        when j.minimum_talk_seconds is not null or 'client_reached' = any (j.wanted) then j.talk
      end,
      'before', j.before_kind, 'task_kind', j.task_kind, 'fields', j.fields,
      'empty_fields', j.empty_fields, 'found', j.found,
      'is_as_of_now', case
        when known < 'infinity' and (j.fields is not null or j.task_kind is not null) then true
      end,
      'too_short', j.too_short, 'other_way', j.other_way, 'too_late', j.too_late,
      'elsewhere', j.elsewhere,
      'never_entered', case when of_visit is null then true end,
      'has_numbers', case
        when j.reason = 'missing' and j.needs_calls then exists (
          select from deal_contact dc join contact_phone p using (contact_id)
          where dc.deal_id = of_deal
            and p.number is not null
            -- A number that was another's then could not have been called for this deal.
            and p.valid_from < until_at
            and p.valid_to > coalesce(j.from_at, '-infinity'))
        or exists (
          select from deal d join company_phone p using (company_id)
          where d.deal_id = of_deal and p.number is not null)
      end,
      'attempts', case when j.needs_calls and not j.is_met then j.attempts end,
      'received', case when j.needs_calls and not j.is_met then j.received end,
      'of_others', case when j.needs_calls and not j.is_met then j.of_others end,
      'last_attempt_at', rfc3339(j.last_attempt), 'longest_talk', j.longest_talk,
      'complete_up_to', case when j.reason = 'lag' then rfc3339(complete) end,
      'calls', case
        when j.reason = 'ambiguous' then to_jsonb(
          coalesce(j.uncertain_calls, '{}') || coalesce(j.doubtful_calls, '{}'))
      end,
      'meetings', j.meetings)),
    j.proof
  from judged j
  order by j.ordinal;
end
$$;
comment on function gate_requirement_status(
  integer, integer, integer, timestamptz, timestamptz) is
  'Each requirement of a stage''s gate held against what is known of a deal.';
