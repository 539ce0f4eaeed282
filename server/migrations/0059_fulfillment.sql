-- A compensation the provider refused is paid again later: how often it was tried, and when it is tried next.
alter table fulfillment.compensation add column tries integer;
alter table fulfillment.compensation add column again_at timestamptz;
update fulfillment.compensation set tries = 1;
alter table fulfillment.compensation alter column tries set not null;
alter table fulfillment.compensation add constraint compensation_tries check (tries > 0);
