"""Pages: read the form, call one action or query, render. Invariant: no page touches a model."""
