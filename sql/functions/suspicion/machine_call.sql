-- Purpose: the calls in which an answering machine may have spoken: see docs/suspicion.md.
-- Parameters: numbers in E.164; null for all. Returns: the calls. Reads: call, setting.
-- Writes: nothing. A function of all calls of the number, whatever their order.
-- A number's longest talk must be shorter than machine_talk_limit_seconds (60); at least
-- machine_repeats (3) outbound calls, and at least half of all answered ones, must be within a
-- second of it; and nobody may ever have been spoken with who called from there.
create or replace function machine_call(numbers text[])
returns table (call_id bigint)
language plpgsql stable
set jit = off
as $$
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
  -- Number by number along the index, whatever the planner thinks of a table that a first load has
  -- just filled. Most numbers have too few such calls, or a conversation.
  return query
  select u.call_id
  from (select distinct x.number from unnest(suspects) as x(number)) n
  cross join lateral (
    select max(c.talk_seconds) as longest, count(*) as answered,
      bool_or(c.direction = 'inbound') as has_called
    from call c
    where c.external_number = n.number
      and c.disposition = 'answered'
      and c.direction <> 'internal'
      and c.twin_of is null
  ) t
  cross join lateral (
    select array_agg(c.call_id) as calls
    from call c
    where c.external_number = n.number
      and c.disposition = 'answered'
      and c.direction <> 'internal'
      and c.twin_of is null
      and c.talk_seconds >= greatest(1, t.longest - 1)
      and t.answered >= repeats
      and t.longest < limit_seconds
      and not t.has_called
  ) a
  cross join lateral unnest(a.calls) as u(call_id)
  where cardinality(a.calls) >= repeats
    and 2 * cardinality(a.calls) >= t.answered;
end
$$;
comment on function machine_call(text[]) is
  'The calls in which an answering machine may have spoken.';
