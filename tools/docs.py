"""Makes docs/acts.md, docs/roles.md and docs/data.md from the program: python tools/docs.py

With --check it writes nothing, and tells which of them are not as the program says.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("STATENSHUS_DATA", str(ROOT / "build/check"))

import django  # noqa: E402
from django.utils import translation  # noqa: E402

from tools.personal import CLASSES, NONE, PERSONAL  # noqa: E402
from tools.reading import Act, Program  # noqa: E402

MADE = "<!-- Made by `make docs` from the program. Change the program, not this file. -->\n"


def acts(program: Program) -> str:
    """docs/acts.md: every act, with its promise, who may, what it refuses and its doors."""
    pages, operations = _pages(), _operations()
    lines = [
        MADE,
        "# Acts\n",
        "An act is one thing a person does, and the only way to write. Its name is the same everywhere:",
    ]
    lines += ["rule, use case, form, page, event, operation of the API and test.\n"]
    lines += [
        "Any act also refuses, with `invalid`, a text that no row may hold: hidden control characters, a line break"
    ]
    lines += ["in a name, more than there is room for. The kernel sees to that for every row that is kept.\n"]
    for capability in _in_order(act.capability for act in program.acts):
        lines += [f"## {capability}\n", _first_line(program, capability) + "\n"]
        for act in sorted((a for a in program.acts if a.capability == capability), key=_place_of(program)):
            lines += _act(program, act, pages, operations)
    return "\n".join(lines) + "\n"


def _act(program: Program, act: Act, pages: dict[str, str], operations: dict[str, str]) -> list[str]:
    name = f"{act.capability}.{act.name}"
    doors = [door for door in (pages.get(f"{act.capability}:{act.name}"), operations.get(act.name)) if door]
    told = [f"### {name}\n", f"{act.promise}\n"]
    told += [f"- **Who may:** {program.sentence_of(program.rule_of(act)) or 'whoever has come in this far.'}"]
    told += [f"- **Refused** `{code}`: {why}" for code, why in program.refusals_of(act).items()]
    told += [f"- **Doors:** {', '.join(doors) if doors else 'the command line, or another act'}", ""]
    return told


def _place_of(program: Program) -> Any:
    names = list(program.modules)
    return lambda act: (names.index(act.module.name), act.node.lineno)


def _pages() -> dict[str, str]:
    from tools.addresses import routes

    shown = {name: re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) for name, route in routes("config.house_urls")}
    return {name: f"page `/{route}`" for name, route in shown.items()}


def _operations() -> dict[str, str]:
    from config.api import api

    found = {}
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, operation in methods.items():
            found[operation["operationId"]] = f"API `{method.upper()} {path}`"
    return found


def roles(program: Program) -> str:
    """docs/roles.md: what each role is, and who may do what, in the sentences of the rules themselves."""
    from statenshus.people.roles import SENTENCES

    lines = [
        MADE,
        "# Roles\n",
        "What a person is in a house on a day. Who leads a subproject is no role of the house: the record tells.\n",
    ]
    lines += [f"- **{role.value}**: {sentence}" for role, sentence in SENTENCES.items()]
    lines += [
        "\n# Who may do what\n",
        "What nobody may is answered like what does not exist. Another house is always that.\n",
    ]
    for capability in _in_order(module.capability for module, _node in program.rules.values()):
        lines += [f"## {capability}\n", "| rule | who may |", "|---|---|"]
        for name, (module, node) in program.rules.items():
            if module.capability == capability:
                noun = module.name.rpartition(".")[2].replace("rules", capability)
                lines.append(f"| `{noun}.{node.name}` | {_cell(program.sentence_of(name))} |")
        lines.append("")
    return "\n".join(lines) + "\n"


def data() -> str:
    """docs/data.md: tables, fields, constraints, what they tell of persons, and how a restructuring moves."""
    from django.apps import apps

    lines = [MADE, "# Data\n", "Periods are half-open: `valid_from` is the first day, `valid_to` the first day after."]
    lines += ["Every table of a house has `house` and `source`, what the fact rests on.\n"]
    lines += ["Classes of personal data:\n", *(f"- **{name}**: {what}" for name, what in CLASSES.items()), ""]
    for config in apps.get_app_configs():
        models = [model for model in config.get_models() if config.name.startswith("statenshus.")]
        if models:
            lines += [f"## {config.label}\n"]
            lines += [line for model in models for line in _table(model)]
        if config.label == "portfolio":
            lines += _transitions()
    return "\n".join(lines) + "\n"


def _table(model: Any) -> Iterator[str]:
    kind = _class_of(model)
    yield f"### {model.__name__}\n"
    yield " ".join((model.__doc__ or "").split()) + "\n"
    yield f"Personal data: **{kind}**\n"
    yield "| field | kind | empty? | what |\n|---|---|---|---|"
    for field in model._meta.get_fields():
        if field.auto_created or not field.concrete:
            continue
        what = str(field.verbose_name)
        said = "" if what.replace(" ", "_") == field.name else what
        choices = ", ".join(f"`{value}`" for value, _label in field.flatchoices)
        empty = "may be" if field.null or field.blank else ""
        yield f"| `{field.name}` | {_kind_of(field)} | {empty} | {_cell('; '.join(x for x in (said, choices) if x))} |"
    yield ""
    for constraint in model._meta.constraints:
        yield f"- `{constraint.name}`: {_constraint(constraint)}"
    yield ""


def _class_of(model: Any) -> str:
    label = f"{model._meta.app_label}.{model.__name__}"
    if label not in PERSONAL:
        sys.exit(f"tools/docs.py: say in PERSONAL what {label} tells of persons")
    leads_to_person = any(
        field.many_to_one and field.related_model.__name__ in {"Person", "Account"} for field in model._meta.fields
    )
    if leads_to_person and PERSONAL[label] == NONE:
        sys.exit(f"tools/docs.py: {label} leads to a person, so its class is not none")
    return PERSONAL[label]


def _kind_of(field: Any) -> str:
    if field.is_relation:
        return f"→ {field.related_model.__name__}"
    kind = field.get_internal_type().removesuffix("Field")
    length = getattr(field, "max_length", None)
    return f"{kind} {length}" if length and kind == "Char" else kind


def _constraint(constraint: Any) -> str:
    said = type(constraint).__name__.removesuffix("Constraint").lower()
    if fields := getattr(constraint, "fields", ()):
        said += f" on {', '.join(fields)}"
    if expressions := getattr(constraint, "expressions", ()):
        same = [str(pair[0]) for pair in expressions if isinstance(pair, list | tuple) and isinstance(pair[0], str)]
        said = f"no two rows with a day in common and the same {', '.join(same)}" if same else said
    condition = getattr(constraint, "condition", None)
    return f"{said}, where {_condition(condition)}" if condition is not None else said


def _condition(condition: Any) -> str:
    """A Q as one reads it: (valid_from < valid_to or valid_to is empty)."""
    signs = {"lt": "<", "lte": "≤", "gt": ">", "gte": "≥", "in": "in"}
    parts = []
    for child in condition.children:
        if not isinstance(child, tuple):
            parts.append(f"({_condition(child)})" if len(child.children) > 1 else _condition(child))
            continue
        name, value = child
        name, _, lookup = name.partition("__")
        if lookup == "isnull" or value is None:
            parts.append(f"{name} is empty" if value in (None, True) else f"{name} is given")
        elif value == "":
            parts.append(f"{name} is empty")
        else:
            parts.append(f"{name} {signs.get(lookup, '=')} {getattr(value, 'name', None) or value}")
    said = f" {condition.connector.lower()} ".join(parts)
    return f"not ({said})" if condition.negated else said


def _transitions() -> list[str]:
    """The stages of a restructuring, as a Mermaid diagram."""
    from statenshus.portfolio.models.restructurings import TRANSITIONS, Stage

    arrows = [f"    {stage} --> {after}" for stage, following in TRANSITIONS.items() for after in following]
    arrows += [f"    {Stage.DECIDED} --> {Stage.IN_EFFECT}: its day comes"]
    return [
        "### The stages of a restructuring\n",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> draft",
        *arrows,
        "```",
        "",
    ]


def _first_line(program: Program, capability: str) -> str:
    import ast

    said = ast.get_docstring(program.modules[f"statenshus.{capability}"].tree) or ""
    return " ".join(said.partition("\n\n")[0].split())


def _in_order(capabilities: Iterator[str]) -> list[str]:
    order = ["kernel", "people", "asks", "portfolio", "reports", "home", "archive"]
    found = set(capabilities)
    return [name for name in order if name in found] + sorted(found - set(order))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    django.setup()
    program = Program()
    with translation.override("en"):
        made = {"acts.md": acts(program), "roles.md": roles(program), "data.md": data()}
    stale = []
    for name, text in made.items():
        path = ROOT / "docs" / name
        if path.exists() and path.read_text() == text:
            continue
        stale.append(f"docs/{name}")
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            print(f"wrote docs/{name}")
    if stale and "--check" in arguments:
        print(f"{', '.join(stale)}: not as the program says")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
