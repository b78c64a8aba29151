-- Purpose: keep facts from outside with the deal and stage visit where they belong: those of a deal
-- that became part of another move there, and the visit is looked up again, as evidence_add does.
-- Returns: how many recorded and revoked. Reads: affected_deal, deal, stage_period, evidence.
-- Writes: evidence. Safe to repeat: yes, after the stage periods were derived.
-- What moves is recorded anew under its key, by whom it was recorded. What a person withdrew of a
-- call stays withdrawn in the deal that the call belongs to now.
create or replace function settle_external_evidence(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
begin
  with standing as (
    select
      e.evidence_id, d.crm_id as named, r.crm_id as root, r.deal_id,
      (gate_visit(r.deal_id, e.named_stage_id, e.occurred_at)).stage_period_id as visit_id,
      e.deal_id as old_deal_id, e.stage_period_id as old_visit_id
    from (select distinct a.deal_id from affected_deal a) a
    join evidence e
      on e.deal_id = a.deal_id and e.source = 'external' and e.revoked_at is null
    join deal d on d.deal_id = e.deal_id
    join deal r on r.deal_id = coalesce(d.merged_into, d.deal_id)
  ),
  moved as (
    update evidence e
    set revoked_at = now(),
      revoked_why = case
        when s.deal_id <> s.old_deal_id
          then format('Deal %s became part of deal %s.', s.named, s.root)
        else 'The deal''s stage history was corrected.'
      end
    from standing s
    where e.evidence_id = s.evidence_id
      and (s.deal_id, s.visit_id) is distinct from (s.old_deal_id, s.old_visit_id)
    returning e.evidence_id, s.deal_id, s.visit_id, e.kind, e.occurred_at, e.external_key,
      e.certain, e.detail, e.recorded_by, e.named_stage_id
  ),
  anew as (
    insert into evidence (
      deal_id, stage_period_id, kind, occurred_at, source, external_key, certain, detail,
      recorded_by, named_stage_id)
    select m.deal_id, m.visit_id, m.kind, m.occurred_at, 'external', m.external_key, m.certain,
      m.detail, m.recorded_by, m.named_stage_id
    from moved m
    order by m.evidence_id
    returning evidence_id
  )
  select count(*), count(*) into recorded, revoked from anew;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, call_id, certain, talk_seconds, direction,
    detail, recorded_at, revoked_at, revoked_by, revoked_why)
  select
    d.merged_into,
    coalesce(
      (
        select v.stage_period_id
        from stage_period v
        where v.deal_id = d.merged_into
          and v.entered_at <= e.occurred_at
          and e.occurred_at < v.left_at),
      (
        select v.stage_period_id
        from stage_period v
        join stage g on g.stage_id = v.stage_id
        where v.deal_id = d.merged_into
        order by v.entered_at, v.left_at, g."position", g.crm_id
        limit 1)),
    e.kind, e.occurred_at, 'call', e.call_id, e.certain, e.talk_seconds, e.direction, e.detail,
    e.recorded_at, e.revoked_at, e.revoked_by, e.revoked_why
  from (select distinct a.deal_id from affected_deal a) a
  join deal d on d.deal_id = a.deal_id and d.merged_into is not null
  join evidence e
    on e.deal_id = d.deal_id and e.source = 'call' and e.revoked_by is not null
  where not exists (
    select from evidence k
    where k.deal_id = d.merged_into
      and k.call_id = e.call_id
      and k.kind = e.kind
      and k.revoked_by is not null)
  order by e.evidence_id;
end
$$;
comment on function settle_external_evidence() is
  'Keeps facts from outside with the deal and stage visit where they belong.';
