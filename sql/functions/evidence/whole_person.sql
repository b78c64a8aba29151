-- Purpose: the persons behind numbers, each with all numbers that are his alone.
-- Parameters: numbers in E.164. Returns: one row per person and number. Reads: contact_phone.
create or replace function whole_person(numbers text[])
returns table (person text, number text, contact_id integer)
language plpgsql stable as $$
begin
  return query
  with meant as (
    select o.person, o.number, o.contact_id from person_of(numbers) o
  ),
  further as (
    select m.person, p.number, m.contact_id
    from (select distinct x.person, x.contact_id from meant x where x.contact_id is not null) m
    join contact_phone p on p.contact_id = m.contact_id and p.number is not null
    where not exists (
      select from contact_phone q
      where q.number = p.number and q.contact_id <> m.contact_id)
  )
  select m.person, m.number, m.contact_id from meant m
  union
  select f.person, f.number, f.contact_id from further f;
end
$$;
comment on function whole_person(text[]) is
  'The persons behind numbers, each with all numbers that are his alone.';
