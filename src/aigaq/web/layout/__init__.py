"""What pages of all features share: the frame around a page, fields of forms, long lists a page at a time."""
