"""Old name of `aigaq.records.labels`, under which migration 0007 imports it: a migration that landed is never edited.

Invariant: nothing else imports from here, and no new migration imports code of the project
(`tests/web/server/test_migrations.py`).
"""

from aigaq.records.labels import label_key

__all__ = ["label_key"]
