"""What pages need beside the records: seals, what points at what, columns to ask by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """From the first tables to what pages ask by."""

    dependencies = [
        ('web', '0002_jobs'),
    ]

    operations = [
        migrations.AlterModelOptions(name='answerrow', options={}),
        migrations.AlterModelOptions(name='decisionrow', options={}),
        migrations.AlterModelOptions(name='entryrow', options={}),
        migrations.AlterModelOptions(name='pinsrow', options={}),
        migrations.AlterModelOptions(name='questionrow', options={}),
        migrations.AlterModelOptions(name='readingrow', options={}),
        migrations.AlterModelOptions(name='rulerow', options={}),
        migrations.AlterModelOptions(name='safeguardrow', options={}),
        migrations.AlterModelOptions(name='sourcerow', options={}),
        migrations.AlterModelOptions(name='statementrow', options={}),
        migrations.AlterModelOptions(name='subjectrow', options={}),
        migrations.AddField(
            model_name='answerrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='caserow',
            name='shelf',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='caserow',
            name='written',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='decisionrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='entryrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='entryrow',
            name='who',
            field=models.CharField(default='', max_length=300),
        ),
        migrations.AddField(
            model_name='pinsrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='questionrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='readingrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='rulerow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='safeguardrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='sourcerow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='statementrow',
            name='event',
            field=models.CharField(max_length=300, null=True),
        ),
        migrations.AddField(
            model_name='statementrow',
            name='line',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='statementrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='subjectrow',
            name='folded',
            field=models.CharField(default='', max_length=200),
        ),
        migrations.AddField(
            model_name='subjectrow',
            name='made_by',
            field=models.CharField(max_length=300, null=True),
        ),
        migrations.AddField(
            model_name='subjectrow',
            name='touches',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='answerrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='decisionrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='entryrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='entryrow',
            name='source',
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name='pinsrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='questionrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='readingrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='rulerow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='safeguardrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='sourcerow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='statementrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='statementrow',
            name='entry',
            field=models.CharField(max_length=300, null=True),
        ),
        migrations.AlterField(
            model_name='statementrow',
            name='predicate',
            field=models.CharField(max_length=80),
        ),
        migrations.AlterField(
            model_name='statementrow',
            name='subject',
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name='subjectrow',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow'),
        ),
        migrations.AlterField(
            model_name='subjectrow',
            name='kind',
            field=models.CharField(max_length=20),
        ),
        migrations.CreateModel(
            name='PointRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=301)),
                ('statement', models.CharField(max_length=300)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='SealRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField()),
                ('key', models.CharField(max_length=2000)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='web.caserow')),
            ],
        ),
        migrations.AddField(
            model_name='answerrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='decisionrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='entryrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='pinsrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='questionrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='readingrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='rulerow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='safeguardrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='sourcerow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='statementrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddField(
            model_name='subjectrow',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='web.sealrow'),
        ),
        migrations.AddIndex(
            model_name='answerrow',
            index=models.Index(fields=['case', 'seq'], name='answerrow_order'),
        ),
        migrations.AddIndex(
            model_name='decisionrow',
            index=models.Index(fields=['case', 'seq'], name='decisionrow_order'),
        ),
        migrations.AddIndex(
            model_name='entryrow',
            index=models.Index(fields=['case', 'seq'], name='entryrow_order'),
        ),
        migrations.AddIndex(
            model_name='entryrow',
            index=models.Index(fields=['case', 'source'], name='entry_of_source'),
        ),
        migrations.AddIndex(
            model_name='entryrow',
            index=models.Index(fields=['case', 'who'], name='entry_about'),
        ),
        migrations.AddIndex(
            model_name='pinsrow',
            index=models.Index(fields=['case', 'seq'], name='pinsrow_order'),
        ),
        migrations.AddIndex(
            model_name='questionrow',
            index=models.Index(fields=['case', 'seq'], name='questionrow_order'),
        ),
        migrations.AddIndex(
            model_name='readingrow',
            index=models.Index(fields=['case', 'seq'], name='readingrow_order'),
        ),
        migrations.AddIndex(
            model_name='rulerow',
            index=models.Index(fields=['case', 'seq'], name='rulerow_order'),
        ),
        migrations.AddIndex(
            model_name='safeguardrow',
            index=models.Index(fields=['case', 'seq'], name='safeguardrow_order'),
        ),
        migrations.AddIndex(
            model_name='sourcerow',
            index=models.Index(fields=['case', 'seq'], name='sourcerow_order'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'seq'], name='statementrow_order'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'subject'], name='statement_about'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'event'], name='statement_of_event'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'entry'], name='statement_of_entry'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'source', 'line'], name='statement_at'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(fields=['case', 'predicate', 'subject'], name='statement_says'),
        ),
        migrations.AddIndex(
            model_name='subjectrow',
            index=models.Index(fields=['case', 'seq'], name='subjectrow_order'),
        ),
        migrations.AddIndex(
            model_name='subjectrow',
            index=models.Index(fields=['case', 'kind', 'folded', 'key'], name='subject_by_label'),
        ),
        migrations.AddIndex(
            model_name='subjectrow',
            index=models.Index(fields=['case', 'made_by'], name='subject_made_by'),
        ),
        migrations.AddConstraint(
            model_name='pointrow',
            constraint=models.UniqueConstraint(fields=('case', 'target', 'statement'), name='points_once'),
        ),
        migrations.AddConstraint(
            model_name='sealrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='one_seal_a_set'),
        ),
    ]
