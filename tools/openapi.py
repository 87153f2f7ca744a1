"""Writes the API's schema to tests/api/openapi.json, where a test compares it with the program's: make openapi"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "tests/api/openapi.json"


def schema() -> str:
    """The schema as the program has it, in an order of its own that does not change."""
    from django.utils import translation

    from config.api import api

    with translation.override("en"):
        return (
            json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1, ensure_ascii=False, default=str) + "\n"
        )


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("STATENSHUS_DATA", str(ROOT / "build/check"))
    import django

    django.setup()
    SNAPSHOT.write_text(schema())
    print(f"wrote {SNAPSHOT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
