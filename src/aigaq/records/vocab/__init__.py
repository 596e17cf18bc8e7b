"""The vocabulary of the casebook as YAML (predicates, forms, code lists, messages), with its readers."""
