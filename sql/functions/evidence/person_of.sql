-- Purpose: who stands behind numbers, and when: the contact that alone has a number at a time, else
-- the number itself.
-- Parameters: numbers in E.164; null for all that contacts have.
-- Returns: each number with its person's key and contact, in periods [valid_from, valid_to) that
-- together cover all of time; one period where the number never changed hands.
-- Reads: contact_phone. Writes: nothing.
create or replace function person_of(numbers text[])
returns table (
  number text, person text, contact_id integer, valid_from timestamptz, valid_to timestamptz)
language plpgsql stable as $$
#variable_conflict use_column
begin
  -- Two plans: one walks the index for the few, one reads the table once for all.
  if numbers is null then
    return query
    select
      p.number,
      case when min(p.contact_id) = max(p.contact_id)
        then 'contact ' || min(p.contact_id) else p.number end,
      case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end,
      '-infinity'::timestamptz, 'infinity'::timestamptz
    from contact_phone p
    where p.number is not null
    group by p.number
    having bool_and(p.valid_from = '-infinity' and p.valid_to = 'infinity')
    union all
    select h.number, h.person, h.contact_id, h.valid_from, h.valid_to
    from number_holder(array(
      select distinct p.number
      from contact_phone p
      where p.number is not null
        and (p.valid_from <> '-infinity' or p.valid_to <> 'infinity'))) h;
  else
    return query
    select
      u.number,
      case when min(p.contact_id) = max(p.contact_id)
        then 'contact ' || min(p.contact_id) else u.number end,
      case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end,
      '-infinity'::timestamptz, 'infinity'::timestamptz
    from (select distinct n.number from unnest(numbers) as n(number)) u
    left join contact_phone p on p.number = u.number
    group by u.number
    having coalesce(bool_and(p.valid_from = '-infinity' and p.valid_to = 'infinity'), true)
    union all
    select h.number, h.person, h.contact_id, h.valid_from, h.valid_to
    from number_holder(array(
      select distinct p.number
      from unnest(numbers) as n(number)
      join contact_phone p on p.number = n.number
      where p.valid_from <> '-infinity' or p.valid_to <> 'infinity')) h;
  end if;
end
$$;
comment on function person_of(text[]) is
  'Who stands behind numbers, and when: the contact that alone has a number, else the number itself.';
