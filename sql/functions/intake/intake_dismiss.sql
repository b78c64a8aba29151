-- Purpose: a person says that a stranger is nobody's client: spam, a supplier, a wrong number.
-- Parameters: the card, who, why; whether for ever. Returns: until when calls of the number open no
-- new card: intake_quiet_days (30) from now, or infinity.
-- Raises no_data_found for a card that is not known, invalid_parameter_value without a reason or
-- when the card does not wait any more. Reads, writes: intake_card. Safe to repeat: it raises.
create or replace function intake_dismiss(
  of_card bigint, who text, why text, for_ever boolean)
returns timestamptz
language plpgsql volatile as $$
declare
  card intake_card;
  until timestamptz := 'infinity';
begin
  if coalesce(why, '') !~ '\S' then
    raise invalid_parameter_value using
      message = format('Card %s can''t be dismissed without a reason.', of_card),
      hint = 'Say why: spam, a supplier, a wrong number.';
  end if;
  perform lock_links();
  select * into card from intake_card k where k.intake_card_id = of_card;
  if not found then
    raise no_data_found using
      message = format('There is no intake card %s.', of_card),
      hint = 'tollgate intake lists those that wait.';
  elsif card.closed_at is not null then
    raise invalid_parameter_value using
      message = format('Card %s is closed already: %s', of_card, card.closed_why);
  end if;
  if not for_ever then
    until := now() + setting_number('intake_quiet_days', 30)::double precision * interval '1 day';
  end if;
  update intake_card k
  set closed_at = now(), closed_how = 'dismissed', closed_by = who, closed_why = why,
    covers_until = until
  where k.intake_card_id = of_card;
  -- Calls later than that, if any, get a card of their own.
  perform rederive_intake(array[card.number]);
  return until;
end
$$;
comment on function intake_dismiss(bigint, text, text, boolean) is
  'A person says that a stranger is nobody''s client.';
