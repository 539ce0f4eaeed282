-- How many units of a product one buyer may have in orders that stand, over all its options; null: no limit.
alter table catalog.product add column limit_per_buyer integer check (limit_per_buyer between 1 and 999);
