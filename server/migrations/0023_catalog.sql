-- A product has a flat shipping fee, or a template of its shop that says it by province.
alter table catalog.product add column shipping_template_id text;
alter table catalog.product add constraint product_shipping_template
  foreign key (shop_id, shipping_template_id) references shops.shipping_template (shop_id, id);

-- The shop's own code of what is sold; one option of a shop has it at a time.
alter table catalog.variant add column sku_code text;
create unique index variant_sku on catalog.variant (shop_id, sku_code) where retired_at is null;

-- What the shop's page shows first, in this order.

-- kind: shop
create table catalog.featured (
  shop_id text not null,
  product_id text not null,
  place integer not null check (place >= 0),
  primary key (shop_id, product_id)
);

alter table catalog.featured add constraint featured_product foreign key (shop_id, product_id) references catalog.product (shop_id, id);
