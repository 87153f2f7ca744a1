"""House files for tests, and what came of them."""

from django.apps import apps

from statenshus.archive.reading.faults import Faulty
from statenshus.archive.reading.files import read
from statenshus.archive.usecases.houses import import_house
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from tests.houses import NOW

HOUSE = "format: 2\nhouse: {slug: nytt, name: Nytt hus, first_year: 2021}\n"


def take_in(text: str | bytes) -> House:
    """Import a file with this text; the house."""
    file = read(text.encode() if isinstance(text, str) else text, "hus.yaml")
    if file.house is None:
        file.refuse_faults()
    house = House.objects.filter(slug=file.slug).first() or House(slug=file.slug)
    import_house(file, by=Actor.operator(house, NOW))
    return house


def faults(text: str | bytes) -> list[tuple[str, str, int | None]]:
    """The faults of a file with this text, as (code, place, line)."""
    try:
        take_in(text)
    except Faulty as refused:
        return [(fault.code, fault.place, fault.line) for fault in refused.faults]
    return []


def rows() -> dict[str, int]:
    """How many rows each table of every house holds."""
    names = ("kernel", "people", "asks", "meetings", "decisions", "portfolio")
    models = [model for name in names for model in apps.get_app_config(name).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}
