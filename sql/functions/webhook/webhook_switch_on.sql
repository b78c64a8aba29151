-- Purpose: switch a webhook on again that answered that nobody is there any more.
-- Parameters: its name. Returns: nothing. Raises no_data_found for a webhook that is not known.
-- Writes: webhook. Safe to repeat: yes.
create or replace function webhook_switch_on(hook text)
returns void
language plpgsql volatile as $$
begin
  update webhook w
  set switched_off_at = null, resting_until = null
  where w.name = hook;
  if not found then
    raise no_data_found using
      message = format('There is no webhook %s.', hook),
      hint = 'tollgate events webhooks lists them.';
  end if;
end
$$;
comment on function webhook_switch_on(text) is
  'Switches a webhook on again that answered that nobody is there any more.';
