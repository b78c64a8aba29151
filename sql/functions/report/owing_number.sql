-- Purpose: the numbers that may owe or have owed a call-back in a span: the few about which
-- callback_debt is to be asked, of all.
-- Parameters: the beginning of the span; as_of.
-- Returns: one row per number, in E.164: its last miss is of the span or later, or not older than
-- its last call that closes a debt; and each number that changed hands, of which the call that
-- closes may be another person's. More numbers than owe are no harm, fewer would be.
-- Reads: call, contact_phone. Writes: nothing. Safe to repeat.
-- plpgsql, as its query may then run in parallel whatever asks for it.
create or replace function owing_number(from_at timestamptz, as_of timestamptz)
returns table (number text)
language plpgsql stable
rows 20000
as $$
#variable_conflict use_column
begin
  return query
  select m.number
  from (
    select
      c.external_number as number,
      max(c.ended_at) filter (where c.direction = 'inbound' and c.disposition <> 'answered')
        as missed_at,
      max(c.started_at) filter (where c.disposition = 'answered'
        and (c.direction = 'inbound' or c.talk_seconds >= 10)) as closed_at
    from call c
    where c.external_number is not null
      and c.direction <> 'internal'
      and c.twin_of is null
      and c.started_at <= as_of
    group by c.external_number
  ) m
  where m.missed_at >= from_at
    or m.missed_at >= coalesce(m.closed_at, '-infinity')
  union
  select p.number
  from contact_phone p
  where p.number is not null
    and (p.valid_from <> '-infinity' or p.valid_to <> 'infinity');
end
$$;
comment on function owing_number(timestamptz, timestamptz) is
  'The numbers that may owe or have owed a call-back in a span.';
