-- Purpose: the shape of a row of callback_case, so that a report reckons the cases once and hands
-- them on as an array. It has no rows. Reads: nothing.
create or replace view callback_case_row as
select
  null::bigint as opened_by,
  null::integer as deal_id,
  null::integer as contact_id,
  null::integer as stage_period_id,
  null::integer as stage_id,
  null::integer as manager_id,
  null::timestamptz as opened_at,
  null::boolean as is_in_span,
  null::integer as misses,
  null::text as closed_how,
  null::bigint as closed_by,
  null::bigint as attempt_business_seconds,
  null::bigint as attempt_wall_seconds,
  null::bigint as close_business_seconds,
  null::bigint as close_wall_seconds,
  null::bigint as age_business_seconds,
  null::bigint as age_wall_seconds
where false;
comment on view callback_case_row is 'The shape of a row of callback_case; it has no rows.';
