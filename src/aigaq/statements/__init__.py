"""Statements.

Pin them to a passage, assert and take back, compare, trace to their origins, and find what speaks against.
"""
