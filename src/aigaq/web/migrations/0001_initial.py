"""The first tables. Invariant: the same on SQLite and PostgreSQL."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """From nothing to the first tables."""

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('anchor', models.CharField(max_length=200, null=True)),
                ('coder', models.CharField(max_length=150)),
                ('second_coder', models.CharField(max_length=150, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ('key',),
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Compartment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(allow_unicode=True, max_length=80)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compartments', to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='DecisionRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EntryRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('source', models.CharField(db_index=True, max_length=300)),
                ('made', models.JSONField(default=list)),
                ('unfilled', models.JSONField(default=list)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(unique=True)),
                ('before', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=150)),
                ('action', models.CharField(max_length=60)),
                ('about', models.CharField(max_length=300)),
                ('content', models.CharField(max_length=64)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='web.caserow')),
            ],
            options={
                'ordering': ('seq',),
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='web.compartment')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'lead'), ('coder', 'coder'), ('reviewer', 'reviewer'), ('translator', 'translator'), ('reader', 'reader')], max_length=20)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='PinsRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReadingRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RuleRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SafeguardRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatementRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('subject', models.CharField(db_index=True, max_length=300)),
                ('predicate', models.CharField(db_index=True, max_length=80)),
                ('source', models.CharField(max_length=300)),
                ('entry', models.CharField(db_index=True, max_length=300, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubjectRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('label', models.CharField(max_length=500)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TextRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300)),
                ('name', models.CharField(max_length=300)),
                ('data', models.BinaryField()),
                ('item', models.CharField(blank=True, max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='WordsRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
        ),
        migrations.CreateModel(
            name='AnswerRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('seq', models.PositiveBigIntegerField()),
                ('body', models.JSONField()),
                ('compartments', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='web.caserow')),
            ],
            options={
                'ordering': ('case', 'seq'),
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('case', 'key'), name='answerrow_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='compartment',
            constraint=models.UniqueConstraint(fields=('case', 'name'), name='one_compartment_a_name'),
        ),
        migrations.AddConstraint(
            model_name='decisionrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='decisionrow_once'),
        ),
        migrations.AddConstraint(
            model_name='entryrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='entryrow_once'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(fields=('compartment', 'account'), name='one_grant_each'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('case', 'account'), name='one_role_a_case'),
        ),
        migrations.AddConstraint(
            model_name='pinsrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='pinsrow_once'),
        ),
        migrations.AddConstraint(
            model_name='questionrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='questionrow_once'),
        ),
        migrations.AddConstraint(
            model_name='readingrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='readingrow_once'),
        ),
        migrations.AddConstraint(
            model_name='rulerow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='rulerow_once'),
        ),
        migrations.AddConstraint(
            model_name='safeguardrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='safeguardrow_once'),
        ),
        migrations.AddConstraint(
            model_name='sourcerow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='sourcerow_once'),
        ),
        migrations.AddConstraint(
            model_name='statementrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='statementrow_once'),
        ),
        migrations.AddConstraint(
            model_name='subjectrow',
            constraint=models.UniqueConstraint(fields=('case', 'key'), name='subjectrow_once'),
        ),
        migrations.AddConstraint(
            model_name='textrow',
            constraint=models.UniqueConstraint(fields=('case', 'source'), name='one_text_a_source'),
        ),
    ]
