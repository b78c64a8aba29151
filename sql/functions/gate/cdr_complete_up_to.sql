-- Purpose: up to when the call records of every exchange are known, or were at a moment.
-- Parameters: known: what was recorded later does not count; infinity or absent: all.
-- Returns: the smallest watermark of the exchanges that have given a record; null when none has,
-- or when one had and its watermark was not kept. Reads: pbx, batch, source_file. Writes: nothing.
-- Safe to repeat. A record that was replayed from quarantine moves the watermark of a moment in
-- the past only with the next batch: that errs towards knowing less.
create or replace function cdr_complete_up_to(known timestamptz default 'infinity')
returns timestamptz
language sql stable as $$
  select case
    when known = 'infinity' then (select min(p.complete_up_to) from pbx p)
    else (
      select case when bool_and(x.mark is not null) then min(x.mark) end
      from (
        select max(b.complete_up_to) as mark
        from batch b
        join source_file f using (source_file_id)
        where b.committed_at <= known
        group by f.pbx_id
        having sum(b.accepted + b.duplicate) > 0
      ) x)
  end
$$;
comment on function cdr_complete_up_to(timestamptz) is
  'Up to when the call records of every exchange are known, or were at a moment.';
