-- Purpose: who stands behind numbers: the contact that alone has a number, else the number itself.
-- Parameters: numbers in E.164; null for all that contacts have.
-- Returns: each number with its person's key and contact. Reads: contact_phone.
create or replace function person_of(numbers text[])
returns table (number text, person text, contact_id integer)
language plpgsql stable as $$
begin
  -- Two plans: one walks the index for the few, one reads the table once for all.
  if numbers is null then
    return query
    select
      p.number,
      case when min(p.contact_id) = max(p.contact_id)
        then 'contact ' || min(p.contact_id) else p.number end,
      case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end
    from contact_phone p
    where p.number is not null
    group by p.number;
  else
    return query
    select
      u.number,
      case when min(p.contact_id) = max(p.contact_id)
        then 'contact ' || min(p.contact_id) else u.number end,
      case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end
    from (select distinct n.number from unnest(numbers) as n(number)) u
    left join contact_phone p on p.number = u.number
    group by u.number;
  end if;
end
$$;
comment on function person_of(text[]) is
  'Who stands behind numbers: the contact that alone has a number, else the number itself.';
