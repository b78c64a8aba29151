-- Purpose: what waits for a person's word. Parameters: the CRM's id of the deal (null: of any, and
-- those of which it is not clear); whether to give what was decided, too.
-- Returns: a row for each, the oldest first. Raises no_data_found for a deal that is not known.
-- Reads: suggestion, deal, stage_period, stage. Writes: nothing. Safe to repeat.
create or replace function suggestion_list(of_deal text, decided boolean default false)
returns table (
  suggestion_id bigint, deal text, stage text, kind text, occurred_at timestamptz, source text,
  call_id bigint, ground text, detail text, status text, decided_by text, decided_at timestamptz,
  decided_why text, evidence_id bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  the_deal constant integer := case when of_deal is not null then (gate_deal(of_deal)).deal_id end;
begin
  return query
  select
    s.suggestion_id, d.crm_id, t.crm_id, s.kind, s.occurred_at, s.source, s.call_id, s.ground,
    s.detail, s.status, s.decided_by, s.decided_at, s.decided_why, s.evidence_id
  from suggestion s
  left join deal d on d.deal_id = s.deal_id
  left join stage_period p on p.stage_period_id = s.stage_period_id
  left join stage t on t.stage_id = p.stage_id
  where (the_deal is null or s.deal_id = the_deal)
    and (s.status = 'waiting' or decided)
  order by s.occurred_at, s.suggestion_id;
end
$$;
comment on function suggestion_list(text, boolean) is 'What waits for a person''s word.';
