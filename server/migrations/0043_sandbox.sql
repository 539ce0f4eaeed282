-- The sandbox carrier's own books: parcels it was asked to tell of, and how far it has carried them.
-- kind: single-node
create table sandbox.tracking (
  reference text primary key,
  carrier text not null,
  tracking_number text not null,
  -- How many of its stations a parcel has passed and told of.
  step integer not null,
  next_at timestamptz,
  attempts integer not null
);
create index tracking_next on sandbox.tracking (next_at) where next_at is not null;
