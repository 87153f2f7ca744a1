import django.contrib.postgres.indexes
import statenshus.decisions.models.searching
from django.db import migrations


# Schemas are written out, so that a dump restores where no search path is set. What is kept of one document has room
# in a tsvector, whatever somebody writes: of the first 200,000 characters, at most 20,000 endings of 30 letters.
# It takes a thousandth of a second a document. So no statistics are gathered of it: without them the planner takes every
# search to find a fiftieth of a table, and with this cost always goes by the index.
FUNCTION = """
CREATE FUNCTION decisions_searchable(title text, VARIADIC texts text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 400 AS $$
    WITH said AS (
        SELECT to_tsvector('pg_catalog.norwegian', left($1, 1000) || ' ' || left(array_to_string($2, ' '), 200000)) AS words
    ), endings AS (
        SELECT DISTINCT substr(stem, start) AS ending
        FROM said, unnest(tsvector_to_array(words)) AS stem, generate_series(3, length(stem) - 2) AS start
        WHERE length(stem) BETWEEN 5 AND 30 AND stem !~ '[^a-zæøåäöüéèêóòôáàđŋŧšžčëï]'
        LIMIT 20000
    )
    SELECT words || array_to_tsvector(ARRAY(SELECT ending FROM endings)) FROM said
$$;
"""
NO_STATISTICS = """
ALTER INDEX decisions_decision_searchable ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX decisions_version_searchable ALTER COLUMN 1 SET STATISTICS 0;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0002_frozen'),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, 'DROP FUNCTION decisions_searchable(text, text[]);'),
        migrations.RemoveIndex(
            model_name='decision',
            name='decisions_decision_search',
        ),
        migrations.AddIndex(
            model_name='decision',
            index=django.contrib.postgres.indexes.GinIndex(statenshus.decisions.models.searching.Searchable('title', 'text', 'basis'), name='decisions_decision_searchable'),
        ),
        migrations.AddIndex(
            model_name='caseversion',
            index=django.contrib.postgres.indexes.GinIndex(statenshus.decisions.models.searching.Searchable('title', 'text', 'proposal', 'basis'), name='decisions_version_searchable'),
        ),
        migrations.RunSQL(NO_STATISTICS, migrations.RunSQL.noop),
    ]
