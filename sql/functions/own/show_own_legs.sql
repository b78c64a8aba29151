-- Purpose: numbers are our own no more: write their legs as DialPlan.swift reads them now.
-- Parameters, side by side: legs, what their two ends are, the outside party as written and in
-- E.164. Returns: the calls that the legs are part of. Writes: leg. Safe to repeat: yes.
create or replace function show_own_legs(
  legs bigint[], a_kinds text[], b_kinds text[], raws text[], numbers text[])
returns table (call_id bigint)
language sql volatile as $$
  update leg l
  set a_kind = u.a_kind, b_kind = u.b_kind, external_raw = u.raw, external_number = u.number
  from unnest(legs, a_kinds, b_kinds, raws, numbers) as u(leg_id, a_kind, b_kind, raw, number)
  where l.leg_id = u.leg_id
  returning l.call_id
$$;
comment on function show_own_legs(bigint[], text[], text[], text[], text[]) is
  'Writes legs of numbers that are our own no more as they are read now.';
