-- What is known of a paper that left the queue. Of those before this step no printer was asked.
ALTER TABLE printed ADD COLUMN proof TEXT NOT NULL DEFAULT 'sent' CHECK (proof IN ('printed', 'sent', 'unknown'));
