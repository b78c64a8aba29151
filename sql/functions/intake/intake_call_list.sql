-- Purpose: the calls of a card's number, in the order of their starts. Parameters: the card.
-- Returns: one row per call, also those before and after the card. Reads: intake_card, call.
create or replace function intake_call_list(wanted bigint)
returns table (
  call bigint, started_at timestamptz, direction text, disposition text, talk_seconds integer,
  extension text, manager text, did text, link_method text)
language sql stable as $$
  select c.call_id, c.started_at, c.direction, c.disposition, c.talk_seconds, c.last_extension,
    m.name, c.did, c.link_method
  from intake_card k
  join call c on c.external_number = k.number
  left join manager m on m.manager_id = c.manager_id
  where k.intake_card_id = wanted
  order by c.started_at, c.call_id
$$;
comment on function intake_call_list(bigint) is
  'The calls of a card''s number, in the order of their starts.';
