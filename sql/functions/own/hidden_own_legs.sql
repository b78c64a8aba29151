-- Purpose: legs that may have been read with a line of our own as one end, to be read again when a
-- number is our own no more. Parameters: the exchanges by name; empty among them: all.
-- Returns: what DialPlan.swift needs to know of each. Reads: leg, pbx. Writes: nothing.
create or replace function hidden_own_legs(exchanges text[])
returns table (
  leg_id bigint, pbx text, source text, destination text, channel text, destination_channel text,
  account_code text, user_field text)
language sql stable as $$
  select l.leg_id, p.name, l.source, l.destination, l.channel, l.destination_channel,
    l.account_code, l.user_field
  from leg l
  join pbx p on p.pbx_id = l.pbx_id
  where l.external_raw is null
    and 'other' in (l.a_kind, l.b_kind)
    and ('' = any (exchanges) or p.name = any (exchanges))
$$;
comment on function hidden_own_legs(text[]) is
  'Legs that may have been read with a line of our own as one end.';
