-- Purpose: a person says that a number is none of our own, also when he said otherwise before.
-- Parameters: the number in E.164, who. Returns: whether it counted as ours until now.
-- Raises invalid_parameter_value for one that the configuration names.
-- Writes: own_number, own_number_refusal. Safe to repeat: yes. The caller holds lock_exchanges.
create or replace function own_number_refuse(wanted text, who text) returns boolean
language plpgsql volatile as $$
declare
  named_for text;
begin
  select string_agg(o.pbx_name, ', ' order by o.pbx_name) into named_for
  from own_number o
  where o.number = wanted and o.pbx_name <> '';
  if named_for is not null then
    raise invalid_parameter_value using
      message = format('The configuration names it among own_numbers of PBX %s.', named_for),
      hint = 'Take it out there.';
  end if;
  insert into own_number_refusal (number, decided_by)
  values (wanted, who)
  on conflict on constraint own_number_refusal_pkey do nothing;
  delete from own_number o where o.number = wanted and o.pbx_name = '';
  return found;
end
$$;
comment on function own_number_refuse(text, text) is
  'A person says that a number is none of our own.';
