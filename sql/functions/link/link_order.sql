-- Purpose: the rules by which calls find their deals, in the order in which they are asked; manual
-- always comes first. Returns: their names. Reads: setting (link_order). Writes: nothing.
create or replace function link_order() returns text[]
language sql stable as $$
  select string_to_array(
    replace(
      setting_text(
        'link_order',
        'crm_hint,only_open_deal,manager_extension,deal_follows_call,latest_activity'),
      ' ', ''),
    ',')
$$;
comment on function link_order() is
  'The rules by which calls find their deals, in the order in which they are asked.';
