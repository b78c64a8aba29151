-- Purpose: who stands behind numbers: the contact that alone has a number, else the number itself.
-- Parameters: numbers in E.164; null for all that contacts have.
-- Returns: each number with its person's key and contact. Reads: contact_phone.
create or replace function person_of(numbers text[])
returns table (number text, person text, contact_id integer)
language sql stable as $$
  select
    p.number,
    case when min(p.contact_id) = max(p.contact_id)
      then 'contact ' || min(p.contact_id) else p.number end,
    case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end
  from contact_phone p
  where p.number is not null
    and (numbers is null or p.number = any (numbers))
  group by p.number
$$;
comment on function person_of(text[]) is
  'Who stands behind numbers: the contact that alone has a number, else the number itself.';
