"""A text without its translation, or a translation without its text, does not pass."""

import pytest

from tests.gates.conftest import write
from tools.translations import faults

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
PYTHON = "from django.utils.translation import gettext as _\nfrom django.utils.translation import ngettext\n\n"


@pytest.fixture
def program(tmp_path):
    """A small program in which every text is translated."""
    write(
        tmp_path / "statenshus/people/views.py",
        PYTHON + 'A = _("Hello %(name)s")\nB = ngettext("a day", "%(n)s days", 2)\n',
    )
    write(
        tmp_path / "statenshus/people/templates/people/page.html",
        '<h1>{% translate "Title" %}</h1>\n{% include "x.html" with submit=_("Save") %}\n'
        "{% blocktranslate count n=n %}one of {{ m }}{% plural %}{{ n }} of {{ m }}{% endblocktranslate %}\n"
        '{{ x|default:_("none") }}\n',
    )
    for language in ("nb", "nn"):
        write(
            tmp_path / f"statenshus/people/locale/{language}/page.po",
            HEAD + '\nmsgid "Hello %(name)s"\nmsgstr "Hei %(name)s"\n'
            '\nmsgid "a day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "en dag"\nmsgstr[1] "%(n)s dager"\n'
            '\nmsgid "one of %(m)s"\nmsgid_plural "%(n)s of %(m)s"\n'
            'msgstr[0] "én av %(m)s"\nmsgstr[1] "%(n)s av %(m)s"\n'
            '\nmsgid "Title"\nmsgstr "Tittel"\n\nmsgid "Save"\nmsgstr "Lagre"\n\nmsgid "none"\nmsgstr "ingen"\n',
        )
    return tmp_path


def po(program, language, change, old, new):
    path = program / f"statenshus/people/locale/{language}/{change}.po"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_whole_program_passes(program):
    assert faults(program, set()) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_text_without_translation_is_named_by_file_and_line(program, language):
    po(program, language, "page", '\nmsgid "Title"\nmsgstr "Tittel"\n', "")

    assert faults(program, set()) == [
        f"statenshus/people/templates/people/page.html:1: “Title” is not translated to {language}"
    ]


@pytest.mark.parametrize(
    ("old", "place", "text"),
    [
        ('\nmsgid "Save"\nmsgstr "Lagre"\n', "templates/people/page.html:2", "Save"),
        ('\nmsgid "none"\nmsgstr "ingen"\n', "templates/people/page.html:4", "none"),
        ('\nmsgid "Hello %(name)s"\nmsgstr "Hei %(name)s"\n', "views.py:4", "Hello %(name)s"),
    ],
)
def test_texts_in_tags_filters_and_code_are_all_found(program, old, place, text):
    po(program, "nn", "page", old, "")

    assert faults(program, set()) == [f"statenshus/people/{place}: “{text}” is not translated to nn"]


def test_an_empty_or_unsure_translation_is_none(program):
    po(program, "nb", "page", 'msgstr "Tittel"', 'msgstr ""')
    po(program, "nn", "page", 'msgid "Title"', '#, fuzzy\nmsgid "Title"')

    assert [fault.partition(": ")[2] for fault in faults(program, set())] == ["“Title” has no finished translation"] * 2


def test_a_translation_of_nothing_is_a_fault(program):
    po(program, "nb", "page", HEAD, HEAD + '\nmsgid "Gone"\nmsgstr "Borte"\n')

    assert faults(program, set()) == ["statenshus/people/locale/nb/page.po:6: “Gone” is said nowhere in the program"]


def test_a_translation_of_what_another_package_says_stands_in_config(program):
    write(program / "config/locale/nn/allauth.po", HEAD + '\nmsgid "Sign In"\nmsgstr "Logg inn"\n')

    assert faults(program, {"Sign In"}) == []
    assert faults(program, set()) == ["config/locale/nn/allauth.po:6: “Sign In” is said nowhere in the program"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('msgstr "Hei %(name)s"', 'msgstr "Hei %(navn)s"'), ('msgstr[1] "%(n)s dager"', 'msgstr[1] "dager"')],
)
def test_other_placeholders_are_a_fault(program, old, new):
    po(program, "nb", "page", old, new)

    [fault] = faults(program, set())

    assert "has other placeholders" in fault


def test_one_text_has_one_translation(program):
    write(program / "statenshus/portfolio/locale/nb/page.po", HEAD + '\nmsgid "Title"\nmsgstr "Overskrift"\n')

    assert faults(program, set()) == [
        "statenshus/portfolio/locale/nb/page.po:6: “Title” is “Overskrift” here and “Tittel” at "
        "statenshus/people/locale/nb/page.po:19"
    ]


def test_a_text_that_is_put_together_cannot_be_translated(program):
    write(program / "statenshus/people/forms.py", PYTHON + 'C = _(f"Hello {1}")\n')

    assert faults(program, set()) == ["statenshus/people/forms.py:4: gettext is given something else than a plain text"]
