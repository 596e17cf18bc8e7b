"""The words of the casebook: predicates, forms, lists of codes and messages, as YAML, with what reads them."""
