"""Formatted text: any HTML is read into a few structures, and only these are written out again.

What is no paragraph, heading, list, table, emphasis or link has no structure and so no way out;
its words become paragraphs. How the structures are written: `rich_blocks`.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Self

import nh3

from contentdesk.foundation.markup import html_from_text, readable
from contentdesk.foundation.rich_blocks import (
    Block,
    Cell,
    Item,
    ListBlock,
    Run,
    TableBlock,
    TextBlock,
    as_html,
    as_text,
    as_wordpress,
    lines_of,
)

MOST_LISTS_IN_LISTS = 4
MOST_CELLS_SPANNED = 100
LAST_FIRST_NUMBER = 999

_HEADINGS = {"h2", "h3", "h4"}
_STRONG, _EM = {"strong", "b"}, {"em", "i"}
# Each ends a line, whether it has a structure here or not: no two words may grow together.
_PARTS = _HEADINGS | {"p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot"}
_PARTS |= {"tr", "th", "td", "h1", "h5", "h6", "div", "section", "article", "main", "aside"}
_PARTS |= {"header", "footer", "nav", "address", "blockquote", "pre", "hr", "figure"}
_PARTS |= {"figcaption", "dl", "dt", "dd", "details", "summary", "center"}

_CLEANER = nh3.Cleaner(
    tags={"a", "br"} | _STRONG | _EM | _PARTS,
    attributes={
        "a": {"href"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S.*", re.IGNORECASE)


@dataclass(frozen=True)
class RichText:
    """What was written: `body` in plain words, `body_html` only where those cannot say it all."""

    body: str = ""
    body_html: str = ""

    @classmethod
    def from_html(cls, foreign: str) -> Self:
        """What some HTML says; `body_html` stays "" if `body` would be shown just the same."""
        blocks = read_blocks(foreign)
        body = as_text(blocks)
        is_plain = as_wordpress(blocks) == html_from_text(body)
        return cls(body, "" if is_plain else as_html(blocks))


def clean_rich(foreign: str) -> str:
    """Any HTML as it is kept: no attribute but href, start, colspan and rowspan; "" for no words.

    Cleaning twice changes nothing. Square brackets stay: they are encoded on the way out.
    """
    return as_html(read_blocks(foreign))


def blocks_from_html(foreign: str) -> str:
    """Any HTML as WordPress's blocks, in the form WordPress keeps byte for byte; "" for no words.

    All of it passes `markup.clean_html`.
    """
    return as_wordpress(read_blocks(foreign))


def text_from_html(foreign: str) -> str:
    """Any HTML in plain words, which `html_from_text` shows much alike.

    Items begin with "- " or their number, cells are parted by " | ", and an address that a link
    hides stands behind it in brackets.
    """
    return as_text(read_blocks(foreign))


def html_for_editor(body: str, body_html: str) -> str:
    """What an editor opens with: the formatted text, or else what the plain one shows."""
    return body_html or clean_rich(html_from_text(body))


def read_blocks(foreign: str) -> list[Block]:
    """The structures of any HTML."""
    reader = _Reader()
    # nh3 also closes every tag and puts it where a browser would: the reader relies on both.
    reader.feed(_CLEANER.clean(readable(foreign)))
    reader.close()
    reader.end_line()
    return reader.blocks


class _Reader(HTMLParser):
    """Makes blocks of cleaned HTML. Lists have lists below them; a table stands by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._tag = "p"
        self._loose: list[Run] = []
        self._lists: list[ListBlock] = []
        self._too_deep = 0
        self._tables: list[TableBlock] = []  # the first is made, those inside its cells are not
        self._cell: Cell | None = None
        self._strong = self._em = 0
        self._hrefs = [""]

    def handle_data(self, data: str) -> None:
        text = readable(data).replace("\n", " ")
        self._runs.append(Run(text, self._hrefs[-1], self._strong > 0, self._em > 0))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "a":
            self._hrefs.append(_address(attributes.get("href", "")))
        elif tag in _PARTS:
            self.end_line()
            self._begin(tag, attributes)
        else:
            self._mark(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._hrefs.pop()
        elif tag in _PARTS:
            self.end_line()
            self._end(tag)
        else:
            self._mark(tag, -1)

    def end_line(self) -> None:
        """Whatever comes next stands on a line of its own."""
        if self._runs is not self._loose:
            self._runs.append(Run("\n"))
            return
        runs, self._loose = self._loose, []
        if self._tag in _HEADINGS:
            runs = [Run(run.text.replace("\n", " "), run.href, run.strong, run.em) for run in runs]
        for has_words, lines in groupby(lines_of(runs), key=bool):
            if has_words:
                self.blocks.append(TextBlock(self._tag, list(lines)))

    @property
    def _runs(self) -> list[Run]:
        """Where words belong at this place."""
        if self._cell is not None:
            return self._cell.runs
        return self._item.runs if self._lists else self._loose

    @property
    def _item(self) -> Item:
        items = self._lists[-1].items
        if not items:
            items.append(Item())
        return items[-1]

    def _mark(self, tag: str, step: int) -> None:
        if tag in _STRONG:
            self._strong += step
        else:
            self._em += step

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if self._tables:
            self._begin_in_table(tag, attributes)
        elif tag in {"ul", "ol"}:
            if len(self._lists) == MOST_LISTS_IN_LISTS:
                self._too_deep += 1
            else:
                start = (
                    _number(attributes.get("start", ""), LAST_FIRST_NUMBER) if tag == "ol" else 1
                )
                self._lists.append(ListBlock(tag, start))
        elif self._lists:
            if tag == "li":
                self._lists[-1].items.append(Item())
        elif tag == "table":
            self._tables.append(TableBlock())
        elif tag in _HEADINGS:
            self._tag = tag

    def _begin_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._tables.append(TableBlock())
        elif len(self._tables) == 1 and tag == "tr":
            self._tables[0].rows.append([])
        elif len(self._tables) == 1 and tag in {"td", "th"}:
            self._cell = Cell(tag, _spans(attributes))
            self._tables[0].rows[-1].append(self._cell)

    def _end(self, tag: str) -> None:
        if self._tables:
            self._end_in_table(tag)
        elif tag in {"ul", "ol"}:
            if self._too_deep:
                self._too_deep -= 1
            else:
                self._end_list(self._lists.pop())
        elif tag in _HEADINGS:
            self._tag = "p"

    def _end_list(self, done: ListBlock) -> None:
        done.items = [item for item in done.items if item.lines or item.lists]
        if done.items and self._lists:
            self._item.lists.append(done)
        elif done.items:
            self.blocks.append(done)

    def _end_in_table(self, tag: str) -> None:
        if tag == "table":
            done = self._tables.pop()
            done.rows = [row for row in done.rows if row]
            if any(cell.lines for row in done.rows for cell in row):
                self.blocks.append(done)
        elif len(self._tables) == 1 and tag in {"td", "th"}:
            self._cell = None


def _address(href: str) -> str:
    """The address of a link, "" for none that a reader could follow from anywhere."""
    address = readable(href).replace("\n", "").strip()
    return address if _ADDRESS.fullmatch(address) else ""


def _spans(attributes: dict[str, str]) -> str:
    names = ("colspan", "rowspan")
    spans = {name: _number(attributes.get(name, ""), MOST_CELLS_SPANNED) for name in names}
    return "".join(f' {name}="{value}"' for name, value in spans.items() if value > 1)


def _number(written: str, most: int) -> int:
    """The number of an attribute, 1 for one that makes no sense."""
    number = int(written) if re.fullmatch("[0-9]{1,4}", written) else 1
    return number if number <= most else 1
