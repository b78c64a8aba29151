-- Purpose: marks of suspicion that differ from what they should be, for verify.
-- Returns: one row per fault; none is good. Reads: call.
create or replace function suspicion_fault()
returns table (what text, fault text)
language sql stable as $$
  select
    format('call %s', coalesce(m.call_id, c.call_id)),
    case when c.call_id is null then 'It is not marked as a machine''s and should be.'
      else 'It is marked as a machine''s without ground.' end
  from machine_call(null) m
  full join (select k.call_id from call k where k.suspicion & 1 = 1) c on c.call_id = m.call_id
  where m.call_id is null or c.call_id is null
$$;
comment on function suspicion_fault() is 'Marks of suspicion that differ from what they should be.';
