"""The anatomy of a capability as an import contract: which modules it may have, and which of them others may use."""

import re

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class Anatomy(Contract):
    """Each module of a capability has one of the known names; another capability uses the shared ones only.

    package: where the capabilities are. free: what lies there and is no capability. modules: the known
    names. shared: those that another capability may import. also: capability.module, known for that one alone.
    """

    type_name = "anatomy"

    package = fields.StringField()
    free = fields.StringField()
    modules = fields.SetField(subfield=fields.StringField())
    shared = fields.SetField(subfield=fields.StringField())
    also = fields.SetField(subfield=fields.StringField(), required=False)
    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package, free = str(self.package), set(re.split(r"[\s,]+", str(self.free)))
        known, shared, also = set(self.modules), set(self.shared), set(self.also or ())
        faults = []
        for module in sorted(graph.find_descendants(package)):
            capability, name = _parts(module, package)
            if capability in free or not name:
                continue
            depth = module.count(".") - package.count(".")
            if depth == 2 and name not in known and f"{capability}.{name}" not in also:
                faults.append(f"{module}: no module of a capability is called {name}")
            for used in sorted(graph.find_modules_directly_imported_by(module)):
                other, part = _parts(used, package)
                if other and part and other not in {capability, *free} and part not in shared:
                    line = graph.get_import_details(importer=module, imported=used)[0]["line_number"]
                    faults.append(f"{module}:{line}: imports {used}; only {', '.join(sorted(shared))} are shared")
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for fault in check.metadata["faults"]:
            output.print_error(fault)
        if self.broken_contract_guidance:
            output.print(str(self.broken_contract_guidance))


def _parts(module: str, package: str) -> tuple[str, str]:
    """The capability of a module and its name within it: ("people", "rules"); empty where it has none."""
    if not module.startswith(f"{package}."):
        return "", ""
    capability, _, rest = module.removeprefix(f"{package}.").partition(".")
    return capability, rest.partition(".")[0]
