-- Purpose: calls that nearly met a requirement of a gate, and what each lacks.
-- Parameters: the CRM's deal id; its id of the stage to leave (null: where the deal is at that
-- moment); the moment of the question; the moment of the knowledge (null: all that we know).
-- Returns: of each requirement that is not met and rests on calls the eight nearest, and how many
-- there are; requirement is its place in the gate, from 1. lacks, the first that holds:
-- other_deal, no_deal (with the same people, but tied elsewhere), answering_machine (one is
-- suspected), ambiguous (this deal's, but not for certain; method says by which rule), other_visit
-- (this deal's, outside this visit of the stage), wrong_way, not_answered, too_short.
-- Raises no_data_found for a deal or stage that is not known. Which deal a call belongs to is what
-- we know of it now.
-- Reads: gate_requirement, call, deal, stage_period, setting. Writes: nothing. Safe to repeat.
create or replace function gate_near_miss(
  of_deal text, from_stage text, asked timestamptz, known_at timestamptz default null)
returns table (
  requirement integer, lacks text, call_id bigint, started_at timestamptz, direction text,
  talk_seconds integer, needed_seconds integer, deal text, method text, is_ambiguous boolean,
  total bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  known constant timestamptz := case when known_at < now() then known_at else 'infinity' end;
  by_telephone constant text[] :=
    '{call_made,client_reached,call_received,callback_made,recording_attached}';
  conversation constant integer := setting_number('min_talk_seconds', 30)::integer;
  the_deal constant deal := gate_deal(of_deal);
  visit constant stage_period :=
    gate_visit(the_deal.deal_id, gate_stage(the_deal, from_stage), asked);
  the_stage constant integer := coalesce(visit.stage_id, gate_stage(the_deal, from_stage));
  since_deal constant timestamptz := the_deal.created_at - interval '30 minutes';
begin
  return query
  with unmet as materialized (
    select
      q.ordinal, q.since, q.direction, q.certain,
      coalesce(q.minimum_talk_seconds, conversation) as talk,
      -- A complete meeting task lacks only the conversation before it.
      case when m.rests_on_a_call then q.kinds || 'client_reached'::text else q.kinds end as kinds,
      q.minimum_talk_seconds
    from gate_requirement q
    join gate_requirement_status(
      the_deal.deal_id, the_stage, visit.stage_period_id, asked, known) s
      on s.ordinal = q.ordinal and s.state <> 'met'
    cross join lateral (
      select 'meeting_booked' = any (q.kinds)
        and jsonb_path_exists(s.facts, '$.meetings[*] ? (@.lacks.size() == 0)')
        as rests_on_a_call) m
    where q.gate_rules_id = gate_rules_in_force(the_deal.pipeline_id, known)
      and q.stage_id = the_stage
      and (q.kinds && by_telephone or m.rests_on_a_call)
  ),
  near as materialized (
    select k.*, c.deal_id, c.stage_period_id, c.link_method, c.suspicion, d.crm_id as deal
    from gate_near_call(the_deal.deal_id, since_deal, asked, known) k
    join call c on c.call_id = k.call_id
    left join deal d on d.deal_id = c.deal_id
    where exists (select from unmet)
  ),
  -- Which calls could have given any of the kinds at all.
  candidate as (
    select
      u.ordinal, u.talk, n.*,
      case
        when not n.is_of_deal and n.deal_id is not null then 'other_deal'
        when not n.is_of_deal then 'no_deal'
        when n.suspicion & 1 > 0 and n.talk_seconds > 0 then 'answering_machine'
        when n.is_ambiguous and u.certain then 'ambiguous'
        when u.since = 'stage' and n.stage_period_id is distinct from visit.stage_period_id
          then 'other_visit'
        when n.direction <> u.direction then 'wrong_way'
        when u.kinds && '{call_made,call_received}' and u.minimum_talk_seconds is null then null
        when n.disposition <> 'answered' then 'not_answered'
        when n.talk_seconds < u.talk
          and ('client_reached' = any (u.kinds) or u.minimum_talk_seconds is not null)
          then 'too_short'
      end as lacks
    from unmet u
    join near n
      on u.kinds && '{client_reached,recording_attached}'
      or ('call_received' = any (u.kinds) and n.direction = 'inbound')
      or (u.kinds && '{call_made,callback_made}' and n.direction = 'outbound')
    -- Of what belongs elsewhere, only what happened in this visit could have counted.
    where n.is_of_deal
      or u.since = 'deal'
      or n.started_at >= visit.entered_at
  ),
  ranked as (
    select
      c.*,
      row_number() over (
        partition by c.ordinal
        order by
          array_position('{ambiguous,too_short,answering_machine}', c.lacks) is null,
          c.talk_seconds desc, c.started_at desc, c.call_id) as place,
      count(*) over (partition by c.ordinal) as total
    from candidate c
    where c.lacks is not null
  )
  select
    r.ordinal, r.lacks, r.call_id, r.started_at, r.direction, r.talk_seconds, r.talk, r.deal,
    r.link_method, r.is_ambiguous, r.total
  from ranked r
  where r.place <= 8
  order by r.ordinal, r.place;
end
$$;
comment on function gate_near_miss(text, text, timestamptz, timestamptz) is
  'Calls that nearly met a requirement of a gate, and what each lacks.';
