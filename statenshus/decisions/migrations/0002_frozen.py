"""What is published stays as it was published: the database itself refuses to change it or take it away."""

from django.db import migrations, models

# A row may go with its whole house, and only so: that is looked at when the transaction ends. TRUNCATE is let through.
FROZEN = """
CREATE FUNCTION decisions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of a published case is frozen', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION decisions_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM kernel_house WHERE id = OLD.house_id) THEN
        RAISE EXCEPTION '% of a published case is frozen', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION decisions_refuse_detaching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM decisions_caseversion WHERE id = OLD.version_id AND published_at IS NOT NULL)
        AND EXISTS (SELECT FROM kernel_house WHERE id = OLD.house_id) THEN
        RAISE EXCEPTION '% of a published case is frozen', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER decisions_caseversion_change BEFORE UPDATE ON decisions_caseversion FOR EACH ROW
WHEN (OLD.published_at IS NOT NULL AND (
    OLD.case_id, OLD.number, OLD.title, OLD.text, OLD.proposal, OLD.changed, OLD.basis, OLD.effective_on,
    OLD.published_at, OLD.published_by_id, OLD.hash
) IS DISTINCT FROM (
    NEW.case_id, NEW.number, NEW.title, NEW.text, NEW.proposal, NEW.changed, NEW.basis, NEW.effective_on,
    NEW.published_at, NEW.published_by_id, NEW.hash
)) EXECUTE FUNCTION decisions_refuse_change();

CREATE CONSTRAINT TRIGGER decisions_caseversion_removal AFTER DELETE ON decisions_caseversion
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION decisions_refuse_removal();

CREATE CONSTRAINT TRIGGER decisions_attachment_removal AFTER UPDATE OR DELETE ON decisions_attachment
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decisions_refuse_detaching();

CREATE TRIGGER decisions_document_change BEFORE UPDATE ON decisions_document FOR EACH ROW
WHEN (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.content IS DISTINCT FROM NEW.content)
EXECUTE FUNCTION decisions_refuse_change();
"""

MELTED = """
DROP TRIGGER decisions_document_change ON decisions_document;
DROP TRIGGER decisions_attachment_removal ON decisions_attachment;
DROP TRIGGER decisions_caseversion_removal ON decisions_caseversion;
DROP TRIGGER decisions_caseversion_change ON decisions_caseversion;
DROP FUNCTION decisions_refuse_detaching();
DROP FUNCTION decisions_refuse_removal();
DROP FUNCTION decisions_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="withdrawn_because",
            field=models.TextField(blank=True, verbose_name="withdrawn because"),
        ),
        migrations.RunSQL(FROZEN, MELTED),
    ]
