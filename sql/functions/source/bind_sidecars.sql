-- Purpose: tie sidecars to their calls, and have the suggestions of all calls concerned follow.
-- Parameters: the sidecars. Returns: nothing. Reads: by sidecar_match. Writes: sidecar, suggestion.
-- Safe to repeat: yes.
create or replace function bind_sidecars(wanted bigint[]) returns void
language plpgsql volatile as $$
declare
  calls bigint[];
begin
  with changed as (
    select m.sidecar_id, s.call_id as old_call_id, m.call_id
    from sidecar_match(wanted) m
    join sidecar s on s.sidecar_id = m.sidecar_id
    where s.call_id is distinct from m.call_id
  ),
  bound as (
    update sidecar s
    set call_id = c.call_id
    from changed c
    where s.sidecar_id = c.sidecar_id
  )
  select array_agg(distinct u.call_id) into calls
  from changed c
  cross join unnest(array[c.old_call_id, c.call_id]) as u(call_id)
  where u.call_id is not null;
  perform sync_suggestions(coalesce(calls, '{}'), '{}');
end
$$;
comment on function bind_sidecars(bigint[]) is 'Ties sidecars to their calls.';
