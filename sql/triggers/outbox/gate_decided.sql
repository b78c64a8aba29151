-- Purpose: an event for each decision of a gate that is kept.
create or replace trigger gate_decided
after insert on gate_decision
referencing new table as added
for each statement execute function announce('tollgate.gate.decided', 'gate_decision_id');
