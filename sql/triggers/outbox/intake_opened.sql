-- Purpose: an event for each intake card that is opened.
create or replace trigger intake_opened
after insert on intake_card
referencing new table as added
for each statement execute function announce('tollgate.intake.opened', 'intake_card_id');
