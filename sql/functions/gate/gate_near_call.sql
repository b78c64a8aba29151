-- Purpose: calls of a deal in a span of time, and calls with the same persons that belong to
-- another deal or to none: the evidence for the absence of evidence.
-- Parameters: deal, start of the span, end of the span (not included); known: calls of which no
-- record had been taken by then do not count (infinity or absent: all).
-- Returns: a row for each call; of each number at most the 200 newest, as a switchboard's number
-- may have thousands. No telephone number leaves this function. Which deal a call belongs to is
-- what we know of it now.
-- Reads: call, recorded_call, deal, deal_contact, contact_phone, company_phone, leg, batch.
-- Writes: nothing.
-- Safe to repeat.
create or replace function gate_near_call(
  of_deal integer, from_at timestamptz, until_at timestamptz,
  known timestamptz default 'infinity')
returns table (
  call_id bigint, started_at timestamptz, direction text, disposition text,
  talk_seconds integer, has_recording boolean, is_ambiguous boolean, is_of_deal boolean)
language sql stable as $$
  with near as (
    select c.*, true as is_of_deal
    from call c
    where c.deal_id = of_deal
      and c.started_at >= from_at
      and c.started_at < until_at
    union all
    select c.*, false
    from (
      select p.number, p.valid_from, p.valid_to
      from deal_contact dc
      join contact_phone p using (contact_id)
      where dc.deal_id = of_deal
        and p.number is not null
      union
      select p.number, '-infinity', 'infinity'
      from deal d
      join company_phone p using (company_id)
      where d.deal_id = of_deal
        and p.number is not null
    ) n
    cross join lateral (
      select k.*
      from call k
      where k.external_number = n.number
        and k.started_at >= greatest(from_at, n.valid_from)
        and k.started_at < least(until_at, n.valid_to)
      order by k.started_at desc
      limit 200
    ) c
    where c.deal_id is distinct from of_deal
  )
  select distinct
    n.call_id, n.started_at, n.direction, n.disposition, n.talk_seconds,
    exists (select from recorded_call r where r.call_id = n.call_id), n.ambiguous, n.is_of_deal
  from near n
  where n.twin_of is null
    and (
      known = 'infinity'
      or exists (
        select
        from leg l
        join batch b
          on b.source_file_id = l.source_file_id
          and b.from_offset <= l.byte_offset
          and b.to_offset > l.byte_offset
        where l.call_id = n.call_id
          and b.committed_at <= known))
$$;
comment on function gate_near_call(integer, timestamptz, timestamptz, timestamptz) is
  'Calls of a deal in a span, and calls with the same persons that belong elsewhere.';
