"""The shell's own commands. Invariant: they write through actions and read through queries, as pages do."""
