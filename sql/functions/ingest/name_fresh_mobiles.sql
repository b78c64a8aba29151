-- Purpose: in the fresh legs, an outside line with a seller's own mobile behind it is a telephone
-- of ours: a call to it is no call to a client, and a call forwarded to it was answered by him.
-- Parameters: the exchange. Returns: nothing. Reads: manager_extension by own_mobile.
-- Writes: leg_fresh. Safe to repeat: yes. The far end first, as it looks at the near one.
create or replace function name_fresh_mobiles(exchange integer) returns void
language sql volatile as $$
  update leg_fresh f
  set b_kind = 'extension', b_extension = o.number
  from own_mobile(exchange) o
  where f.b_kind = 'trunk'
    and o.number = case f.a_kind when 'trunk' then f.far_number else f.external_number end
    and o.held @> f.started_at;

  update leg_fresh f
  set a_kind = 'extension', a_extension = o.number
  from own_mobile(exchange) o
  where f.a_kind = 'trunk'
    and o.number = f.external_number
    and o.held @> f.started_at;
$$;
comment on function name_fresh_mobiles(integer) is
  'In the fresh legs, a seller''s own mobile is a telephone of ours.';
