-- Purpose: make an exchange known, or bring what is known of it up to the configuration.
-- Parameters: name, format (null: detected), IANA zone, region. Returns: pbx_id. Writes: pbx.
-- Safe to repeat: yes; an unchanged exchange is not written.
create or replace function register_pbx(
  exchange text, cdr_format text, zone text, dialling_region text)
returns integer
language sql volatile as $$
  insert into pbx (name, format, time_zone, region)
  values (exchange, cdr_format, zone, dialling_region)
  on conflict on constraint pbx_name_key do update
  set format = excluded.format, time_zone = excluded.time_zone, region = excluded.region
  where (pbx.format, pbx.time_zone, pbx.region)
    is distinct from (excluded.format, excluded.time_zone, excluded.region);
  select p.pbx_id from pbx p where p.name = exchange;
$$;
comment on function register_pbx(text, text, text, text) is
  'Makes an exchange known, or brings what is known of it up to the configuration.';
