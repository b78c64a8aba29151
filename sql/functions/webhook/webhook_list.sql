-- Purpose: the webhooks, with what each still has to get.
-- Returns: one row per webhook. Reads: webhook, webhook_delivery, outbox. Safe to repeat: writes
-- nothing.
create or replace function webhook_list()
returns table (
  webhook text, state text, delivered bigint, undelivered bigint, oldest timestamptz, dead bigint,
  failing_since timestamptz, last_error text, address text, types text)
language sql stable as $$
  select w.name,
    case
      when w.removed_at is not null then 'removed'
      when w.switched_off_at is not null then 'off'
      when w.failing_since is not null then 'failing'
      else 'on'
    end,
    w.delivered,
    coalesce(n.events, 0)::bigint + d.alive,
    least(n.oldest, d.oldest),
    d.dead,
    w.failing_since,
    case when w.failing_since is not null or w.switched_off_at is not null then w.last_error end,
    w.address,
    array_to_string(w.types, ' ')
  from webhook w
  cross join lateral (
    select
      sum(o.last_subject - o.first_subject + 1
        - greatest(w.sequence - coalesce(o.first_sequence, w.sequence + 1) + 1, 0)) as events,
      min(o.recorded_at) as oldest
    from outbox o
    where (o.last_sequence > w.sequence or o.last_sequence is null)
      and exists (
        select from unnest(w.types) p
        where o.type like replace(replace(replace(p, '\', '\\'), '_', '\_'), '*', '%'))
  ) n
  cross join lateral (
    select
      count(*) filter (where i.died_at is null) as alive,
      count(i.died_at) as dead,
      (select o.recorded_at from outbox o
      where o.last_sequence >= min(i.sequence) filter (where i.died_at is null)
      order by o.last_sequence limit 1) as oldest
    from webhook_delivery i
    where i.webhook_id = w.webhook_id
  ) d
  order by w.name
$$;
comment on function webhook_list() is 'The webhooks, with what each still has to get.';
