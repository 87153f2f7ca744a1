"""The parts of PresentationML that python-pptx does not write: theme, master and layouts."""

from xml.sax.saxutils import quoteattr

from statenshus.reports.formats.mountains import RIDGES
from statenshus.reports.formats.pages.model import HEIGHT, LEFT, RIGHT, WIDTH, Box, Style
from statenshus.ui.colours import WHITE, Palette

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_SCHEME = {
    "text": "tx1",
    "white": "bg1",
    "title": "tx2",
    "tint": "bg2",
    "accent": "accent1",
    "line": "accent2",
    "muted": "accent3",
    "main": "accent4",
    "far": "accent5",
    "near": "accent6",
}
"""Colours of the palette that the theme carries, so that a house may be given other colours in PowerPoint."""
FONT = "Arial"


def emu(points: float) -> int:
    """English metric units, of which a point has 12,700."""
    return round(points * 12700)


def colour(name: str, palette: Palette) -> str:
    """A colour by its name in the palette: the theme's where it has it."""
    if name in _SCHEME:
        return f'<a:schemeClr val="{_SCHEME[name]}"/>'
    return f'<a:srgbClr val="{getattr(palette, name)[1:]}"/>'


def theme(xml: bytes, palette: Palette) -> bytes:
    """The theme with the house's colours and the font."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    root = etree.fromstring(xml)
    slots = {
        "dk1": palette.text,
        "lt1": WHITE,
        "dk2": palette.title,
        "lt2": palette.tint,
        "accent1": palette.accent,
        "accent2": palette.line,
        "accent3": palette.muted,
        "accent4": palette.main,
        "accent5": palette.far,
        "accent6": palette.near,
        "hlink": palette.accent,
        "folHlink": palette.muted,
    }
    for name, value in slots.items():
        slot = root.find(f".//{space}clrScheme/{space}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{space}srgbClr", val=value[1:])
    for latin in root.iterfind(f".//{space}fontScheme/*/{space}latin"):
        latin.set("typeface", FONT)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def frame(x: float, y: float, w: float, h: float) -> str:
    """A rectangle's place."""
    return f'<a:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/></a:xfrm>'


def levels(styles: tuple[Style, ...], palette: Palette) -> str:
    """The list style of a placeholder: one level a style."""
    told = []
    for place, style in enumerate(styles):
        margin = emu(style.indent)
        bullet = (
            f'<a:buClr>{colour("accent", palette)}</a:buClr><a:buChar char="•"/>' if style.bullet else "<a:buNone/>"
        )
        told.append(
            f'<a:lvl{place + 1}pPr marL="{margin}" indent="{-margin}" algn="l">'
            f'<a:lnSpc><a:spcPct val="104000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{bullet}'
            f'<a:defRPr sz="{round(style.size * 100)}" b="{int(style.bold)}" i="0" cap="none">'
            f"<a:solidFill>{colour(style.colour, palette)}</a:solidFill>"
            f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{place + 1}pPr>'
        )
    return f"<a:lstStyle>{''.join(told)}</a:lstStyle>"


BAND = 4.0
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def placeholder(number: int, name: str, kind: str, box: Box, palette: Palette, prompt: str = " ") -> str:
    """A placeholder of a layout that is where, and looks as, the box. A band along its left side stays free."""
    fill = f"<a:solidFill>{colour(box.fill, palette)}</a:solidFill>" if box.fill else "<a:noFill/>"
    band = BAND if box.edge else 0
    left, rest = emu(max(0, box.pad - band)), emu(box.pad)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f"<p:spPr>{frame(box.x + band, box.y, box.w - band, box.h)}{_RECTANGLE}{fill}</p:spPr>"
        f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="{rest}" rIns="{rest}" bIns="{rest}" '
        f'anchor="{"ctr" if box.middle else "t"}"><a:noAutofit/></a:bodyPr>{levels(box.styles, palette)}'
        f"<a:p><a:r><a:rPr/><a:t>{prompt}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def band(number: int, box: Box, palette: Palette) -> str:
    """The coloured band along a box's left side."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Kant {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{frame(box.x, box.y, BAND, box.h)}{_RECTANGLE}"
        f"<a:solidFill>{colour(box.edge, palette)}</a:solidFill></p:spPr></p:sp>"
    )


_SMALL = (Style(10, colour="muted"),)
FOOTER = Box(LEFT, 506, 600, 16, _SMALL, ())
NUMBER = Box(RIGHT - 60, 506, 60, 16, _SMALL, ())


def small_print(first: int, palette: Palette) -> str:
    """Placeholders for footer and slide number."""
    footer = placeholder(first, "Bunntekst", 'type="ftr" sz="quarter" idx="90"', FOOTER, palette)
    number = placeholder(first + 1, "Lysbildenummer", 'type="sldNum" sz="quarter" idx="91"', NUMBER, palette)
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    number = number.replace("<a:r><a:rPr/><a:t> </a:t></a:r>", f'<a:pPr algn="r"/>{field}')
    return footer + number


_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _ground(name: str, palette: Palette) -> str:
    return f"<p:bg><p:bgPr><a:solidFill>{colour(name, palette)}</a:solidFill><a:effectLst/></p:bgPr></p:bg>"


def layout(name: str, is_title: bool, title: Box, boxes: tuple[Box, ...], palette: Palette) -> str:
    """A slide layout with a placeholder for the title and one for each box, in reading order."""
    ground = "main" if is_title else "white"
    kind = 'type="title" preserve="1" showMasterSp="0"' if is_title else 'preserve="1" userDrawn="1"'
    parts = [placeholder(2, "Tittel", f'type="{"ctrTitle" if is_title else "title"}"', title, palette)]
    parts += [band(100 + place, box, palette) for place, box in enumerate(boxes) if box.edge]
    parts += [
        placeholder(
            10 + place,
            f"Tekst {place + 1}",
            'type="subTitle" idx="10"' if is_title else f'type="body" sz="quarter" idx="{10 + place}"',
            box,
            palette,
        )
        for place, box in enumerate(boxes)
    ]
    parts += [] if is_title else [small_print(300, palette)]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:sldLayout {SPACES} {kind}>'
        f"<p:cSld name={quoteattr(name)}>"
        f"{_ground(ground, palette)}"
        f"<p:spTree>{_TREE}{''.join(parts)}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def master_slide(title: Box, body: Box, palette: Palette) -> str:
    """What the master itself shows: white ground, a small silhouette, and the placeholders that layouts build on."""
    parts = placeholder(2, "Tittel", 'type="title"', title, palette)
    parts += placeholder(3, "Tekst", 'type="body" idx="1"', body, palette) + small_print(4, palette)
    return f"<p:cSld {SPACES}>{_ground('white', palette)}<p:spTree>{_TREE}{parts}</p:spTree></p:cSld>"


def freeform(number: int, name: str, ridge: int, place: tuple[float, float, float, float], palette: Palette) -> str:
    """One ridge of the mountains as a native shape."""
    x, y, w, h = place
    role, points = RIDGES[ridge]
    path = "".join(
        f'<a:{"lnTo" if at else "moveTo"}><a:pt x="{emu(px * w)}" y="{emu(py * h)}"/></a:{"lnTo" if at else "moveTo"}>'
        for at, (px, py) in enumerate(points)
    )
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{frame(x, y, w, h)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{emu(w)}" h="{emu(h)}">{path}<a:close/></a:path></a:pathLst>'
        f"</a:custGeom><a:solidFill>{colour(role, palette)}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


SIZE = (emu(WIDTH), emu(HEIGHT))
