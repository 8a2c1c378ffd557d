"""The terminal's one SQLite file: the open sale, ended sales, the journal, the outbox, the print queue, the catalog."""
