r"""Strings that want to be more than text, and where a brief takes text.

All of `EVERYTHING` is allowed in a brief: it is text, and must read as it was written. `REFUSED`
is not: each would break a page, a terminal or the order of reading. Odd characters are written as
escapes, so that this file itself reads as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.model.parse.structure import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["EVERYTHING", "FAMILIES", "HOSTILE", "REFUSED", "filled", "resolved", "text_fields"]

FAMILIES: dict[str, tuple[str, ...]] = {
    "script": (
        "<script>window.hacked=1</script>",
        "</script><script>window.hacked=1</script>",
        "<ScRiPt\n>window.hacked=1</sCrIpT >".replace("\n", " "),
        "</script\u00a0><script/x>window.hacked=1</script>",
        "<!--<script>",
        "--><script>window.hacked=1</script><!--",
        "]]><script>window.hacked=1</script>",
        "<![CDATA[<script>window.hacked=1</script>]]>",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
        "<script type=module>import('https://example.org/x.js')</script>",
        "\uff1cscript\uff1ewindow.hacked=2\uff1c/script\uff1e",
        "<<SCRIPT>window.hacked=1//<</SCRIPT>",
    ),
    "handlers": (
        '"><img src=x onerror="window.hacked=1">',
        "' onmouseover='window.hacked=1",
        '" onfocus="window.hacked=1" autofocus tabindex="0',
        " onclick=window.hacked=1 ",
        "<svg/onload=window.hacked=1>",
        "<body onload=window.hacked=1><input autofocus onfocus=window.hacked=1>",
        "<details open ontoggle=window.hacked=1><summary>x",
        "<a href='javascript:window.hacked=1' target=_blank>x</a>",
        "<video><source onerror=window.hacked=1></video>",
        "<marquee onstart=window.hacked=1>",
    ),
    "literals": (
        "${window.hacked=1}",
        "`${window.hacked=1}`",
        "`+(window.hacked=1)+`",
        "'+(window.hacked=1)+'",
        '");window.hacked=1;//',
        "\\'-(window.hacked=1)//",
        "\\u003cscript\\u003e \\x3cscript\\x3e \\",
        "\\",
        "\\\\\\`${0}",
    ),
    "addresses": (
        "javascript:window.hacked=1",
        "java\u200bscript:void(window.hacked=1)",
        "data:text/html,<script>window.hacked=1</script>",
        "data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTE8L3NjcmlwdD4=",
        "vbscript:x file:///etc/passwd blob:null/x",
        "//example.org/x https://example.org/<b>",
        "https://example.org@evil.example/ http://127.0.0.1:1/",
    ),
    "entities": (
        "&lt;b&gt; &amp;amp; &#60;script&#62;",
        "&amp;lt;script&amp;gt;",
        "&#x3c;script&#x3e &lt &LT; &quot &#0; &#128; &#xD800; &#1114112;",
        "&NotEqualTilde;&#38;#60;",
    ),
    "closers": (
        "</title></style></textarea></noscript><iframe src=https://example.org>",
        "</h1></figure></body></html><h1>",
        "</li></ul><form action=https://example.org><button>x",
        "<plaintext>",
        "<template><b>",
        "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
        "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    ),
    "pages": (
        "<base href=https://example.org/>",
        "<meta http-equiv=refresh content='0;url=https://example.org'>",
        "<meta charset=utf-7>+ADw-script+AD4-window.hacked=1+ADw-/script+AD4-",
        "<link rel=stylesheet href=https://example.org/x.css>",
        "<object data=https://example.org><embed src=https://example.org>",
        "<iframe srcdoc='<script>top.hacked=1</script>'></iframe>",
        "GEOBRIEF-CONTENT-SECURITY-POLICY",
        "'unsafe-inline'; script-src *",
    ),
    "svg": (
        "</svg><style>*{display:none}</style>",
        "<svg><use href='https://example.org/x.svg#y'/></svg>",
        "<svg><foreignObject><body onload=window.hacked=1></foreignObject></svg>",
        "<svg><animate attributeName=href values=javascript:window.hacked=1 /><set to=x>",
        "<svg><script href=data:,window.hacked=1 /></svg>",
        "<image xlink:href=https://example.org/x.png>",
    ),
    "css": (
        "</style><style>@import 'https://example.org/x.css';",
        "background:url(https://example.org/x.png)",
        "width:expression(window.hacked=1);-moz-binding:url(x)",
        "}*{display:none !important}/*",
        "\\3c style\\3e",
        "<p style='position:fixed;inset:0;background:red'>",
    ),
    "templates": (
        "{{ 7*7 }}{% for x in y %}",
        "{% endraw %}{{ self.__init__.__globals__ }}",
        "{# x #}{{''.__class__.__mro__}}",
        "{0.__class__} {x!r} {} %s %(x)s %n $x ${x}",
        "#{7*7} <%= 7*7 %> @{x} *{x} ~{x}",
    ),
    "names": (
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "prototype.polluted",
        "NaN",
        "undefined",
        "null",
        "true",
        "0",
        "-1",
        "card-place-ankara",
        "geobrief-scene",
    ),
    "formulas": (
        '=HYPERLINK("https://example.org")',
        "=cmd|'/C calc'!A0",
        "+cmd|'/C calc'!A0",
        "-2+3+cmd|'/C calc'!A0",
        "@SUM(1+1)*cmd|'/C calc'!A0",
        "x;=cmd|'/C calc'!A0;\"",
        '",=1+1,"',
        "'=1+1",
        "\uff1d1+1",
        "\uff0b1 \uff0d1 \uff20x",
        "1e5",
        "0123",
        "2025-05-15",
        "#REF!",
    ),
    "paths": (
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "C:\\x",
        "....//....//x",
        "%2e%2e%2f",
        "~/x $HOME `id` $(id) ;id |id &id",
        "con.html",
        "-o",
        "--layers=/tmp",
        ".",
        "..",
    ),
    "whitespace": (
        "line\u2028separator\u2029and \u00a0 space",
        "a\u00a0b\u2003c\u3000d\u202fe\u1680f",
        "zero\u200bwidth\u200cnon\u200djoiner\u2060word\ufeffmark",
        "soft\u00adhyphen",
        "two  blanks   three",
        "\u00a0framed by blanks that do not break\u00a0",
    ),
    "direction": (
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 12:30",
        "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 (3)",
        "\u05d0 \u2014 \u0623 \u2014 \u5317\u4eac \u2014 \u041a\u0438\u0457\u0432",
        "\u202eright to left\u202c",
        "\u2066isolated\u2069",
        "\u2067\u05d0bc\u2069 \u202bx\u202c \u2068y\u2069",
        "marks\u200e\u200f\u061c",
    ),
    "letters": (
        "Z\u0351\u036b\u0343\u0a3c\u0310\u0321" + "\u0335\u0336\u0489" * 20 + "algo",
        "\u0301begins with a mark that combines",
        "W" * 120,
        "\u0fd5\u0950\ufdfd\U00012031 wide",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f3f4\u200d\u2620\ufe0f",
        "\U0001f1fa\U0001f1e6 \U0001f44d\U0001f3ff 1\ufe0f\u20e3",
        "private \ue000\U000f0000\U0010fffd",
        "unassigned \u0378\U0003ffff noncharacter \ufdd0\U0001fffe",
        "\ufffd\ufffc\ufff9x\ufffay\ufffb",
        "tags \U0001f3f4\U000e0067\U000e0062\U000e007f\U000e0001",
        "e\u0301 \u00e9 \u212b \u00c5 \ufb01 \u017f \u0130i\u0131 \u00df \u1e9e",
        "\u0627\u0644\u0644\u0647 \ufdf2 \ufdfa",
    ),
    "marks": (
        "a'b\"c`d$e{f}g\\h&i<j>k",
        "a,b;c|d",
        "# not a comment",
        "- not a list",
        "? not: a key",
        "&anchor *alias !tag",
        "[1, 2]",
        "{a: b}",
        "%YAML 1.2",
        "@at `tick`",
        "'quoted'",
        '"quoted"',
        "key: value # comment",
        "--- ...",
        "| >",
        "\\x1b[31m \\e]8;;https://example.org\\a",
        "(\u241b[31m) \u2400",
    ),
}
"""Kinds of attack, each with strings no two of which are one name."""

EVERYTHING = tuple(text for family in FAMILIES.values() for text in family)

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    '"><img src=x onerror="window.hacked=1">',
    '" onfocus="window.hacked=1" autofocus tabindex="0',
    "`${window.hacked=1}`",
    "\\'-(window.hacked=1)//",
    "javascript:window.hacked=1",
    "&amp;lt;script&amp;gt;",
    "</title></style></textarea></noscript><iframe src=https://example.org>",
    "<svg><animate attributeName=href values=javascript:window.hacked=1 /><set to=x>",
    "{{ 7*7 }}{% for x in y %}",
    "GEOBRIEF-CONTENT-SECURITY-POLICY",
    "__proto__",
    "line\u2028separator\u2029and \u00a0 space",
    "\u202eright to left\u202c",
)
"""The most dangerous of them, for tests that give a page to each."""

REFUSED = (
    "\x1b[31mred",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m",
    "\x9d8;;https://example.org\x9c",
    "\x00",
    "\x07\x08\x7f",
    "\x85",
    "\u202eopened and not closed",
    "\u2066",
    "closed and not opened\u202c",
    "\u2067crossed\u202e\u2069\u202c",
    "\ud800",
    "\ufffe",
    "\uffff",
)
"""What no text of a brief may hold, and no terminal may get to see as it is."""


LOOKED_UP = {("areas", "*", "name")}
"""Texts that have to be a name of the basemap's."""


