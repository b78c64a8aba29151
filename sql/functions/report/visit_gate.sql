-- Purpose: what the gate would have answered at the moment of each forward move, for many visits
-- at once; gate_status answers for one deal and tells more.
-- Parameters: the visits, by our numbers; each must have been left forward.
-- Returns: one row per visit of a stage with rules: verdict met, shut or unknown (the call records
-- were not complete, or an ambiguous call would decide), and the kinds of the requirements that
-- were not met. Skipped stages are not held against the move here: they are a leak of their own.
-- Reads: gate_rules, gate_requirement, evidence, call, contact_phone, deal_contact, task, deal.
-- Writes: nothing.
-- Judged by the newest rules, and by all evidence of what had happened by the move, even if we
-- learned of it later: nobody is blamed for our lag.
create or replace function visit_gate(visits integer[])
returns table (stage_period_id integer, verdict text, missing text[])
language sql stable parallel safe rows 20000 as $$
  with rule as (
    select
      q.*,
      q.kinds && '{call_made,client_reached,call_received,callback_made}'
        or q.kinds && '{recording_attached,meeting_booked}' as rests_on_calls
    from (
      select distinct on (r.pipeline_id) r.gate_rules_id
      from gate_rules r
      order by r.pipeline_id, r.version desc
    ) n
    join gate_requirement q on q.gate_rules_id = n.gate_rules_id
  ),
  demand as materialized (
    select
      v.stage_period_id, v.deal_id, v.entered_at, v.left_at,
      r.gate_requirement_id, r.ordinal, r.kinds, r.since, r.count, r.certain,
      r.minimum_talk_seconds, r.direction, r.fields, r.before_kind, r.task_kind, r.rests_on_calls
    from unnest(visits) as u(stage_period_id)
    join stage_period v on v.stage_period_id = u.stage_period_id
    join rule r on r.stage_id = v.stage_id
  ),
  piece as (
    select
      d.stage_period_id, d.gate_requirement_id, d.count, e.kind, e.call_id, e.task_id,
      e.evidence_id, e.occurred_at, e.certain or not d.certain as is_strong
    from demand d
    join evidence e
      on e.deal_id = d.deal_id
      and e.kind = any (d.kinds)
      and e.revoked_at is null
      and e.occurred_at <= d.left_at
      and (e.stage_period_id = d.stage_period_id or d.since = 'deal')
      and (d.minimum_talk_seconds is null or e.talk_seconds >= d.minimum_talk_seconds)
      and (d.direction is null or e.direction = d.direction)
    where d.before_kind is null
      or not exists (
        select from evidence b
        where b.deal_id = d.deal_id and b.kind = d.before_kind and b.revoked_at is null
          and b.occurred_at <= d.left_at)
      or e.occurred_at < (
        select max(b.occurred_at) from evidence b
        where b.deal_id = d.deal_id and b.kind = d.before_kind and b.revoked_at is null
          and b.occurred_at <= d.left_at)
  ),
  counted as (
    select
      p.stage_period_id, p.gate_requirement_id, bool_or(p.is_strong)::integer as found,
      1 as found_any
    from piece p
    where p.count = 1
    group by p.stage_period_id, p.gate_requirement_id
    union all
    -- One call counts once though it gives several kinds, and redials are one attempt.
    select
      s.stage_period_id, s.gate_requirement_id,
      count(distinct s.ground) filter (where s.is_strong and not s.is_redial),
      count(distinct s.ground) filter (where not s.is_redial)
    from (
      select
        p.*,
        coalesce('call ' || p.call_id, 'task ' || p.task_id, 'evidence ' || p.evidence_id)
          as ground,
        p.kind = 'call_made' and p.call_id is not null and coalesce(
          p.occurred_at - lag(p.occurred_at) over (
            partition by p.stage_period_id, p.gate_requirement_id, p.kind, p.is_strong
            order by p.occurred_at, p.evidence_id) < interval '60 seconds', false) as is_redial
      from piece p
      where p.count > 1
    ) s
    group by s.stage_period_id, s.gate_requirement_id
  ),
  judged as (
    select
      d.*,
      case
        when d.kinds = '{fields_filled}' then case
          when exists (select from deal_empty_field(d.deal_id, d.fields)) then 'shut' else 'met' end
        when d.kinds = '{task_planned}' then case
          when exists (
            select from task t
            where t.deal_id = d.deal_id
              and t.kind = d.task_kind
              and t.due_at is not null
              and t.cancelled_at is null
              and t.created_at <= d.left_at
              and (t.created_at >= d.entered_at or d.since = 'deal'))
          then 'met' else 'shut' end
        when coalesce(c.found, 0) >= d.count then 'met'
        when coalesce(c.found_any, 0) >= d.count then 'unknown'
        when d.rests_on_calls and coalesce(
          (select cdr_complete_up_to()) < d.left_at
            - (select setting_number('watermark_grace_minutes', 60))::double precision
              * interval '1 minute',
          true) then 'unknown'
        else 'shut'
      end as state
    from demand d
    left join counted c
      on c.stage_period_id = d.stage_period_id and c.gate_requirement_id = d.gate_requirement_id
  ),
  -- Calls that an uncertain rule gave to a deal, and the deals of the persons that were spoken
  -- with. They are few, so that the search begins with them and not with the visits.
  uncertain as materialized (
    select distinct
      dc.deal_id as of_deal, c.call_id, c.started_at, c.deal_id, c.direction, c.talk_seconds
    from call c
    join contact_phone p
      on p.number = c.external_number
      and c.started_at >= p.valid_from
      and c.started_at < p.valid_to
    join deal_contact dc on dc.contact_id = p.contact_id
    where c.ambiguous
      and c.started_at >= (select min(d.entered_at) from demand d)
      and c.started_at <= (select max(d.left_at) from demand d)
      and c.deal_id is distinct from dc.deal_id
  ),
  -- The look into a hash table is written so that it stays one: the planner takes the visits for
  -- few and would hold each against each call.
  shaky as materialized (
    select j.*
    from judged j
    where j.state = 'shut'
      and j.rests_on_calls
      and (j.deal_id in (select u.of_deal from uncertain u)) is true
  ),
  doubtful as (
    select distinct j.stage_period_id, j.gate_requirement_id
    from uncertain c
    join shaky j on j.deal_id = c.of_deal
    where j.entered_at <= c.started_at
      and c.started_at <= j.left_at
      and (j.direction is null or c.direction = j.direction)
      and (
        ('call_made' = any (j.kinds) and c.direction = 'outbound')
        or ('call_received' = any (j.kinds) and c.direction = 'inbound')
        or (j.kinds && '{client_reached,meeting_booked}' and c.talk_seconds
          >= coalesce(j.minimum_talk_seconds, (select setting_number('min_talk_seconds', 30)))))
  )
  select
    j.stage_period_id,
    case
      when bool_or(j.state = 'shut' and a.stage_period_id is null) then 'shut'
      when bool_or(j.state <> 'met') then 'unknown'
      else 'met'
    end,
    coalesce(
      array_agg(array_to_string(j.kinds, '|') order by j.ordinal) filter (where j.state <> 'met'),
      '{}')
  from judged j
  left join doubtful a
    on a.stage_period_id = j.stage_period_id and a.gate_requirement_id = j.gate_requirement_id
  group by j.stage_period_id
$$;
comment on function visit_gate(integer[]) is
  'What the gate would have answered at the moment of each forward move.';
