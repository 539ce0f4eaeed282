-- Who began to follow a host within a broadcast is counted without reading all of the host's fans.
create index fan_since on fans.fan (account_id, since);
