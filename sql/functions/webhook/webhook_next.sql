-- Purpose: the events that a webhook has not been offered yet.
-- Parameters: the webhook; the place after which to begin; how many at most.
-- Returns: one row per event, in order, and whether it has to wait behind another one of its
-- subject; event and subject are null where its fact is gone.
-- Reads: webhook, webhook_delivery. Safe to repeat: writes nothing.
create or replace function webhook_next(hook integer, after_sequence bigint, most integer)
returns table (sequence bigint, subject text, waits boolean, id text, event json)
language sql stable as $$
  select e.sequence, e.subject,
    exists (
      select from webhook_delivery d
      where d.webhook_id = hook and d.died_at is null and d.subject = e.subject),
    e.event ->> 'id', e.event
  from event_at(array(
    select k.sequence
    from event_key(
      after_sequence, most, (select w.types from webhook w where w.webhook_id = hook)) k)) e
  order by e.sequence
$$;
comment on function webhook_next(integer, bigint, integer) is
  'The events that a webhook has not been offered yet.';
