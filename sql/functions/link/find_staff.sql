-- Purpose: which sellers took part in the calls in call_work, by whose telephone it was then; those
-- of a twin took part in the call that counts.
-- Returns: nothing. Reads: call_work, manager_extension, pbx. Writes: link_staff.
-- Safe to repeat: yes, it replaces link_staff.
create or replace function find_staff() returns void
language plpgsql volatile as $$
begin
  delete from link_staff;
  insert into link_staff (call_id, manager_id, place)
  with seat as (
    select w.call_id, w.twin_of, p.name as exchange, w.started_at, w.last_extension as extension,
      1 as place
    from call_work w
    join pbx p on p.pbx_id = w.pbx_id
    where w.last_extension is not null
    union all
    select w.call_id, w.twin_of, p.name, w.started_at, w.first_extension, 2
    from call_work w
    join pbx p on p.pbx_id = w.pbx_id
    where w.first_extension <> w.last_extension
  ),
  -- Whose telephone it was then: a row that names the exchange goes before one for all.
  occupant as (
    select distinct on (s.call_id, s.place) s.call_id, s.twin_of, s.place, s.exchange, m.manager_id
    from seat s
    join manager_extension m
      on m.extension = s.extension
      and m.pbx_name in ('', s.exchange)
      and m.valid_from <= s.started_at
      and s.started_at < m.valid_to
    order by s.call_id, s.place, m.pbx_name desc
  )
  select o.call_id, o.manager_id, o.place
  from occupant o
  where o.twin_of is null
  union all
  select
    o.twin_of, o.manager_id,
    2 + row_number() over (partition by o.twin_of order by o.exchange, o.call_id, o.place)
  from occupant o
  where o.twin_of is not null;
  analyze link_staff;
end
$$;
comment on function find_staff() is 'Which sellers took part in the calls in call_work.';
