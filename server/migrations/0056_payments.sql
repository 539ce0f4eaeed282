-- Partial refunds, several payments for one intent, and charges: one provider payment for a checkout over several shops.

alter table payments.intent
  -- What was paid back so far.
  add column refunded bigint not null default 0 check (refunded between 0 and amount),
  -- The buyer's charge that the intent is to be paid with; null: on its own.
  add column charge_id text,
  -- How the buyer pays on the intent's own page, once it was asked for.
  add column method text,
  -- The provider's id of the page, where it is another than the payment's.
  add column page_id text,
  -- Which payment captured it: the intent's own id or a charge's, and whose it is.
  add column paid_by text,
  add column paid_provider text,
  -- Why the last try to pay failed; null once it is paid.
  add column failure text;
alter table payments.intent alter column refunded drop default;
alter table payments.intent drop constraint intent_state_check;
alter table payments.intent add constraint intent_state_check
  check (state in ('requires_payment', 'failed', 'captured', 'voided', 'expired', 'refunded'));

-- Money that came in for an intent. The first payment is kept; one more, by another page, goes back by itself.
-- kind: shop
create table payments.capture (
  shop_id text not null,
  intent_id text not null,
  -- The intent's own id, or the charge's.
  reference text not null,
  provider text not null,
  payment_id text not null,
  page_id text,
  amount bigint not null check (amount >= 0),
  -- The whole of the provider's payment: of all its members, where it is a charge's.
  payment_amount bigint not null check (payment_amount >= amount),
  kept boolean not null,
  -- When the provider took it, by its own clock.
  paid_at timestamptz not null,
  captured_at timestamptz not null,
  primary key (shop_id, intent_id, reference)
);
create index capture_paid on payments.capture (provider, paid_at);

insert into payments.capture (shop_id, intent_id, reference, provider, payment_id, page_id, amount, payment_amount, kept, paid_at, captured_at)
  select shop_id, id, id, provider, payment_id, null, amount, amount, true, captured_at, captured_at
  from payments.intent where state in ('captured', 'refunded');
update payments.intent set paid_by = id, paid_provider = provider where state in ('captured', 'refunded');
update payments.intent set refunded = amount where state = 'refunded';

alter table payments.refund
  -- The payment it goes back to: the intent's own id, or a charge's.
  add column reference text,
  -- When the provider paid it, by its own clock; why it refused, where it did.
  add column paid_at timestamptz,
  add column failure text,
  add column failed_at timestamptz;
update payments.refund set reference = intent_id, paid_at = succeeded_at;
alter table payments.refund alter column reference set not null;
alter table payments.refund drop constraint refund_shop_id_intent_id_key;
alter table payments.refund drop constraint refund_cause_check;
alter table payments.refund add constraint refund_cause_check
  check (cause in ('operator', 'late_payment', 'double_payment', 'aftersale', 'late_dispatch'));
alter table payments.refund drop constraint refund_state_check;
alter table payments.refund add constraint refund_state_check check (state in ('paying', 'success', 'failed'));
alter table payments.refund drop constraint refund_amount_check;
alter table payments.refund add constraint refund_amount_check check (amount >= 0);
create index refund_intent on payments.refund (shop_id, intent_id);
create index refund_paid on payments.refund (paid_at) where paid_at is not null;

-- One payment of a buyer at a provider, for one intent or several. What it is for never changes.
-- kind: account
create table payments.charge (
  account_id text not null,
  id text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  state text not null check (state in ('open', 'captured', 'closed')),
  -- Who takes the money and how, once the buyer chose.
  provider text,
  method text,
  payment_id text,
  page_id text,
  pay_url text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  -- When the provider took it, by its own clock.
  paid_at timestamptz,
  captured_at timestamptz,
  failure text,
  -- When the provider is asked what became of it, until it has said something final.
  ask_at timestamptz,
  primary key (account_id, id)
);
create index charge_ask on payments.charge (ask_at) where ask_at is not null;

-- kind: account
create table payments.charge_member (
  account_id text not null,
  charge_id text not null,
  shop_id text not null,
  order_id text not null,
  intent_id text not null,
  amount bigint not null check (amount >= 0),
  primary key (account_id, charge_id, intent_id)
);
create index charge_member_intent on payments.charge_member (account_id, intent_id);

-- What providers told us about charges, so that telling it again changes nothing.
-- kind: account
create table payments.charge_event (
  account_id text not null,
  provider text not null,
  event_id text not null,
  charge_id text not null,
  received_at timestamptz not null,
  primary key (account_id, provider, event_id)
);

alter table payments.capture add constraint capture_intent foreign key (shop_id, intent_id) references payments.intent (shop_id, id);
alter table payments.refund add constraint refund_capture foreign key (shop_id, intent_id, reference) references payments.capture (shop_id, intent_id, reference);
alter table payments.charge_member add constraint charge_member_charge foreign key (account_id, charge_id) references payments.charge (account_id, id);
alter table payments.charge_event add constraint charge_event_charge foreign key (account_id, charge_id) references payments.charge (account_id, id);
