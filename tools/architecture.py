"""What no import contract can say of the code. Each function lists faults as "file:line: what"; none is right."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.reading import ROOT, Module, Program, called, calls

LINES = 300
# Writes that ask no rule or record no event, with why: {"capability.act": "why"}.
WITHOUT_RULE: dict[str, str] = {
    "asks.write_mail": "a part of the act that tells somebody something, which asks its own",
    "asks.make_link": "a part of the act that writes the mail it stands in",
    "asks.tell_at_once": "a part of the act that asks something, which asks its own",
    "workplaces.tell": "a part of the act that changes the booking, which asks its own",
    "workplaces.tell_host": "a part of the act that changes the booking, which asks its own",
    "workplaces.take_up": "a part of the act that begins the series, which asks its own",
    "workplaces.note_looks": "a part of every page that tells a name",
    "meetings.tell_calendars": "a part of the act that changes the meeting or who comes, which asks its own",
}
WITHOUT_EVENT: dict[str, str] = {
    "asks.write_mail": "the row in the outbox is the record",
    "asks.make_link": "the row is the record",
    "asks.tell_at_once": "the row in the outbox is the record",
    "asks.send_mail": "the row in the outbox is the record",
    "workplaces.note_looks": "the row is the record",
    "workplaces.tell": "the row in the outbox is the record",
    "workplaces.tell_host": "the row in the outbox is the record",
    "workplaces.take_up": "each booking that is kept is recorded",
    "meetings.tell_calendars": "the row, and that in the outbox, are the record",
    "meetings.read_calendar": "it would tell nothing but that an hour has gone by",
}
# Readings that begin elsewhere than at an actor or a house: {"file" or "file:function": "why"}.
BEGIN_ELSEWHERE = {
    "statenshus/people/roles.py": "finds out what an actor is, so there is none yet",
    "statenshus/people/accounts.py": "finds out whom an invitation is for, so there is no actor yet",
    "statenshus/archive/commands.py": "finds the house that the operator names",
    "statenshus/people/queries.py:token_of": "finds the actor, by a token that itself names the house",
    "statenshus/home/views.py:houses": "begins at the account, before any house",
    "statenshus/home/queries/demo.py": "the invented persons of every house, for somebody who is nobody yet",
    "statenshus/asks/queries/jobs.py": "the queue's own tables know no houses; each job names its house",
    "statenshus/asks/queries/links.py:link_behind": "finds whom a link is for, so there is no actor yet",
    "statenshus/asks/queries/mails.py:to_be_stopped": "finds whom an address is for, so there is no actor yet",
    "statenshus/workplaces/queries/feeds.py:feed_behind": "finds whom an address is for, so there is no actor yet",
    "statenshus/workplaces/queries/visits.py:visit_behind": "finds whom a link is for, so there is no actor yet",
    "statenshus/home/views.py:account": "begins at the account, before any house",
}
ANY = "*"
MAY_READ_ALL = {"models", "usecases", "archive", "migrations"}


def long_files(root: Path = ROOT) -> Iterator[str]:
    """A file fits in one reading."""
    for top in ("config", "statenshus", "tests", "tools", "bench"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in {".py", ".html", ".js", ".sh"} and "migrations" not in path.parts:
                count = len(path.read_text().splitlines())
                if count > LINES:
                    yield f"{path.relative_to(root)}:{LINES}: has {count} lines; split it by noun"


def shapeless_acts(program: Program) -> Iterator[str]:
    """An act is atomic, takes its subject first, the rest by keyword, and `by` last."""
    for act in program.acts:
        decorators = {ast.unparse(decorator) for decorator in act.node.decorator_list}
        if "transaction.atomic" not in decorators:
            yield f"{act} is not atomic"
        arguments = act.node.args
        if len(arguments.posonlyargs) + len(arguments.args) > 1:
            yield f"{act} takes more than its subject by position"
        names = [argument.arg for argument in arguments.kwonlyargs]
        if not names or names[-1] != "by":
            yield f"{act} does not end with the keyword by"
        elif ast.unparse(arguments.kwonlyargs[-1].annotation or ast.Constant(None)) != "Actor":
            yield f"{act} does not say that by is an Actor"


def lawless_acts(program: Program) -> Iterator[str]:
    """An act asks its own rule, named like itself."""
    for act in program.acts:
        if f"{act.capability}.{act.name}" in WITHOUT_RULE:
            continue
        rule = program.rule_of(act)
        if rule is None:
            yield f"{act} does not ask by.must(rules.{act.name}, …)"
        elif rule not in program.rules or rule.rpartition(".")[2] != act.name:
            yield f"{act} asks {rule}, which is no rule of its name"


def unrecorded_acts(program: Program) -> Iterator[str]:
    """An act records an event of its name, and the event has a sentence."""
    for act in program.acts:
        name = f"{act.capability}.{act.name}"
        recorded = {event for event in _events(program, act.module, act.node) if event.startswith(f"{act.capability}.")}
        if name not in recorded and name not in WITHOUT_EVENT:
            yield f"{act} does not record(by, “{name}”, …)"
        for event in sorted({*recorded, name} - set(WITHOUT_EVENT)):
            capability, _, noun = event.partition(".")
            sentence = Path("statenshus", capability, "templates", capability, "events", f"{noun}.txt")
            if not (program.root / sentence).exists():
                yield f"{act} has no event sentence {sentence}"


def _events(program: Program, module: Module, node: ast.AST) -> Iterator[str]:
    for _module, part in program.reached(module, node):
        for call in calls(part):
            if called(call) == "record" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                yield str(call.args[1].value)


def undocumented_acts(program: Program) -> Iterator[str]:
    """An act's docstring is its promise, and names exactly the codes it refuses with.

    Of what it shares with other acts (a table of constraints), it names those that can befall it.
    """
    reached = {act: list(program.reached(act.module, act.node)) for act in program.acts}
    times = Counter(part for parts in reached.values() for _module, part in parts)
    for act, parts in reached.items():
        if not act.promise.endswith((".", "!", ")")):
            yield f"{act} has no promise: a docstring whose first paragraph is a sentence"
        said = set(program.refusals_of(act))
        possible = {code for module, part in parts for code in _codes(module, part)}
        own = {code for module, part in parts if times[part] == 1 for code in _codes(module, part)} - {ANY}
        if missing := own - said:
            yield f"{act} refuses with {', '.join(sorted(missing))}, and its docstring does not say so"
        if ANY not in possible and (idle := said - possible):
            yield f"{act} says that it refuses with {', '.join(sorted(idle))}, and does not"


def _codes(module: Module, part: ast.AST) -> Iterator[str]:
    """The codes of each Refused made in a function; ANY where a query makes it of what it finds."""
    for call in calls(part):
        if called(call) == "Refused" and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)
            else:
                yield f"({ast.unparse(first)}, not a plain text)" if module.kind == "usecases" else ANY


def speechless_rules(program: Program) -> Iterator[str]:
    """A rule's docstring is the policy, in one sentence."""
    for module, node in program.rules.values():
        said = ast.get_docstring(node) or ""
        first = " ".join(said.partition("\n\n")[0].split())
        if not first.endswith(".") or ". " in first:
            yield f"{module.path}:{node.lineno}: {node.name} is not a policy in one sentence"


