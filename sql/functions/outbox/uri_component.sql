-- Purpose: a text as a part of a URI and of a header: all but letters, digits, _, ~ and - of ASCII
-- percent-encoded. The full stop too: a signature separates by it.
-- Returns: the text. Reads, writes: nothing. Safe to repeat.
create or replace function uri_component(part text)
returns text
language sql stable as $$
  select coalesce(
    string_agg(
      case
        when c.c ~ '^[A-Za-z0-9_~-]$' then c.c
        else upper(regexp_replace(encode(convert_to(c.c, 'UTF8'), 'hex'), '(..)', '%\1', 'g'))
      end, '' order by c.n),
    '')
  from regexp_split_to_table(part, '') with ordinality as c(c, n)
$$;
comment on function uri_component(text) is 'A text as a part of a URI, percent-encoded.';
