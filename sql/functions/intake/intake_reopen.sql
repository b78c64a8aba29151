-- Purpose: take a dismissal back.
-- Parameters: the card, who. Returns: the card in which the calls wait now; null when they wait
-- nowhere, as the number has become known meanwhile.
-- Raises no_data_found for a card that is not known, invalid_parameter_value for one that nobody
-- dismissed. Reads, writes: intake_card. Safe to repeat: it raises.
create or replace function intake_reopen(of_card bigint, who text) returns bigint
language plpgsql volatile as $$
declare
  card intake_card;
  newer bigint;
begin
  perform lock_links();
  select * into card from intake_card k where k.intake_card_id = of_card;
  if not found then
    raise no_data_found using message = format('There is no intake card %s.', of_card);
  elsif card.closed_how is distinct from 'dismissed' then
    raise invalid_parameter_value using
      message = format('Card %s was not dismissed.', of_card),
      hint = 'tollgate intake --closed tells how it was closed.';
  end if;
  select k.intake_card_id into newer
  from intake_card k
  where k.number = card.number and k.closed_at is null;
  if newer is null then
    update intake_card k
    set closed_at = null, closed_how = null, closed_by = null, closed_why = null,
      covers_until = null
    where k.intake_card_id = of_card;
  else
    update intake_card k
    set closed_at = now(), closed_how = 'joined', closed_by = who, covers_until = null,
      closed_why = format('Its calls wait in card %s.', newer)
    where k.intake_card_id = of_card;
  end if;
  perform rederive_intake(array[card.number]);
  return (
    select k.intake_card_id
    from intake_card k
    where k.number = card.number and k.closed_at is null);
end
$$;
comment on function intake_reopen(bigint, text) is 'Takes a dismissal back.';
