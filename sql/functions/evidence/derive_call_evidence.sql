-- Purpose: hold the live evidence of the calls in call_work against what they give now: record
-- what is missing, revoke what has lost its ground.
-- Returns: how many of each. Reads: call_work, call, evidence, evidence_confirmation.
-- Writes: evidence.
-- Safe to repeat: a second run changes nothing.
create or replace function derive_call_evidence(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
begin
  revoked := 0;
  if exists (select from call_work w where not w.is_new) then
    with given as (
      select * from call_evidence()
    ),
    stale as (
      select
        e.evidence_id,
        case
          when c.twin_of is not null
            then format('Call %s is the same conversation and counts instead.', c.twin_of)
          when c.deal_id is null then 'The call is not linked to a deal any more.'
          when c.deal_id <> e.deal_id then 'The call is linked to another deal.'
          when c.stage_period_id is distinct from e.stage_period_id
            then 'The call is in another stage visit.'
          when g.call_id is null then 'The call does not give this any more.'
          when c.suspicion & 1 = 1 and e.certain and not c.ambiguous and g.kind = 'client_reached'
            then 'A machine may have answered the call.'
          else 'The call was assembled or linked anew.'
        end as why
      from call_work w
      join evidence e
        on e.call_id = w.call_id and e.revoked_at is null and e.source = 'call'
        and e.kind <> 'callback_made'
      join call c on c.call_id = w.call_id
      left join given g on g.call_id = e.call_id and g.kind = e.kind
      where not w.is_new
        and (g.deal_id, g.stage_period_id, g.occurred_at, g.certain, g.talk_seconds, g.direction)
        is distinct from
        (e.deal_id, e.stage_period_id, e.occurred_at, e.certain, e.talk_seconds, e.direction)
    )
    update evidence e
    set revoked_at = now(), revoked_why = s.why
    from stale s
    where e.evidence_id = s.evidence_id;
    get diagnostics revoked = row_count;
  end if;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, call_id, certain, talk_seconds, direction,
    recorded_by)
  select g.deal_id, g.stage_period_id, g.kind, g.occurred_at, 'call', g.call_id, g.certain,
    g.talk_seconds, g.direction,
    -- Nobody can have confirmed what is new.
    case when not w.is_new then (
      select f.confirmed_by
      from evidence_confirmation f
      where f.call_id = g.call_id and f.kind = g.kind and f.deal_id = g.deal_id) end
  from call_evidence() g
  join call_work w on w.call_id = g.call_id
  where w.is_new
    -- Two questions, as each has an index: in one, every piece would read the whole table.
    or (
      not exists (
        select from evidence e
        where e.call_id = g.call_id and e.kind = g.kind and e.revoked_at is null)
      -- What a person withdrew stays withdrawn, for this deal.
      and not exists (
        select from evidence e
        where e.call_id = g.call_id and e.kind = g.kind and e.revoked_by is not null
          and e.deal_id = g.deal_id))
  order by g.occurred_at, g.call_id, g.kind;
  get diagnostics recorded = row_count;
end
$$;
comment on function derive_call_evidence() is
  'Holds the live evidence of the calls in call_work against what they give now.';
