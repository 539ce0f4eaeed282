-- An operator looks for payments, and a buyer's are exported. The newest of each state: those of all states are merged.
create index intent_newest on payments.intent (state, id);
create index intent_order on payments.intent (order_id);
create index intent_buyer on payments.intent (buyer_id, id);
create index intent_payment on payments.intent (payment_id) where payment_id is not null;
create index capture_payment on payments.capture (payment_id);
create index charge_payment on payments.charge (payment_id) where payment_id is not null;
create index charge_member_charge on payments.charge_member (charge_id);
create index refund_id on payments.refund (id);
