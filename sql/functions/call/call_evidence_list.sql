-- Purpose: what a call proved: every piece of evidence that ever rested on it, newest last.
-- Parameters: the call. Returns: one row per piece; state is live, uncertain or why it was revoked.
-- Reads: evidence, deal, stage_period, stage. Writes: nothing.
create or replace function call_evidence_list(wanted bigint)
returns table (
  evidence_id bigint, kind text, deal text, stage text, occurred_at timestamptz,
  recorded_at timestamptz, state text)
language sql stable as $$
  select
    e.evidence_id, e.kind, d.crm_id, s.crm_id, e.occurred_at, e.recorded_at,
    case
      when e.revoked_at is not null then format('revoked: %s', e.revoked_why)
      when e.certain then 'live'
      else 'live, uncertain'
    end
  from evidence e
  join deal d on d.deal_id = e.deal_id
  left join stage_period v on v.stage_period_id = e.stage_period_id
  left join stage s on s.stage_id = v.stage_id
  where e.call_id = wanted
  order by e.evidence_id
$$;
comment on function call_evidence_list(bigint) is
  'Every piece of evidence that ever rested on a call.';
