-- Purpose: the calls in which an answering machine may have spoken: see docs/suspicion.md.
-- Parameters: numbers in E.164; null for all. Returns: the calls. Reads: call, setting.
-- Writes: nothing. A function of all calls of the number, whatever their order.
-- A number's longest talk must be shorter than machine_talk_limit_seconds (60); at least
-- machine_repeats (3) outbound calls, and at least half of all answered ones, must be within a
-- second of it; and nobody may ever have been spoken with who called from there.
create or replace function machine_call(numbers text[])
returns table (call_id bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  limit_seconds constant integer := setting_number('machine_talk_limit_seconds', 60)::integer;
  repeats constant integer := setting_number('machine_repeats', 3)::integer;
  suspects text[] := numbers;
begin
  if numbers is null then
    suspects := array(
      select c.external_number
      from call c
      where c.direction = 'outbound' and c.disposition = 'answered'
        and c.external_number is not null
        and c.talk_seconds between 1 and limit_seconds - 1
      group by c.external_number
      having count(*) >= repeats);
  end if;
  return query
  -- Most numbers have too few such calls, or a conversation: they are out before anything is sorted.
  with short as (
    select n.number, max(c.talk_seconds) as longest, count(*) as answered
    from (select distinct u.number from unnest(suspects) as u(number)) n
    join call c on c.external_number = n.number
    where c.disposition = 'answered'
      and c.direction <> 'internal'
      and c.twin_of is null
    group by n.number
    having count(*) >= repeats
      and max(c.talk_seconds) between 1 and limit_seconds - 1
      and not bool_or(c.direction = 'inbound')
  ),
  alike as (
    select s.number, array_agg(c.call_id) as calls, min(s.answered) as answered
    from short s
    join call c on c.external_number = s.number
    where c.disposition = 'answered'
      and c.direction <> 'internal'
      and c.twin_of is null
      and c.talk_seconds >= greatest(1, s.longest - 1)
    group by s.number
  )
  select unnest(a.calls)
  from alike a
  where cardinality(a.calls) >= repeats
    and 2 * cardinality(a.calls) >= a.answered;
end
$$;
comment on function machine_call(text[]) is
  'The calls in which an answering machine may have spoken.';
