"""Makes the static TTF files that Typst reads, from the variable Inter of the npm package.

Typst reads no woff2 and no variable fonts. The latin and latin-ext files are joined (the second
carries the Sámi letters), and each weight is cut out once, into build/fonts.
"""

import io
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource-variable/inter/files"
TARGET = ROOT / "build/fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
SUBSETS = ("latin", "latin-ext")


def cut(subset: str, style: str, weight: int) -> io.BytesIO:
    """One subset at one weight, as TTF bytes, named so that Typst sees one family."""
    font = TTFont(SOURCE / f"inter-{subset}-wght-normal.woff2")
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    for feature_table in ("GSUB", "GPOS", "GDEF", "STAT"):
        if feature_table in font:
            del font[feature_table]
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def main() -> int:
    stamp = TARGET / ".stamp"
    source = "".join(str((SOURCE / f"inter-{s}-wght-normal.woff2").stat().st_size) for s in SUBSETS)
    if stamp.exists() and stamp.read_text() == source:
        return 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        merged = Merger().merge([cut(subset, style, weight) for subset in SUBSETS])
        merged["OS/2"].usWeightClass = weight
        for name_id, value in {
            1: "Inter",
            2: style,
            4: f"Inter {style}",
            6: f"Inter-{style}",
            16: "Inter",
            17: style,
        }.items():
            merged["name"].setName(value, name_id, 3, 1, 0x409)
        merged.save(TARGET / f"Inter-{style}.ttf")
    stamp.write_text(source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
