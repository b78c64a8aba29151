-- Purpose: calls by what is asked of them, newest first; of a conversation that several exchanges
-- logged the call that counts.
-- Parameters: from, to (null: no bound), deal, manager, stage, method (null: any), whether only
-- ambiguous ones, how many at most. Returns: rows of call_row. Reads: call_row.
create or replace function call_list(
  since timestamptz, until timestamptz, of_deal text, of_manager text, of_stage text,
  by_method text, only_ambiguous boolean, at_most integer)
returns setof call_row
language sql stable as $$
  select r.*
  from call_row r
  where (since is null or r.started_at >= since)
    and (until is null or r.started_at < until)
    and (of_deal is null or r.deal = (
      select d.crm_id
      from named_deal n
      join deal d on d.deal_id = n.deal_id
      where n.crm_id = of_deal))
    and (of_manager is null or r.manager = of_manager)
    and (of_stage is null or r.stage = of_stage)
    and (by_method is null or r.link_method = by_method)
    and (not only_ambiguous or r.ambiguous)
    and r.twin_of is null
  order by r.started_at desc, r.call_id desc
  limit at_most
$$;
comment on function
  call_list(timestamptz, timestamptz, text, text, text, text, boolean, integer) is
  'Calls by what is asked of them, newest first.';
