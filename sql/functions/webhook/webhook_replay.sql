-- Purpose: have events delivered again.
-- Parameters: the webhook's name; either the place after which all of its events are sent again,
-- or null for dead letters: those at the places, or all of them when places is null. What waits for
-- its next attempt is then tried at once, too.
-- Returns: how many dead letters are tried again; for a place, by how much the webhook went back.
-- Raises no_data_found for a webhook that is not known.
-- Reads: webhook. Writes: webhook, webhook_delivery. Safe to repeat: it is sent once more.
create or replace function webhook_replay(hook text, after_sequence bigint, places bigint[])
returns bigint
language plpgsql volatile as $$
declare
  the_webhook webhook;
  replayed bigint;
begin
  select * into the_webhook from webhook w where w.name = hook for update;
  if not found then
    raise no_data_found using
      message = format('There is no webhook %s.', hook),
      hint = 'tollgate events webhooks lists them.';
  end if;
  if after_sequence is not null then
    update webhook w
    set sequence = least(w.sequence, after_sequence)
    where w.webhook_id = the_webhook.webhook_id;
    return greatest(the_webhook.sequence - after_sequence, 0);
  end if;
  update webhook_delivery d
  set died_at = null, attempts = 0, due_at = now(), scheduled_at = now()
  where d.webhook_id = the_webhook.webhook_id
    and d.died_at is not null
    and (places is null or d.sequence = any (places));
  get diagnostics replayed = row_count;
  update webhook_delivery d
  set due_at = now()
  where d.webhook_id = the_webhook.webhook_id
    and d.died_at is null
    and d.due_at > now();
  return replayed;
end
$$;
comment on function webhook_replay(text, bigint, bigint[]) is 'Has events delivered again.';
