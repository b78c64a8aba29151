-- Purpose: write down what became of a round of deliveries.
-- Parameters: the webhook; the place at which it stood when the round began and at which it stands
-- now; an array of objects with sequence, subject, outcome (delivered, waiting, failed, dead),
-- attempts, due_at, scheduled_at, error; the moment; until when the receiver asked for
-- rest (null: it did not); whether it said that nobody is there any more.
-- Returns: nothing. Writes: webhook, webhook_delivery. Safe to repeat: yes.
-- A place that a replay has set meanwhile stays.
create or replace function webhook_settle(
  hook integer, old_sequence bigint, new_sequence bigint, outcomes jsonb, moment timestamptz,
  rest_until timestamptz, is_gone boolean)
returns void
language plpgsql volatile as $$
declare
  taken bigint;
  failure text;
begin
  select count(*) filter (where o.outcome = 'delivered'), max(o.error) into taken, failure
  from jsonb_to_recordset(outcomes) as o(outcome text, error text);

  delete from webhook_delivery d
  using jsonb_to_recordset(outcomes) as o(sequence bigint, outcome text)
  where d.webhook_id = hook
    and d.sequence = o.sequence
    and o.outcome = 'delivered';

  insert into webhook_delivery as d (
    webhook_id, sequence, subject, attempts, due_at, scheduled_at, tried_at, last_error, died_at)
  select hook, o.sequence, o.subject, coalesce(o.attempts, 0), coalesce(o.due_at, moment),
    coalesce(o.scheduled_at, moment), 
    -- A row that is there keeps its own time, but the new one is checked before it gives way.
    case when o.error is not null or o.attempts > 0 then moment end, o.error,
    case when o.outcome = 'dead' then moment end
  from jsonb_to_recordset(outcomes) as o(
    sequence bigint, subject text, outcome text, attempts integer, due_at timestamptz,
    scheduled_at timestamptz, error text)
  where o.outcome <> 'delivered'
  on conflict on constraint webhook_delivery_pkey do update
  set attempts = excluded.attempts, due_at = excluded.due_at, scheduled_at = excluded.scheduled_at,
    tried_at = excluded.tried_at, last_error = excluded.last_error, died_at = excluded.died_at
  -- What waits keeps what is known of it.
  where excluded.last_error is not null;

  -- The receiver is back, and what failed need not wait for its hour. One event that fails among
  -- many that are taken is not tried more often for that.
  if taken > 0 and exists (
    select from webhook w
    where w.webhook_id = hook and w.failing_since <= moment - interval '1 minute')
  then
    update webhook_delivery d
    set due_at = moment
    where d.webhook_id = hook
      and d.died_at is null
      and d.due_at > moment
      and d.tried_at < moment;
  end if;

  update webhook w
  set sequence = case when w.sequence = old_sequence then new_sequence else w.sequence end,
    delivered = w.delivered + taken,
    delivered_at = case when taken > 0 then moment else w.delivered_at end,
    failing_since = case
      when taken > 0 then null
      when failure is not null then coalesce(w.failing_since, moment)
      else w.failing_since
    end,
    last_error = coalesce(failure, w.last_error),
    resting_until = rest_until,
    switched_off_at = case when is_gone then moment end
  where w.webhook_id = hook;
end
$$;
comment on function webhook_settle(
  integer, bigint, bigint, jsonb, timestamptz, timestamptz, boolean) is
  'Writes down what became of a round of deliveries.';
