"""Which fields are withheld from whom."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds one table."""

    dependencies = [
        ('web', '0004_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='WithheldRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=300)),
                ('field', models.CharField(max_length=300)),
                ('compartment', models.CharField(max_length=80)),
                ('act', models.CharField(max_length=700)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('wording', models.CharField(blank=True, max_length=500)),
                ('reasons', models.CharField(blank=True, max_length=300)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=150)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.CharField(blank=True, max_length=300)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['case', 'ended_at'], name='withheld_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'kind', 'key', 'field', 'compartment', 'act'), name='withheld_once')],
            },
        ),
    ]
