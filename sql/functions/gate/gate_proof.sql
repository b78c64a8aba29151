-- Purpose: what meets each requirement of a gate, and what nearly does.
-- Parameters: version of the rules, deal, stage, visit (may be null), the moment of the question,
-- the moment of the knowledge (infinity: all that we know).
-- Returns: a row for each requirement that has any piece: how many pieces count for certain, how
-- many only if an ambiguous link is confirmed, the near misses, and the pieces that prove it.
-- Reads: by gate_piece, and recorded_call. Writes: nothing. Safe to repeat.
-- One call counts once though it gives several kinds, and redials within 60 s are one attempt.
create or replace function gate_proof(
  of_rules integer, of_deal integer, of_stage integer, of_visit integer, asked timestamptz,
  known timestamptz)
returns table (
  gate_requirement_id integer, found bigint, uncertain bigint, too_short bigint,
  other_way bigint, too_late bigint, elsewhere bigint, uncertain_calls bigint[], proof jsonb)
language sql stable as $$
  with piece as (
    select
      g.*,
      g.is_in_scope and g.is_long_enough and g.is_right_way and g.is_in_time as fits
    from gate_piece(of_rules, of_deal, of_stage, of_visit, asked, known) g
  ),
  spaced as (
    select
      p.*,
      row_number() over (
        partition by p.gate_requirement_id, p.fits, p.ground
        order by p.is_strong desc, p.evidence_id) > 1 as is_same_ground,
      p.kind = 'call_made' and p.call_id is not null and coalesce(
        p.occurred_at - lag(p.occurred_at) over (
          partition by p.gate_requirement_id, p.fits, p.kind, p.is_strong
          order by p.occurred_at, p.evidence_id) < interval '60 seconds', false) as is_redial
    from piece p
  ),
  ranked as (
    select
      s.*,
      s.fits and not s.is_same_ground and not s.is_redial as counts,
      row_number() over (
        partition by s.gate_requirement_id, s.fits and not s.is_same_ground and not s.is_redial
        order by s.is_strong desc, s.occurred_at, s.evidence_id) as place
    from spaced s
  )
  select
    r.gate_requirement_id,
    count(*) filter (where r.counts and r.is_strong),
    count(*) filter (where r.counts and not r.is_strong),
    count(*) filter (where r.is_in_scope and r.is_right_way and not r.is_long_enough),
    count(*) filter (where r.is_in_scope and not r.is_right_way),
    count(*) filter (
      where r.is_in_scope and r.is_long_enough and r.is_right_way and not r.is_in_time),
    count(*) filter (where not r.is_in_scope),
    array_agg(r.call_id order by r.call_id)
      filter (where r.counts and not r.is_strong and r.call_id is not null),
    coalesce(
      jsonb_agg(
        jsonb_build_object(
          'id', r.evidence_id, 'kind', r.kind, 'at', rfc3339(r.occurred_at), 'call', r.call_id,
          'recording', (select k.call_id from recorded_call k where k.call_id = r.call_id))
        order by r.place)
      filter (where r.counts and r.is_strong and r.place <= q.count), '[]')
  from ranked r
  join gate_requirement q using (gate_requirement_id)
  group by r.gate_requirement_id
$$;
comment on function gate_proof(
  integer, integer, integer, integer, timestamptz, timestamptz) is
  'What meets each requirement of a gate, and what nearly does.';
