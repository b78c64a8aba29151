-- Purpose: a supervisor says which deal a call belongs to, or takes it back; link it again.
-- Parameters: call, deal (CRM's id; null takes it back), who, why.
-- Returns: whether call and deal exist. Writes: call_decision, call, evidence. Safe to repeat: yes.
create or replace function assign_call(wanted bigint, to_deal text, who text, reason text)
returns boolean
language plpgsql volatile as $$
begin
  perform lock_links();
  if not exists (select from call c where c.call_id = wanted)
    or (to_deal is not null and not exists (select from named_deal d where d.crm_id = to_deal))
  then
    return false;
  end if;
  if to_deal is null then
    delete from call_decision d where d.call_id = wanted;
  else
    insert into call_decision (call_id, deal_id, decided_by, why)
    select wanted, d.deal_id, who, reason
    from named_deal d
    where d.crm_id = to_deal
    on conflict on constraint call_decision_pkey do update
    set deal_id = excluded.deal_id, decided_by = excluded.decided_by, decided_at = now(),
      why = excluded.why;
  end if;
  perform load_calls(array[wanted]);
  perform settle_calls();
  return true;
end
$$;
comment on function assign_call(bigint, text, text, text) is
  'A supervisor says which deal a call belongs to, or takes it back.';