def text_fields() -> Iterator[tuple[str, ...]]:
    """Yield the path of every free text in the schema: ("places", "*", "label", "text")."""
    yield from (path for path in _text_fields(schema(), ()) if path not in LOOKED_UP)


def _text_fields(rule: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    rule = resolved(rule)
    if rule.get("type") == "string":
        yield path
    for key, inner in rule.get("properties", {}).items():
        yield from _text_fields(inner, (*path, key))
    if "items" in rule:
        yield from _text_fields(rule["items"], (*path, "*"))
    if isinstance(rule.get("additionalProperties"), dict):
        yield from _text_fields(rule["additionalProperties"], (*path, "*"))


def resolved(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema with what it refers to."""
    if "anyOf" in rule and "type" not in rule:
        return resolved(rule["anyOf"][-1])  # an area: the entry, not the bare name
    if "$ref" not in rule:
        return rule
    named = resolved(schema()["$defs"][rule["$ref"].rpartition("/")[2]])
    return named | {key: value for key, value in rule.items() if key != "$ref"}


def filled(count: int, write: Callable[[tuple[str, ...], int], Any]) -> dict[str, Any]:
    """Return the keys of a brief in which every text of the schema is written, `count` a list.

    Args:
        count: how many entries each list of the brief has.
        write: gives the text for a path of `text_fields` and the number of the entry.
    """
    whole: dict[str, Any] = _written(schema(), (), 0, count, write)
    return whole


def _written(
    rule: dict[str, Any],
    path: tuple[str, ...],
    number: int,
    count: int,
    write: Callable[[tuple[str, ...], int], Any],
) -> Any:  # noqa: ANN401 - whatever JSON can hold
    rule = resolved(rule)
    if path in LOOKED_UP:
        return None
    if "const" in rule or "enum" in rule:
        return rule.get("const", rule.get("enum", [""])[0])
    if rule["type"] == "array":
        many = count if len(path) == 1 else 1
        return [
            _written(rule["items"], (*path, "*"), number if many == 1 else index, count, write)
            for index in range(many)
        ]
    if rule["type"] == "object":
        entry = {
            key: _written(inner, (*path, key), number, count, write)
            for key, inner in rule.get("properties", {}).items()
        }
        if isinstance(rule.get("additionalProperties"), dict):
            inner = rule["additionalProperties"]
            entry["Turkey"] = _written(inner, (*path, "*"), number, count, write)
        kept = {key: value for key, value in entry.items() if value is not None}
        return kept or write(path, number)  # what has keys of another format's
    if rule["type"] == "string":
        return write(path, number)
    return write(path, number) if rule["type"] in {"number", "integer"} else rule.get("default")
