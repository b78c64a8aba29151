-- Purpose: who held numbers that changed hands, period by period.
-- Parameters: numbers in E.164. Returns: for each number periods that follow each other and cover
-- all of time: the contact that alone had it then, else none and the number as person.
-- Reads: contact_phone. Writes: nothing. Safe to repeat.
create or replace function number_holder(numbers text[])
returns table (
  number text, person text, contact_id integer, valid_from timestamptz, valid_to timestamptz)
language sql stable as $$
  with phone as (
    select p.number, p.contact_id, p.valid_from, p.valid_to
    from unnest(numbers) as n(number)
    join contact_phone p on p.number = n.number
  ),
  bound as (
    select p.number, p.valid_from as at from phone p
    union
    select p.number, p.valid_to from phone p
    union
    select p.number, '-infinity' from phone p
  ),
  period as (
    select
      b.number, b.at as valid_from,
      coalesce(lead(b.at) over (partition by b.number order by b.at), 'infinity') as valid_to
    from bound b
    where b.at < 'infinity'
  )
  select
    r.number,
    case when min(p.contact_id) = max(p.contact_id)
      then 'contact ' || min(p.contact_id) else r.number end,
    case when min(p.contact_id) = max(p.contact_id) then min(p.contact_id) end,
    r.valid_from, r.valid_to
  from period r
  left join phone p
    on p.number = r.number and p.valid_from <= r.valid_from and r.valid_from < p.valid_to
  group by r.number, r.valid_from, r.valid_to
$$;
comment on function number_holder(text[]) is
  'Who held numbers that changed hands, period by period.';
