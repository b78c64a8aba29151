-- Purpose: dead letters: events that a webhook would not take.
-- Parameters: the webhook's name (null: of all); how many at most.
-- Returns: one row per event, the latest first. Reads: webhook_delivery, webhook.
-- Safe to repeat: writes nothing.
create or replace function webhook_dead_list(hook text, most integer)
returns table (
  webhook text, sequence bigint, subject text, attempts integer, died_at timestamptz,
  last_error text, id text, type text)
language sql stable as $$
  with dead as materialized (
    select w.name, d.*
    from webhook_delivery d
    join webhook w on w.webhook_id = d.webhook_id
    where d.died_at is not null
      and (hook is null or w.name = hook)
    order by d.died_at desc, d.sequence desc
    limit most
  )
  select d.name, d.sequence, d.subject, d.attempts, d.died_at, d.last_error, e.event ->> 'id',
    e.event ->> 'type'
  from dead d
  left join event_at(array(select i.sequence from dead i)) e on e.sequence = d.sequence
  order by d.died_at desc, d.sequence desc
$$;
comment on function webhook_dead_list(text, integer) is
  'Dead letters: events that a webhook would not take.';
