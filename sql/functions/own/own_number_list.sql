-- Purpose: the numbers that are, or were said not to be, our own.
-- Returns: one row per number and exchange: state configured, confirmed or rejected, who and when.
-- Reads: own_number, own_number_refusal. Writes: nothing.
create or replace function own_number_list()
returns table (number text, pbx text, state text, by text, at timestamptz)
language sql stable as $$
  select o.number, o.pbx_name,
    case when o.pbx_name = '' then 'confirmed' else 'configured' end,
    o.confirmed_by, o.confirmed_at
  from own_number o
  union all
  select r.number, '', 'rejected', r.decided_by, r.decided_at
  from own_number_refusal r
$$;
comment on function own_number_list() is
  'The numbers that are, or were said not to be, our own.';
