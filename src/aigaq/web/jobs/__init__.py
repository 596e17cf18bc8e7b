"""Background work: the worker and what it can do. Invariant: a job does nothing that its asker may not do now."""
