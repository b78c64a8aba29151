-- Purpose: intake cards for event_at. Written so that it may stand before there are any.
-- Parameters: numbers of cards.
-- Returns: one row per card; none while there is no table intake_card. Reads: intake_card.
-- Safe to repeat: writes nothing.
create or replace function intake_event(cards bigint[])
returns table (card bigint, opened_at timestamptz, due_at timestamptz, call_id bigint)
language plpgsql stable as $$
begin
  if cards = '{}' or to_regclass('intake_card') is null then
    return;
  end if;
  return query
  select i.intake_card_id, i.opened_at, i.due_at, i.opened_by
  from intake_card i
  where i.intake_card_id = any (cards);
end
$$;
comment on function intake_event(bigint[]) is 'Intake cards, as events tell of them.';
