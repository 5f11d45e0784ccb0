"""What happened: the outbox, the stamps that caches are keyed by, and the audit log."""
