-- Purpose: how complete each exchange's records are. Returns: one row per exchange, with the age
-- of its newest call in minutes (null when it gave none). Reads: pbx, quarantine.
create or replace function exchange_state()
returns table (
  pbx text, complete_up_to timestamptz, minutes_behind integer, waiting_in_quarantine bigint)
language sql stable as $$
  select p.name, p.complete_up_to,
    (extract(epoch from now() - p.complete_up_to) / 60)::integer,
    (select count(*) from quarantine q where q.pbx_id = p.pbx_id and q.settled_at is null)
  from pbx p
  order by p.name
$$;
comment on function exchange_state() is 'How complete each exchange''s records are.';