def homeless_readings(program: Program) -> Iterator[str]:
    """Outside models, acts and the archive a reading begins at the actor or the house."""
    for module in program.modules.values():
        if not module.name.startswith("statenshus.") or module.path in BEGIN_ELSEWHERE:
            continue
        if module.kind in MAY_READ_ALL or module.capability == "kernel":
            continue
        parents = {child: node for node in ast.walk(module.tree) for child in ast.iter_child_nodes(node)}
        exempt = {
            part
            for name, function in module.functions.items()
            if f"{module.path}:{name}" in BEGIN_ELSEWHERE
            for part in ast.walk(function)
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "objects" and node not in exempt:
                chain = _chain(node, parents)
                if not any(word in chain for word in (".visible_to(", ".in_house(", "OuterRef(", ".none(")):
                    yield f"{module.path}:{node.lineno}: {ast.unparse(node)} is not followed by visible_to or in_house"


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    """The whole expression x.objects.a(…).b(…) that begins at a node."""
    while True:
        parent = parents.get(node)
        if isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node):
            node = parent
        else:
            return ast.unparse(node)


def uncollected_tests(root: Path = ROOT) -> Iterator[str]:
    """Every test function is where pytest looks, and none hides another of its name."""
    for path in sorted((root / "tests").rglob("*.py")):
        tree, name = ast.parse(path.read_text()), path.relative_to(root)
        tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        top = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        if tests and not path.name.startswith("test_"):
            yield f"{name}:{tests[0].lineno}: holds tests but is not called test_….py"
        if len(tests) != len(top):
            hidden = min({n.lineno for n in tests} - {n.lineno for n in top})
            yield f"{name}:{hidden}: a test stands inside something else"
        if len({n.name for n in top}) != len(top):
            yield f"{name}:1: two tests bear one name"
        if path.name.startswith("test_") and not tests:
            yield f"{name}:1: holds no test"
    for folder in {path.parent for path in (root / "tests").rglob("test_*.py")}:
        if not (folder / "__init__.py").exists():
            yield f"{folder.relative_to(root)}:1: has no __init__.py, so its tests cannot import each other"


def untested_acts(program: Program) -> Iterator[str]:
    """Every act is called by a test of its own capability."""
    for act in program.acts:
        folder = program.root / "tests" / act.capability
        if not any(f"{act.name}(" in path.read_text() for path in folder.rglob("test_*.py")):
            yield f"{act} is called by no test below tests/{act.capability}"
