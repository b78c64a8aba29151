-- Purpose: take a webhook for this session, so that no other worker delivers to it meanwhile, and
-- publish what was committed. The session's end, however it comes, gives it free.
-- Parameters: its name; the moment.
-- Returns: its number, its place, how far events are published, and how many of its events fail and
-- how many wait in all; no row while another session has it, or it rests or is switched off.
-- Reads: webhook, webhook_delivery. Writes: outbox. Safe to repeat; webhook_end after each.
create or replace function webhook_begin(hook text, moment timestamptz)
returns table (
  webhook_id integer, sequence bigint, published bigint, failing bigint, waiting bigint)
language plpgsql volatile as $$
declare
  reached bigint;
begin
  if not pg_try_advisory_lock(hashtextextended(current_schema || '/webhook/' || hook, 0)) then
    return;
  end if;
  reached := publish_events();
  return query
  select w.webhook_id, w.sequence, reached,
    (select count(*) from webhook_delivery d
    where d.webhook_id = w.webhook_id and d.died_at is null and d.attempts > 0),
    (select count(*) from webhook_delivery d
    where d.webhook_id = w.webhook_id and d.died_at is null)
  from webhook w
  where w.name = hook
    and w.switched_off_at is null
    and w.removed_at is null
    and (w.resting_until is null or w.resting_until <= moment);
  if not found then
    perform webhook_end(hook);
  end if;
end
$$;
comment on function webhook_begin(text, timestamptz) is 'Takes a webhook for this session.';
