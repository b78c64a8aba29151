-- Purpose: how the calls were linked: one row per rule. Returns: rule, calls, of them ambiguous,
-- share of external calls in percent. Reads: call.
create or replace function link_summary()
returns table (link_method text, calls bigint, ambiguous bigint, percent numeric)
language sql stable as $$
  select coalesce(c.link_method, 'internal'), count(*), count(*) filter (where c.ambiguous),
    case when c.link_method is not null then
      round(100.0 * count(*) / nullif(sum(count(*)) filter (where c.link_method is not null) over (), 0), 1)
    end
  from call c
  where c.twin_of is null
  group by c.link_method
  order by count(*) desc
$$;
comment on function link_summary() is 'How the calls were linked: one row per rule.';
