-- Purpose: the name under which both ends of a channel are known: the halves ;1 and ;2 of a
-- Local channel are one. Returns null for no channel. Pure.
create or replace function channel_name(channel text) returns text
language sql immutable parallel safe as $$
  select case
    when channel like 'Local/%' then split_part(channel, ';', 1)
    else nullif(channel, '')
  end
$$;
comment on function channel_name(text) is
  'The name under which both ends of a channel are known.';
