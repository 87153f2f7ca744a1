from django.db import migrations


class Migration(migrations.Migration):
    """The table of the shared cache, as Django's createcachetable makes it."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE home_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX home_cache_expires ON home_cache (expires);
            """,
            "DROP TABLE home_cache",
        )
    ]
