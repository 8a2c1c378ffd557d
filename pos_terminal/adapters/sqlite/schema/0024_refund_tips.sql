-- The tip that a refund gave back beside what was paid for the goods; NULL where it gave none.
ALTER TABLE snapshot_refund ADD COLUMN tip INTEGER;
