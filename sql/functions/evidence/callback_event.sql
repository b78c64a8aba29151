-- Purpose: the calls of persons, in the terms of call-back debts.
-- Parameters: numbers whose persons are meant, in E.164; null for everybody.
-- Returns: one row per external call with a number; the person is who had it when the call began.
-- tie orders calls of one second in the same way whatever came first. Reads: call, contact_phone.
create or replace function callback_event(numbers text[])
returns table (
  person text, contact_id integer, call_id bigint, external_number text, started_at timestamptz,
  ended_at timestamptz, direction text, disposition text, ring_seconds integer,
  talk_seconds integer, tie text)
language plpgsql stable as $$
begin
  if numbers is null then
    return query
    select
      coalesce(o.person, c.external_number), o.contact_id, c.call_id, c.external_number,
      c.started_at, c.ended_at, c.direction, c.disposition, c.ring_seconds, c.talk_seconds,
      c.group_key collate "C"
    from call c
    left join person_of(null) o
      on o.number = c.external_number
      and o.valid_from <= c.started_at
      and c.started_at < o.valid_to
    where c.external_number is not null
      and c.direction <> 'internal'
      and c.twin_of is null;
  else
    return query
    select
      w.person, w.contact_id, c.call_id, c.external_number, c.started_at, c.ended_at,
      c.direction, c.disposition, c.ring_seconds, c.talk_seconds,
      c.group_key collate "C"
    from whole_person(numbers) w
    join call c
      on c.external_number = w.number
      and c.started_at >= w.valid_from
      and c.started_at < w.valid_to
    where c.direction <> 'internal'
      and c.twin_of is null;
  end if;
end
$$;
comment on function callback_event(text[]) is
  'The calls of persons, in the terms of call-back debts.';
