"""A row of the log names the thing it is about in columns, so that no right hangs on the punctuation of its text.

Rows that are there stay as they are: their digests cover what they say, and `store.log_things` reads them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds kind and id of the thing, and more of it."""

    dependencies = [
        ('web', '0008_bound'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventrow',
            name='about_kind',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='eventrow',
            name='about_id',
            field=models.CharField(blank=True, default='', max_length=150),
        ),
        migrations.AddField(
            model_name='eventrow',
            name='detail',
            field=models.JSONField(null=True),
        ),
    ]
