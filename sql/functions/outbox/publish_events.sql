-- Purpose: give events that have been committed their place in the order of all events. A reader
-- that goes by numbers given out when rows are written would pass over a row with a smaller number
-- that is committed later; here a number is given only to what everybody can see, by one at a time.
-- Returns: the place of the last event. Reads: outbox. Writes: outbox, outbox_state.
-- Safe to repeat: yes. Where nothing can be written (a standby), it only tells the place.
create or replace function publish_events()
returns bigint
language plpgsql volatile as $$
begin
  if current_setting('transaction_read_only') = 'off'
    and exists (select from outbox o where o.first_sequence is null)
  then
    perform from outbox_state for update;
    -- The next statement sees what the publisher before us did, and all that was committed since.
    with numbered as (
      select o.outbox_id, o.last_subject - o.first_subject as more,
        s.last_sequence
          + sum(o.last_subject - o.first_subject + 1) over (order by o.outbox_id) as last_sequence
      from outbox o
      cross join outbox_state s
      where o.first_sequence is null
    ),
    published as (
      update outbox o
      set first_sequence = n.last_sequence - n.more, last_sequence = n.last_sequence
      from numbered n
      where o.outbox_id = n.outbox_id
      returning o.last_sequence
    )
    update outbox_state s
    set last_sequence = p.last_sequence
    from (select max(p.last_sequence) as last_sequence from published p) p
    where p.last_sequence is not null;
  end if;
  return (select s.last_sequence from outbox_state s);
end
$$;
comment on function publish_events() is
  'Gives events that have been committed their place in the order of all events.';
