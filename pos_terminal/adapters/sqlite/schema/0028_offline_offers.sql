-- The few offers that were sold with while nobody could be asked: each is looked for whenever an offer is claimed.
CREATE INDEX snapshot_discount_offline ON snapshot_discount (seq) WHERE status = 'OFFLINE';
