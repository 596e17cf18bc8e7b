"""Approximate dates: EDTF dates, masked and relative ones, and constraints between them."""
