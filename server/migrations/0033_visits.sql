create schema visits;

-- How often a kind of page was opened on a day of the market: a number, and nothing about who opened it.
-- kind: single-node
create table visits.tally (
  day text not null check (day ~ '^\d{4}-\d{2}-\d{2}$'),
  page text not null,
  opened bigint not null check (opened > 0),
  primary key (day, page)
);
