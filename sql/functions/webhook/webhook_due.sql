-- Purpose: what a webhook did not take before and is to be tried now: the events of every subject
-- whose first one is due. While it takes nothing, the first one that failed is tried every five
-- minutes, so that it is not long back before we know.
-- Parameters: the webhook; the moment; whether events that were never tried may be begun; how many
-- at most.
-- Returns: one row per event, in order; event is null where its fact is gone.
-- Reads: webhook_delivery, webhook. Safe to repeat: writes nothing.
create or replace function webhook_due(
  hook integer, moment timestamptz, begins_new boolean, most integer)
returns table (
  sequence bigint, subject text, attempts integer, scheduled_at timestamptz, id text, event json)
language sql stable as $$
  with waiting as (
    select d.*, first_value(d.due_at) over chain as head_due_at,
      first_value(d.attempts) over chain as head_attempts,
      row_number() over chain = 1 as is_head
    from webhook_delivery d
    where d.webhook_id = hook
      and d.died_at is null
    window chain as (partition by d.subject order by d.sequence)
  ),
  probe as (
    select w.subject
    from waiting w
    where w.is_head
      and w.attempts > 0
      and exists (
        select from webhook h where h.webhook_id = hook and h.failing_since is not null)
      and (select max(i.tried_at) from waiting i) <= moment - interval '5 minutes'
    order by w.sequence
    limit 1
  ),
  due as materialized (
    select w.*
    from waiting w
    where (w.head_due_at <= moment and (begins_new or w.head_attempts > 0))
      or w.subject in (select p.subject from probe p)
    order by w.sequence
    limit most
  )
  select d.sequence, d.subject, d.attempts, d.scheduled_at, e.event ->> 'id', e.event
  from due d
  left join event_at(array(select i.sequence from due i)) e on e.sequence = d.sequence
  order by d.sequence
$$;
comment on function webhook_due(integer, timestamptz, boolean, integer) is
  'What a webhook did not take before and is to be tried now.';
