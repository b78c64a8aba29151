-- Purpose: what trunks show of our own lines: numbers that were called from outside, and numbers
-- that extensions showed when they called out. As written, per exchange; the caller brings them
-- into E.164 and adds up.
-- Parameters: how many days before the newest record to look back.
-- Returns: one row per exchange and text: legs that called it, outbound legs that showed it, an
-- example. Reads: leg, pbx. Writes: nothing.
create or replace function own_number_sighting(days integer)
returns table (pbx text, written text, called bigint, shown bigint, example_call bigint)
language sql stable as $$
  with seen as (
    select l.pbx_id, l.did as written, true as is_called, l.call_id, l.started_at
    from leg l
    where l.did <> ''
      and l.a_kind in ('trunk', 'other')
    union all
    select l.pbx_id, l.source, false, l.call_id, l.started_at
    from leg l
    where l.a_kind = 'extension'
      and l.b_kind = 'trunk'
      and l.source <> ''
      and l.source <> coalesce(l.a_extension, '')
  )
  select p.name, s.written, count(*) filter (where s.is_called),
    count(*) filter (where not s.is_called), max(s.call_id)
  from seen s
  join pbx p on p.pbx_id = s.pbx_id
  where s.started_at >= p.complete_up_to - make_interval(days => days)
    and s.written ~ '[0-9]{6}'
  group by p.name, s.written
$$;
comment on function own_number_sighting(integer) is 'What trunks show of our own lines.';
