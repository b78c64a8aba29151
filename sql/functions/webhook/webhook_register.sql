-- Purpose: make the webhooks of the configuration known. A new one gets the events from now on; one
-- that was there goes on where it was; one whose address is another is switched on again.
-- Parameters: names, addresses and patterns of types (blanks between them) side by side; whether
-- webhooks that are not named are to be marked as removed.
-- Returns: nothing. Reads: outbox_state. Writes: webhook, outbox. Safe to repeat: yes.
create or replace function webhook_register(
  names text[], addresses text[], patterns text[], exclusive boolean)
returns void
language plpgsql volatile as $$
declare
  reached constant bigint := publish_events();
begin
  insert into webhook (name, address, types, sequence)
  select u.name, u.address, string_to_array(u.pattern, ' '), reached
  from unnest(names, addresses, patterns) as u(name, address, pattern)
  on conflict on constraint webhook_name_key do update
  set address = excluded.address, types = excluded.types, removed_at = null,
    switched_off_at = case
      when webhook.address = excluded.address then webhook.switched_off_at
    end
  where (webhook.address, webhook.types, webhook.removed_at)
    is distinct from (excluded.address, excluded.types, null);
  if exclusive then
    update webhook w
    set removed_at = now()
    where w.removed_at is null
      and w.name <> all (names);
  end if;
end
$$;
comment on function webhook_register(text[], text[], text[], boolean) is
  'Makes the webhooks of the configuration known.';
