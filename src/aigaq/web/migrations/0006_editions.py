"""Editions, who signed them, and what readers and translators add."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the tables of editions and of what readers add to them."""

    dependencies = [
        ('web', '0005_withheld'),
    ]

    operations = [
        migrations.CreateModel(
            name='DossierRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=40, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('comments', models.BooleanField(default=True)),
                ('intake', models.CharField(blank=True, max_length=200)),
                ('kept', models.JSONField(default=dict)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('language', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('current', 'current'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn'), ('dropped', 'dropped')], default='draft', max_length=12)),
                ('asked', models.JSONField(default=dict)),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('kept', models.JSONField(default=dict)),
                ('manifest', models.CharField(blank=True, max_length=64)),
                ('drafted_by', models.CharField(max_length=150)),
                ('drafted_at', models.DateTimeField()),
                ('cleared_by', models.CharField(blank=True, max_length=150)),
                ('cleared_at', models.DateTimeField(null=True)),
                ('published_by', models.CharField(blank=True, max_length=150)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='web.dossierrow')),
            ],
            options={
                'ordering': ('-number', '-drafted_at'),
            },
        ),
        migrations.CreateModel(
            name='SignatureRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('manifest', models.CharField(max_length=64)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='web.releaserow')),
            ],
            options={
                'ordering': ('at',),
            },
        ),
        migrations.CreateModel(
            name='TranslationRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=400)),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('original', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('machine', 'machine'), ('unchecked', 'unchecked'), ('checked', 'checked')], max_length=10)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('credit', models.CharField(blank=True, max_length=80)),
                ('checked_by', models.CharField(blank=True, max_length=150)),
                ('checked_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='web.dossierrow')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='UploadRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('receipt', models.CharField(max_length=64, unique=True)),
                ('on', models.DateField()),
                ('size', models.PositiveBigIntegerField()),
                ('files', models.PositiveIntegerField()),
                ('sealed_to', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('received', 'received'), ('fetched', 'fetched'), ('opened', 'opened'), ('declined', 'declined')], default='received', max_length=10)),
                ('reply', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='web.dossierrow')),
            ],
            options={
                'ordering': ('-on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='CommentRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('text', models.TextField()),
                ('language', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('held', 'held'), ('shown', 'shown'), ('removed', 'removed')], default='held', max_length=10)),
                ('at', models.DateTimeField()),
                ('tells', models.BooleanField(default=False)),
                ('needs', models.JSONField(default=list)),
                ('lead', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_why', models.CharField(blank=True, max_length=300)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='web.commentrow')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='said', to='web.dossierrow')),
            ],
            options={
                'ordering': ('at', 'id'),
                'indexes': [models.Index(fields=['dossier', 'state', 'about'], name='comments_shown')],
            },
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('dossier', 'number'), name='one_edition_a_number'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('dossier',), name='one_draft_a_dossier'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('dossier',), name='one_current_edition'),
        ),
        migrations.AddConstraint(
            model_name='signaturerow',
            constraint=models.UniqueConstraint(fields=('release', 'by', 'manifest'), name='one_signature_each'),
        ),
        migrations.AddIndex(
            model_name='translationrow',
            index=models.Index(fields=['dossier', 'language', 'unit'], name='translations_of'),
        ),
    ]
