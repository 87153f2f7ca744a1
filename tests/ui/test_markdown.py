"""Texts in Markdown become HTML that can do no harm."""

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.ui.templatetags.ui import markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]\n\n[x]: javascript:alert(1)",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=q></form>",
    "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<details open ontoggle=alert(1)>",
    "`<img src=x onerror=alert(1)>`",
    "```\n<script>alert(1)</script>\n```",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "[<img src=x onerror=alert(1)>](https://example.org)",
    '[x](https://example.org "onmouseover=alert(1)")',
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x/>",
    '<https://example.org/"onmouseover=alert(1)>',
    "# <img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
TAGS = re.compile(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
KNOWN = set(
    "p br hr strong em s ul ol li blockquote code pre a h3 h4 h5 h6 table thead tbody tr th td div".split()  # noqa: SIM905
)
HARMLESS = re.compile(
    r"\A(?: href=\"(?:https?:|mailto:|[^\":]*\")[^\"]*\"?| rel=\"noopener nofollow\"| start=\"\d+\""
    r"| class=\"table-scroll\")*\s*/?\Z"
)


def faults(html):
    """Each tag that no text may make, and each attribute that no text may have."""
    return [found[0] for found in TAGS.finditer(html) if found[1] not in KNOWN or not HARMLESS.match(found[2])]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text):
    html = markdown(text)

    assert faults(html) == []
    assert "javascript:" not in re.sub(r"<(?:code|p|h\d|td|th)>[^<]*", "", html).lower()


@given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "- ", "> ", "**", "_", "`", "|", "[", "](", ")", "<", ">"])))
def test_nor_any_mixture_of_it(parts):
    assert faults(markdown("".join(parts))) == []


@given(st.text())
def test_what_is_cleaned_is_clean(text):
    html = markdown(text).replace('<div class="table-scroll">', "").replace("</table></div>", "</table>")

    again = nh3.clean(
        html,
        tags=KNOWN - {"div"},
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )

    assert again == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Bakgrunn", "<h3>Bakgrunn</h3>\n"),
        ("###### Lite", "<h6>Lite</h6>\n"),
        ("**Viktig** og _rolig_", "<p><strong>Viktig</strong> og <em>rolig</em></p>\n"),
        ("3. tre\n4. fire", '<ol start="3">\n<li>tre</li>\n<li>fire</li>\n</ol>\n'),
        (
            "[Narvik](https://narvik.example/)",
            '<p><a href="https://narvik.example/" rel="noopener nofollow">Narvik</a></p>\n',
        ),
        ("![kart](https://narvik.example/kart.png)", "<p></p>\n"),
        ("~~bort~~", "<p><s>bort</s></p>\n"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n"),
        ("", ""),
        (
            "| a |\n|---|\n| b |",
            '<div class="table-scroll"><table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table></div>\n",
        ),
    ],
)
def test_what_people_write_looks_as_they_mean(text, html):
    assert markdown(text) == html


def test_a_deep_nest_does_not_take_long():
    assert faults(markdown("> " * 5000 + "x")) == []
    assert faults(markdown("[" * 20_000)) == []
