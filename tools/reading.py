"""Reads the program as text, without running it: capabilities, acts, rules, and what each says of itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "statenshus"


@dataclass(eq=False)
class Module:
    """One file of Python."""

    name: str
    path: str
    tree: ast.Module

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Functions at the module's top, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def imported(self) -> dict[str, str]:
        """What each name brought in by an import stands for, with its full name."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                found |= {alias.asname or alias.name: alias.name for alias in node.names}
        return found

    @property
    def capability(self) -> str:
        return self.name.split(".")[1] if self.name.count(".") else ""

    @property
    def kind(self) -> str:
        """models, rules, usecases, …: which of the known questions the module answers."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""


@dataclass(frozen=True)
class Act:
    """One function of a usecases module."""

    module: Module = field(repr=False)
    node: ast.FunctionDef = field(repr=False)
    name: str
    capability: str

    def __str__(self) -> str:
        return f"{self.module.path}:{self.node.lineno}: {self.capability}.{self.name}"

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.node) or ""

    @property
    def promise(self) -> str:
        """The first paragraph of the docstring's."""
        return " ".join(self.docstring.partition("\n\n")[0].split())

    @property
    def refusals(self) -> dict[str, str]:
        """The codes that the docstring names, with their conditions."""
        said: dict[str, str] = {}
        code = ""
        _before, marked, listed = self.docstring.partition("Refused ")
        for line in listed.splitlines()[1:] if marked else ():
            if found := re.match(r"\s+([a-z][a-z0-9_]*)(?:\s{2,}|: )(\S.*)", line):
                code = found[1]
                said[code] = found[2]
            elif line.strip() and code:
                said[code] += f" {line.strip()}"
            elif not line.strip():
                code = ""
        return said


class Program:
    """All modules below config and statenshus."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.modules: dict[str, Module] = {}
        for package in ("config", PACKAGE):
            for path in sorted((root / package).rglob("*.py")):
                if "migrations" in path.parts:
                    continue
                parts = path.relative_to(root).with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                self.modules[name] = Module(name, str(path.relative_to(root)), ast.parse(path.read_text()))

    def of_kind(self, kind: str) -> Iterator[Module]:
        """The modules of every capability that answer one question, packages spread out."""
        return (module for module in self.modules.values() if module.kind == kind)

    @cached_property
    def acts(self) -> list[Act]:
        """Every act: the public functions of usecases modules."""
        return [
            Act(module, node, node.name, module.capability)
            for module in self.of_kind("usecases")
            for node in module.functions.values()
            if not node.name.startswith("_")
        ]

    @cached_property
    def rules(self) -> dict[str, tuple[Module, ast.FunctionDef]]:
        """Every rule by its full name: the public functions of rules modules."""
        return {
            f"{module.name}.{name}": (module, node)
            for module in self.of_kind("rules")
            for name, node in module.functions.items()
            if not name.startswith("_")
        }

    def rule_of(self, act: Act) -> str | None:
        """The full name of the rule that the act asks: by.must(rules.act, …), itself or through a function it calls."""
        for call in calls(act.node):
            if called(call) == "must" and call.args:
                return self.full_name(act.module, call.args[0])
        for call in calls(act.node):
            helper = act.module.functions.get(called(call))
            if helper and any(called(inner) == "must" for inner in calls(helper)):
                names = [self.full_name(act.module, argument) for argument in call.args]
                return next((name for name in names if name in self.rules), None)
        return None

    def refusals_of(self, act: Act) -> dict[str, str]:
        """The codes the act names with their conditions, those it names by "as other does" included."""
        said = act.refusals
        for name in re.findall(r"\bas (\w+) does\b", act.docstring):
            for other in self.acts:
                if other.name == name and other.capability == act.capability and other != act:
                    said = {**self.refusals_of(other), **said}
        return said

    def sentence_of(self, rule: str | None) -> str:
        """The policy of a rule, its docstring's first paragraph."""
        if rule not in self.rules:
            return ""
        return " ".join((ast.get_docstring(self.rules[rule][1]) or "").partition("\n\n")[0].split())

    def full_name(self, module: Module, node: ast.expr) -> str | None:
        """What a name or a dotted name in a module stands for."""
        if isinstance(node, ast.Name):
            if node.id in module.functions:
                return f"{module.name}.{node.id}"
            return module.imported.get(node.id)
        if isinstance(node, ast.Attribute):
            before = self.full_name(module, node.value)
            return f"{before}.{node.attr}" if before else None
        return None

    def reached(self, module: Module, node: ast.AST, seen: set[str] | None = None) -> Iterator[tuple[Module, ast.AST]]:
        """The node, and all functions and constants of the program that it uses, and those that they use."""
        seen = set() if seen is None else seen
        yield module, node
        for part in ast.walk(node):
            if not isinstance(part, ast.Name | ast.Attribute):
                continue
            if isinstance(part, ast.Name) and (constant := _constant(module, part.id)) is not None:
                key = f"{module.name}.{part.id}"
                if key not in seen:
                    seen.add(key)
                    yield from self.reached(module, constant, seen)
                continue
            name = self.full_name(module, part)
            home, _, function = (name or "").rpartition(".")
            if name and name not in seen and home in self.modules and function in self.modules[home].functions:
                seen.add(name)
                yield from self.reached(self.modules[home], self.modules[home].functions[function], seen)


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node."""
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _constant(module: Module, name: str) -> ast.AST | None:
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return node.value
    return None
