import django.contrib.postgres.indexes
import statenshus.decisions.models.searching
from django.db import migrations

# What is added waits in no list that each search would have to read through: decisions are few, and searches many.
NO_STATISTICS = """
ALTER INDEX decisions_decision_searchable ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX decisions_version_searchable ALTER COLUMN 1 SET STATISTICS 0;
"""
SEARCHED = {
    'decision': ('decisions_decision_searchable', ('title', 'text', 'basis')),
    'caseversion': ('decisions_version_searchable', ('title', 'text', 'proposal', 'basis')),
}


def index(name, fields):
    said = statenshus.decisions.models.searching.Searchable(*fields)
    return django.contrib.postgres.indexes.GinIndex(said, fastupdate=False, name=name)


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_search'),
    ]

    operations = [
        *(
            operation
            for model, (name, fields) in SEARCHED.items()
            for operation in (
                migrations.RemoveIndex(model_name=model, name=name),
                migrations.AddIndex(model_name=model, index=index(name, fields)),
            )
        ),
        migrations.RunSQL(NO_STATISTICS, migrations.RunSQL.noop),
    ]
