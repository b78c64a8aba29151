-- Purpose: withdraw a piece of evidence that turned out wrong. The row stays.
-- Parameters: its number, who withdraws it, why. Returns: true; false when it was revoked before,
-- and then the first reason stays. Raises no_data_found for a number that is not known and
-- invalid_parameter_value when no reason is given.
-- Reads, writes: evidence. Safe to repeat.
create or replace function evidence_revoke(of_evidence bigint, who text, why text)
returns boolean
language plpgsql volatile as $$
begin
  if coalesce(why, '') !~ '\S' then
    raise invalid_parameter_value using
      message = format('Evidence %s can''t be revoked without a reason.', of_evidence),
      hint = 'Say why: whoever reads the decision later needs to know.';
  end if;
  update evidence e
  set revoked_at = now(), revoked_by = who, revoked_why = why
  where e.evidence_id = of_evidence
    and e.revoked_at is null;
  if found then
    return true;
  end if;
  if not exists (select from evidence e where e.evidence_id = of_evidence) then
    raise no_data_found using
      message = format('There is no evidence %s.', of_evidence),
      hint = 'tollgate evidence list names the numbers.';
  end if;
  return false;
end
$$;
comment on function evidence_revoke(bigint, text, text) is 'Withdraws a piece of evidence.';
