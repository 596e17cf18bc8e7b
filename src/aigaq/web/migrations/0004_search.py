"""The tables of words that search asks."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The register of the tables of words."""

    dependencies = [
        ('web', '0003_projections'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indexes', to='web.caserow')),
                ('seal', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'seal'), name='one_index_a_seal'), models.UniqueConstraint(condition=models.Q(('seal__isnull', True)), fields=('case',), name='one_open_index')],
            },
        ),
    ]
