-- Purpose: bytes as text; in PostgreSQL's escape form when they are no UTF-8 text. Pure.
create or replace function readable_bytes(bytes bytea) returns text
language plpgsql immutable as $$
begin
  return convert_from(bytes, 'UTF8');
exception when others then
  return encode(bytes, 'escape');
end
$$;
comment on function readable_bytes(bytea) is 'Bytes as text.';
