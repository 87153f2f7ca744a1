"""Texts that mislead readers or programs, and texts that are only odd."""

HIDDEN = ["\x00", "\x07", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u2028", "\u202e", "\u2066"]
BREAKS = ["\n", "\r\n", "\t"]
ODD = [
    "no",
    "~",
    "2023-01-01",
    "- strek",
    "a: b #c",
    "&anker *alias !merke",
    "'\"\\",
    "{{ 7*7 }} {% x %} ${7*7}",
    "%s %(name)s {0}",
    "=1+1",
    "../../etc",
    "🏔️ Narvik 👩🏽‍💻",
    "Sámi giella: čđŋšŧž",
    "e\u0301\u200b\u00a0\ufeff",
    "|",
    ">",
    "@",
    "`",
    "---",
    "...",
]
