-- Purpose: what the gates of deals' current stages answer.
-- Parameters: the deals, by our numbers; the moment of the question.
-- Returns: a row for each deal that has a stage, in the order given: missing names the kinds of the
-- requirements that are not met, with commas. Reads: by gate_facts. Writes: nothing.
-- Safe to repeat.
create or replace function policy_gate(deals integer[], as_of timestamptz)
returns table (deal_id integer, deal text, stage text, verdict text, missing text)
language sql stable as $$
  select
    d.deal_id, d.crm_id, f.facts #>> '{from,stage}', f.facts ->> 'verdict',
    (
      select coalesce(string_agg(r.value ->> 'kind', ', ' order by r.ordinality), '')
      from jsonb_array_elements(f.facts -> 'requirements') with ordinality r
      where r.value ->> 'state' <> 'met')
  from unnest(deals) with ordinality as u (deal_id, place)
  join deal d on d.deal_id = u.deal_id
  cross join lateral (select gate_facts(d.crm_id, null, null, as_of) as facts) f
  order by u.place
$$;
comment on function policy_gate(integer[], timestamptz) is
  'What the gates of deals'' current stages answer.';
