-- Purpose: hold the cards of numbers against what they should be, outside of a batch: after a
-- person's word, or when working hours have changed.
-- Parameters: numbers in E.164; null for all with a waiting card. Returns: nothing.
-- Reads: intake_card. Writes: intake_card. Safe to repeat: yes.
create or replace function rederive_intake(numbers text[]) returns void
language plpgsql volatile as $$
begin
  perform lock_links();
  perform load_calls('{}');
  insert into number_touched (number)
  select k.number
  from intake_card k
  where k.closed_at is null
    and numbers is null
  union
  select u.number from unnest(numbers) as u(number);
  perform derive_intake_cards();
  delete from number_touched;
end
$$;
comment on function rederive_intake(text[]) is
  'Holds the cards of numbers against what they should be, outside of a batch.';
