"""Parts shared by the pages of all features: the page frame, form fields, paging of long lists."""
