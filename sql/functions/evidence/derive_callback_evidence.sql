-- Purpose: hold the live evidence callback_made of the persons behind the touched numbers against
-- their call-back debts as they are now. Returns: how many recorded and revoked.
-- Reads: number_touched, call, evidence. Writes: evidence. Safe to repeat: yes.
create or replace function derive_callback_evidence(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
declare
  numbers text[];
begin
  recorded := 0;
  revoked := 0;
  -- Only a missed call opens a debt, and most persons have none.
  with touched as (
    select distinct w.person, w.number
    from whole_person(array(select distinct n.number from number_touched n)) w
  ),
  missed as (
    select distinct t.person
    from touched t
    join call c on c.external_number = t.number
    where c.direction = 'inbound' and c.disposition <> 'answered'
  )
  select array_agg(distinct t.number) into numbers
  from touched t
  where t.person in (select m.person from missed m)
    -- What rested on a missed call that is answered now has to go.
    or exists (
      select
      from call c
      join evidence e
        on e.call_id = c.call_id and e.kind = 'callback_made' and e.revoked_at is null
      where c.external_number = t.number);
  if numbers is null then
    return;
  end if;

  create temporary table callback_given on commit drop as
  select c.call_id, c.deal_id, c.stage_period_id, c.started_at,
    not c.ambiguous or f.kind is not null as certain, c.talk_seconds, c.direction, f.confirmed_by
  from callback_debt(numbers) b
  join call c on c.call_id = b.closed_by
  left join evidence_confirmation f
    on f.call_id = c.call_id and f.kind = 'callback_made' and f.deal_id = c.deal_id
  where b.closed_how = 'called_back'
    and c.deal_id is not null;
  analyze callback_given;

  with standing as (
    select e.*
    from (
      select distinct c.call_id
      from unnest(numbers) as n(number)
      join call c on c.external_number = n.number
    ) c
    join evidence e
      on e.call_id = c.call_id and e.kind = 'callback_made' and e.revoked_at is null
  )
  update evidence e
  set revoked_at = now(), revoked_why = 'The call does not close a call-back debt any more.'
  from standing s
  left join callback_given g on g.call_id = s.call_id
  where e.evidence_id = s.evidence_id
    and (g.deal_id, g.stage_period_id, g.started_at, g.certain, g.talk_seconds, g.direction)
    is distinct from
    (s.deal_id, s.stage_period_id, s.occurred_at, s.certain, s.talk_seconds, s.direction);
  get diagnostics revoked = row_count;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, call_id, certain, talk_seconds, direction,
    recorded_by)
  select g.deal_id, g.stage_period_id, 'callback_made', g.started_at, 'call', g.call_id, g.certain,
    g.talk_seconds, g.direction, g.confirmed_by
  from callback_given g
  where not exists (
    select from evidence e
    where e.call_id = g.call_id and e.kind = 'callback_made' and e.revoked_at is null)
    and not exists (
      select from evidence e
      where e.call_id = g.call_id and e.kind = 'callback_made' and e.revoked_by is not null
        and e.deal_id = g.deal_id)
  order by g.started_at, g.call_id;
  get diagnostics recorded = row_count;
  drop table callback_given;
end
$$;
comment on function derive_callback_evidence() is
  'Holds callback_made of the touched persons against their call-back debts.';
