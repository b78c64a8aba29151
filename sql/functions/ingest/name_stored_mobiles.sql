-- Purpose: the same as name_fresh_mobiles for legs that are stored, after the sellers' mobiles have
-- changed; what is no mobile of ours any more is an outside line again.
-- Parameters: the calls whose legs are meant. Returns: nothing.
-- Reads: manager_extension by own_mobile. Writes: leg. Safe to repeat: yes.
create or replace function name_stored_mobiles(calls bigint[]) returns void
language sql volatile as $$
  with written as (
    select
      l.leg_id, l.pbx_id, l.started_at, l.external_number, l.far_number, l.a_extension,
      l.b_extension, l.a_kind, l.b_kind,
      case when l.a_extension like '+%' then 'trunk' else l.a_kind end as near_kind,
      case when l.b_extension like '+%' then 'trunk' else l.b_kind end as far_kind
    from leg l
    where l.call_id = any (calls)
  ),
  mobile as (
    select p.pbx_id, o.number, o.held
    from (select distinct w.pbx_id from written w) p
    cross join lateral own_mobile(p.pbx_id) o
  ),
  named as (
    select w.*, n.number as near_mobile, f.number as far_mobile
    from written w
    left join mobile n
      on w.near_kind = 'trunk'
      and n.pbx_id = w.pbx_id and n.number = w.external_number and n.held @> w.started_at
    left join mobile f
      on w.far_kind = 'trunk'
      and f.pbx_id = w.pbx_id and f.held @> w.started_at
      and f.number = case w.near_kind when 'trunk' then w.far_number else w.external_number end
  ),
  wanted as (
    select
      n.leg_id,
      case when n.near_mobile is not null then 'extension' else n.near_kind end as a_kind,
      case when n.near_kind = 'trunk' then n.near_mobile else n.a_extension end as a_extension,
      case when n.far_mobile is not null then 'extension' else n.far_kind end as b_kind,
      case when n.far_kind = 'trunk' then n.far_mobile else n.b_extension end as b_extension
    from named n
  )
  update leg l
  set a_kind = w.a_kind, a_extension = w.a_extension, b_kind = w.b_kind,
    b_extension = w.b_extension
  from wanted w
  where l.leg_id = w.leg_id
    and (l.a_kind, l.a_extension, l.b_kind, l.b_extension)
    is distinct from (w.a_kind, w.a_extension, w.b_kind, w.b_extension)
$$;
comment on function name_stored_mobiles(bigint[]) is
  'In stored legs, a seller''s own mobile is a telephone of ours.';
