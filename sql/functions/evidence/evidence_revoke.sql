-- Purpose: withdraw a piece of evidence that turned out wrong, or dismiss a suggestion. The row
-- stays. Parameters: its number, who withdraws it, why. Returns: true; false when it was revoked or
-- dismissed before, and then the first reason stays. Raises no_data_found for a number that is not
-- known and invalid_parameter_value when no reason is given.
-- Reads, writes: evidence, suggestion. Safe to repeat. What rests on the piece follows.
create or replace function evidence_revoke(of_evidence bigint, who text, why text)
returns boolean
language plpgsql volatile as $$
declare
  of_deal integer;
  became bigint;
begin
  if coalesce(why, '') !~ '\S' then
    raise invalid_parameter_value using
      message = format('Evidence %s can''t be revoked without a reason.', of_evidence),
      hint = 'Say why: whoever reads the decision later needs to know.';
  end if;
  perform lock_links();
  update suggestion s
  set status = 'dismissed', decided_by = who, decided_at = now(), decided_why = why
  where s.suggestion_id = of_evidence
    and s.status in ('waiting', 'withdrawn');
  if found then
    return true;
  end if;
  -- Of a suggestion that became evidence, the evidence is meant.
  select s.evidence_id into became from suggestion s where s.suggestion_id = of_evidence;
  if found and became is null then
    return false;
  end if;
  update evidence e
  set revoked_at = now(), revoked_by = who, revoked_why = why
  where e.evidence_id = coalesce(became, of_evidence)
    and e.revoked_at is null
  returning e.deal_id into of_deal;
  if found then
    perform derive_deal_evidence(of_deal);
    return true;
  end if;
  if became is null and not exists (select from evidence e where e.evidence_id = of_evidence) then
    raise no_data_found using
      message = format('There is no evidence or suggestion %s.', of_evidence),
      hint = 'tollgate evidence list names the numbers.';
  end if;
  return false;
end
$$;
comment on function evidence_revoke(bigint, text, text) is
  'Withdraws a piece of evidence, or dismisses a suggestion.';
