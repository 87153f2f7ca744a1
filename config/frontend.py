"""The front-end packages: which files of node_modules are served, and the finder that serves only those."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.env import ROOT

MODULES = ROOT / "node_modules"
_DIGDIR = "@digdir/designsystemet"
_INTER = "@fontsource-variable/inter"

FILES = {
    "lib/designsystemet.css": f"{_DIGDIR}-css/dist/src/index.css",
    "lib/theme.css": f"{_DIGDIR}-css/dist/theme/designsystemet.css",
    "lib/designsystemet.js": f"{_DIGDIR}-web/dist/umd/index.js",
    "lib/index.js.map": f"{_DIGDIR}-web/dist/umd/index.js.map",
    "lib/inter-latin.woff2": f"{_INTER}/files/inter-latin-wght-normal.woff2",
    "lib/inter-latin-ext.woff2": f"{_INTER}/files/inter-latin-ext-wght-normal.woff2",
}
ICONS = MODULES / "@navikt/aksel-icons/dist/svg"


class _AllowedFiles(FileSystemStorage):
    def path(self, name: str) -> str:
        return str(MODULES / FILES[name])


class PackageFinder(BaseFinder):
    """Finds the files of FILES and no others."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        found = [str(MODULES / FILES[path])] if path in FILES else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        storage = _AllowedFiles(location=MODULES)
        for name in FILES:
            yield name, storage

    def check(self, **_: Any) -> Sequence[CheckMessage]:
        missing = [name for name in FILES.values() if not Path(MODULES / name).exists()]
        return [Error(f"Front-end file {name} is missing: run 'make setup'.", id="statenshus.E001") for name in missing]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, with gzip beside them; brotli takes ten times as long for a tenth less."""

    keep_only_hashed_files = True

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**{**options, "use_brotli": False})
