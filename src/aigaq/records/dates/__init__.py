"""Approximate dates: EDTF, masked and relative ones, and days that are bound by each other."""
