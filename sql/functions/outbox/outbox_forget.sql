-- Purpose: remove events that are older than somebody wants to keep and that every webhook has had.
-- What a webhook still has to get stays, and dead letters stay too.
-- Parameters: up to when.
-- Returns: how many events. Reads: webhook, webhook_delivery. Writes: outbox, outbox_state.
-- Safe to repeat: yes. The facts stay: only that they are told again ends.
create or replace function outbox_forget(before timestamptz)
returns bigint
language sql volatile as $$
  with needed as (
    select least(
      (select min(w.sequence) + 1 from webhook w where w.removed_at is null),
      (select min(d.sequence) from webhook_delivery d)) as sequence
  ),
  gone as (
    delete from outbox o
    using needed n
    where o.recorded_at < before
      and o.last_sequence < coalesce(n.sequence, o.last_sequence + 1)
    returning o.last_sequence - o.first_sequence + 1 as events
  ),
  marked as (
    update outbox_state s
    set kept_since = greatest(s.kept_since, before)
    where exists (select from gone)
  )
  select coalesce(sum(g.events), 0)::bigint from gone g
$$;
comment on function outbox_forget(timestamptz) is
  'Removes old events that every webhook has had.';
