"""The one way in for user text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hostile import EVERYTHING
from hypothesis import given
from hypothesis import strategies as st

from geobrief.render import markup
from geobrief.render.environment import environment

PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r")
)


class _Reader(HTMLParser):
    """Reads what a browser would: text, tags, and the value of one attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.title = "", [], None

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title = dict(attrs).get("title", self.title)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("text", EVERYTHING)
def test_text_comes_out_of_html_as_it_went_in(text: str) -> None:
    reader = read(f'<p title="{markup.html(text)}">{markup.html(text)}</p>')
    assert (reader.text, reader.title, reader.tags) == (text, text, ["p"])


@given(PRINTABLE)
def test_any_text_comes_out_of_html_as_it_went_in(text: str) -> None:
    reader = read(f'<p title="{markup.html(text)}">{markup.html(text)}</p>')
    assert (reader.text, reader.title, reader.tags) == (text, text, ["p"])


@given(st.text())
def test_html_leaves_nothing_that_a_template_literal_would_run(text: str) -> None:
    assert not set(markup.html(text)) & set("<>\"'`\\{}$\x00")


@given(PRINTABLE)
def test_svg_stays_well_formed(text: str) -> None:
    tree = ET.fromstring(f'<svg title="{markup.svg(text)}"><text>{markup.svg(text)}</text></svg>')  # noqa: S314
    assert (tree.get("title"), tree.find("text").text or "") == (text, text)


@given(st.recursive(st.none() | st.text() | st.integers() | st.booleans(), st.lists))
def test_json_in_a_script_reads_back_and_cannot_end_the_script(value: object) -> None:
    written = markup.json_in_script(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode("utf-8")


def test_json_refuses_what_json_cannot_hold() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        markup.json_in_script(float("nan"))


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "java\nscript:alert(1)",
        "//example.org/x",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://",
        "https://[",
        "ht\ntps://example.org",
        "https:\\\\example.org",
        "https://name:word@example.org",
        "https://example.org/\ud800",
        "https://exa mple.org/",
        "",
    ],
)
def test_only_web_addresses_become_links(text: str) -> None:
    assert markup.url(text) == ""


def test_a_web_address_stays_itself_and_in_its_attribute() -> None:
    address = 'https://example.org/a?b=c&d="e"#f`${g}'
    reader = read(f'<a title="{markup.url(address)}">x</a>')
    assert reader.tags == ["a"]
    assert reader.title == "https://example.org/a?b=c&d=%22e%22#f%60$%7Bg%7D"


@given(st.text())
def test_a_terminal_gets_nothing_to_act_on(text: str) -> None:
    shown = markup.terminal(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    shown.encode("utf-8")


def test_templates_escape_by_themselves() -> None:
    template = environment().from_string('<p title="{{ text }}">{{ text }}{{ text|upper }}</p>')
    reader = read(template.render(text="<b>`${x}`"))
    assert reader.text == "<b>`${x}`<B>`${X}`"
    assert reader.tags == ["p"]
