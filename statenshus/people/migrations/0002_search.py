import django.contrib.postgres.indexes
import statenshus.people.models.persons
from django.db import migrations, models


# Schemas are written out, so that a dump restores where no search path is set.
FUNCTIONS = """
CREATE FUNCTION people_plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(translate(public.unaccent('public.unaccent', $1), '-', ' '))
$$;
CREATE FUNCTION people_alphabet(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.unaccent('public.unaccent', translate(lower($1), 'æøåäö', '{|}{|')) COLLATE "C"
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, 'DROP FUNCTION people_plain(text); DROP FUNCTION people_alphabet(text);'),
        migrations.AlterModelOptions(
            name='apitoken',
            options={'ordering': ['-created_at', '-pk']},
        ),
        migrations.AlterModelOptions(
            name='person',
            options={'ordering': [statenshus.people.models.persons.Alphabet('name'), 'pk']},
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='people_person_name',
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='people_person_name_trgm',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(models.F('house'), statenshus.people.models.persons.Alphabet('name'), models.F('id'), name='people_person_alphabet'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(statenshus.people.models.persons.Plain('name'), name='gin_trgm_ops'), name='people_person_plain'),
        ),
    ]
