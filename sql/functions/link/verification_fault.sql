-- Purpose: everything in which the database disagrees with itself: the conservation law, and
-- links and live evidence held against a recomputation.
-- Returns: one row per fault; none is good. Reads: everything. Writes: temporary tables only.
create or replace function verification_fault()
returns table (what text, fault text)
language plpgsql volatile as $$
begin
  perform load_calls(array(select c.call_id from call c));
  perform link_calls();
  return query
  select f.file, f.fault from conservation_fault() f;
  return query
  select f.what, f.fault from crm_fault() f;
  return query
  select format('call %s', c.call_id), format('Its link is %s/%s and should be %s/%s.',
    c.link_method, c.deal_id, l.link_method, l.deal_id)
  from call c
  join link_work l on l.call_id = c.call_id
  join call_work w on w.call_id = c.call_id
  where (c.link_method, c.deal_id, c.contact_id, c.stage_period_id, c.ambiguous, c.manager_id,
    c.twin_of)
    is distinct from
    (l.link_method, l.deal_id, l.contact_id, l.stage_period_id, l.ambiguous, l.manager_id,
    w.twin_of);
  return query
  select format('call %s', coalesce(g.call_id, e.call_id)),
    format('Its evidence %s is %s.', coalesce(g.kind, e.kind),
      case when g.call_id is null then 'there without ground' else 'missing' end)
  from call_evidence() g
  full join (
    select * from evidence v
    where v.source = 'call' and v.kind <> 'callback_made'
      and (v.revoked_at is null or v.revoked_by is not null)
  ) e
    on e.call_id = g.call_id and e.kind = g.kind and e.deal_id = g.deal_id
    and e.stage_period_id is not distinct from g.stage_period_id
  where (g.call_id is null and e.revoked_at is null) or e.evidence_id is null;
  return query
  with given as (
    select c.call_id, c.deal_id
    from callback_debt(null) b
    join call c on c.call_id = b.closed_by
    where b.closed_how = 'called_back' and c.deal_id is not null
  )
  select format('call %s', coalesce(g.call_id, e.call_id)),
    format('Its evidence callback_made is %s.',
      case when g.call_id is null then 'there without ground' else 'missing' end)
  from given g
  full join (
    select * from evidence v
    where v.kind = 'callback_made' and (v.revoked_at is null or v.revoked_by is not null)
  ) e on e.call_id = g.call_id and e.deal_id = g.deal_id
  where (g.call_id is null and e.revoked_at is null) or e.evidence_id is null;
  return query
  select s.what, s.fault from source_fault() s;
  return query
  select f.what, f.fault from intake_fault() f;
  return query
  select f.what, f.fault from suspicion_fault() f;
  return query
  select format('call %s', l.call_id), 'It has legs but no record of its own.'
  from leg l
  where not exists (select from call c where c.call_id = l.call_id)
  group by l.call_id;
  return query
  select f.what, f.fault from outbox_fault() f;
end
$$;
comment on function verification_fault() is
  'Everything in which the database disagrees with itself.';
