"""The log binds the rows that it tells of: the digest of what each row of it wrote, and where that is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the digest of what a row of the log bound, and the table of what it bound."""

    dependencies = [
        ('web', '0007_labels'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventrow',
            name='bound',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.CreateModel(
            name='BoundRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField()),
                ('part', models.PositiveIntegerField()),
                ('salt', models.CharField(max_length=64)),
                ('lines', models.TextField()),
            ],
            options={
                'ordering': ('seq', 'part'),
                'constraints': [models.UniqueConstraint(fields=('seq', 'part'), name='bound_once')],
            },
        ),
    ]
