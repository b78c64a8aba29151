-- Purpose: the persons behind numbers at any time, each with all numbers that are his alone, and
-- when. Parameters: numbers in E.164. Returns: one row per person, number and period.
-- Reads: contact_phone. Writes: nothing. Safe to repeat.
create or replace function whole_person(numbers text[])
returns table (
  person text, number text, contact_id integer, valid_from timestamptz, valid_to timestamptz)
language plpgsql stable as $$
#variable_conflict use_column
declare
  persons integer[];
  further text[];
begin
  select array_agg(distinct o.contact_id) into persons
  from person_of(numbers) o
  where o.contact_id is not null;
  -- Those that were asked for are known by now, and often they are all.
  select array_agg(u.number) into further
  from (
    select p.number
    from unnest(persons) as m(contact_id)
    join contact_phone p on p.contact_id = m.contact_id
    where p.number is not null
    except
    select n.number
    from unnest(numbers) as n(number)
  ) u;

  return query
  select o.person, o.number, o.contact_id, o.valid_from, o.valid_to
  from person_of(numbers) o
  union all
  select o.person, o.number, o.contact_id, o.valid_from, o.valid_to
  from person_of(coalesce(further, '{}')) o
  join unnest(persons) as m(contact_id) on m.contact_id = o.contact_id;
end
$$;
comment on function whole_person(text[]) is
  'The persons behind numbers, each with all numbers that are his alone, and when.';
