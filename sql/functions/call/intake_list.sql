-- Purpose: strangers who called in and wait to become a card, one row a number, oldest first.
-- Returns: number, first and last call, how often, whether anybody spoke with him. Reads: call.
create or replace function intake_list()
returns table (
  external_number text, first_at timestamptz, last_at timestamptz, calls bigint,
  answered bigint, last_call bigint)
language sql stable as $$
  select c.external_number, min(c.started_at), max(c.started_at), count(*),
    count(*) filter (where c.disposition = 'answered'), max(c.call_id)
  from call c
  where c.link_method = 'intake'
  group by c.external_number
  order by min(c.started_at)
$$;
comment on function intake_list() is 'Strangers who called in and wait to become a card.';
