-- Purpose: a person says that a number is a line of our own; it counts on every exchange.
-- Parameters: the number in E.164, who. Returns: false when it was confirmed before.
-- Writes: own_number, own_number_refusal. Safe to repeat: yes. The caller holds lock_exchanges.
create or replace function own_number_confirm(wanted text, who text) returns boolean
language plpgsql volatile as $$
begin
  delete from own_number_refusal r where r.number = wanted;
  insert into own_number (number, pbx_name, confirmed_by, confirmed_at)
  values (wanted, '', who, now())
  on conflict on constraint own_number_pkey do nothing;
  return found;
end
$$;
comment on function own_number_confirm(text, text) is
  'A person says that a number is a line of our own.';
