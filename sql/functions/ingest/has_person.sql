-- Purpose: whether an answered leg had a person of ours, or his mobile, at one end, and at the other
-- neither a colleague, nor a consultation (extension to Local), nor a machine (no far channel).
-- Parameters: what its ends are, and its application. Reads, writes: nothing. Pure.
create or replace function has_person(a_kind text, b_kind text, application text) returns boolean
language sql immutable parallel safe as $$
  select (b_kind = 'extension' and a_kind not in ('extension', 'other'))
    or (b_kind = 'other' and a_kind = 'trunk')
    or (a_kind = 'extension' and b_kind = 'trunk')
    or (a_kind = 'trunk' and b_kind = 'trunk')
    or (a_kind = 'extension' and b_kind = 'none' and application like 'App%')
$$;
comment on function has_person(text, text, text) is
  'Whether an answered leg had a person of ours at one end and no colleague at the other.';
