"""Web application: one Django app that carries requests to the cores.

Invariant: pages call actions and queries; queries take the viewer first; actions write in one transaction.
"""
