-- What kinds of goods there are. The icon is a name that the web app knows.
-- kind: reference
create table catalog.category (
  slug text not null,
  place integer not null,
  name_en text not null,
  name_zh text not null,
  icon text not null,
  primary key (slug)
);
insert into catalog.category (slug, place, name_en, name_zh, icon) values
  ('fruit', 1, 'Fruit and vegetables', '水果蔬菜', 'apple'),
  ('food', 2, 'Food and snacks', '食品零食', 'cookie'),
  ('tea', 3, 'Tea and drinks', '茶酒饮品', 'leaf'),
  ('kitchen', 4, 'Kitchen', '厨房用品', 'cooking-pot'),
  ('home', 5, 'Home and living', '家居生活', 'lamp'),
  ('ceramics', 6, 'Ceramics and crafts', '陶瓷手作', 'amphora'),
  ('clothing', 7, 'Clothing', '服饰鞋包', 'shirt'),
  ('beauty', 8, 'Care and beauty', '美妆个护', 'sparkles'),
  ('outdoor', 9, 'Outdoor and sport', '户外运动', 'tent'),
  ('tools', 10, 'Tools', '五金工具', 'hammer'),
  ('kids', 11, 'Children and toys', '母婴玩具', 'baby'),
  ('digital', 12, 'Electronics', '数码电器', 'plug'),
  ('books', 13, 'Books and paper', '图书文具', 'book-open'),
  ('pets', 14, 'Pets and garden', '宠物园艺', 'paw-print'),
  ('other', 99, 'Everything else', '其他', 'package');

alter table catalog.product add column category text not null default 'other';
alter table catalog.product add constraint product_category foreign key (category) references catalog.category (slug);
create index product_on_sale on catalog.product (id) where state = 'on_sale';
create index product_on_sale_category on catalog.product (category, id) where state = 'on_sale';

-- Every price a variant was offered at, from which moment on. A null price: no longer offered. version is the product's.
-- kind: shop
create table catalog.price_change (
  shop_id text not null,
  variant_id text not null,
  version integer not null,
  product_id text not null,
  price bigint check (price > 0),
  at timestamptz not null,
  primary key (shop_id, variant_id, version)
);
create index price_change_product on catalog.price_change (shop_id, product_id, at);
alter table catalog.price_change add constraint price_change_product foreign key (shop_id, product_id) references catalog.product (shop_id, id);

-- What is on sale already: known since its page last changed, and no earlier.
insert into catalog.price_change (shop_id, variant_id, version, product_id, price, at)
  select v.shop_id, v.id, p.version, v.product_id, v.price, p.updated_at
  from catalog.variant v join catalog.product p on p.shop_id = v.shop_id and p.id = v.product_id
  where p.state = 'on_sale' and v.retired_at is null;
