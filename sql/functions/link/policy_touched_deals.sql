-- Purpose: the deals whose gates may answer otherwise under the settings that are tried: those
-- whose evidence changed in this transaction, and, as a doubtful call can keep a gate from being
-- shut, those of the people of calls that moved or are ambiguous. With other gate rules: all.
-- Parameters: whether gate rules are tried too. Returns: our numbers of deals that are in a stage
-- of kind open now. Reads: evidence, policy_call, call, contact_phone, deal_contact, deal,
-- company_phone, stage_period, stage. Writes: nothing. Safe to repeat.
create or replace function policy_touched_deals(with_rules boolean)
returns integer[]
language sql stable as $$
  with doubtful as (
    select c.external_number as number
    from policy_call b
    join call c on c.call_id = b.call_id
    where c.external_number is not null
      and (
        c.ambiguous
        or b.ambiguous
        or (c.deal_id, c.stage_period_id) is distinct from (b.deal_id, b.stage_period_id))
    union
    select c.external_number
    from call c
    where c.ambiguous
      and c.external_number is not null
  ),
  touched as (
    -- Rows of a transaction carry the moment at which it began.
    select e.deal_id
    from evidence e
    where e.recorded_at = now()
      or e.revoked_at = now()
    union
    select dc.deal_id
    from doubtful n
    join contact_phone p on p.number = n.number
    join deal_contact dc on dc.contact_id = p.contact_id
    union
    select d.deal_id
    from doubtful n
    join company_phone p on p.number = n.number
    join deal d on d.company_id = p.company_id
    union
    select d.deal_id
    from deal d
    where with_rules
  )
  select coalesce(array_agg(t.deal_id order by t.deal_id), '{}')
  from touched t
  where exists (
    select
    from stage_period v
    join stage s on s.stage_id = v.stage_id and s.kind = 'open'
    where v.deal_id = t.deal_id
      and v.entered_at <= now()
      and v.left_at > now())
$$;
comment on function policy_touched_deals(boolean) is
  'The deals whose gates may answer otherwise under the settings that are tried.';
