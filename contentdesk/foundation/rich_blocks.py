"""The structures of formatted text, and how each is written: HTML, WordPress's block, plain text.

`rich_text` reads them from HTML. Every character of text and of addresses is escaped here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from operator import attrgetter

from contentdesk.foundation.markup import link, linked, list_block, wordpress_block

_SCHEME = re.compile("(?:mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """Words that look alike. Before they are put in lines, a line end in them is a line break."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


Line = list[Run]


@dataclass
class TextBlock:
    """A paragraph or a heading: `tag` is p, h2, h3 or h4."""

    tag: str
    lines: list[Line]

    def html(self, attributes: str = "") -> str:
        return f"<{self.tag}{attributes}>{_inline(self.lines)}</{self.tag}>"

    def block(self) -> str:
        if self.tag == "p":
            return wordpress_block("paragraph", self.html())
        level = int(self.tag[1])
        heading = self.html(' class="wp-block-heading"')
        # Of a value that is the block's default, WordPress writes nothing.
        return wordpress_block("heading", heading, {} if level == 2 else {"level": level})

    def text(self) -> str:
        return "\n".join(map(_words, self.lines))


@dataclass
class Item:
    """An item of a list, with the lists below it."""

    runs: list[Run] = field(default_factory=list)
    lists: list["ListBlock"] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Its lines with words."""
        return [line for line in lines_of(self.runs) if line]


@dataclass
class ListBlock:
    """`tag` is ul or ol, `start` an ol's first number."""

    tag: str
    start: int = 1
    items: list[Item] = field(default_factory=list)

    def html(self) -> str:
        start = f' start="{self.start}"' if self.start != 1 else ""
        items = (f"<li>{_inline(item.lines)}{as_html(item.lists)}</li>" for item in self.items)
        return f"<{self.tag}{start}>{''.join(items)}</{self.tag}>"

    def block(self) -> str:
        items = ((_inline(item.lines), as_wordpress(item.lists)) for item in self.items)
        return list_block(self.tag, items, self.start)

    def text(self) -> str:
        told = []
        for number, item in enumerate(self.items, self.start):
            sign = f"{number}." if self.tag == "ol" else "-"
            words = " ".join(map(_words, item.lines))
            told += [f"{sign} {words}"] if words else []
            told += [f"  {line}" for below in item.lists for line in below.text().split("\n")]
        return "\n".join(told)


@dataclass
class Cell:
    """`tag` is td or th; `spans` its attributes as they are written."""

    tag: str
    spans: str
    runs: list[Run] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Its lines with words."""
        return [line for line in lines_of(self.runs) if line]

    def html(self) -> str:
        return f"<{self.tag}{self.spans}>{_inline(self.lines)}</{self.tag}>"


@dataclass
class TableBlock:
    """A table of at least one row; its first row is its head if all of its cells are."""

    rows: list[list[Cell]] = field(default_factory=list)

    def html(self) -> str:
        rows = ["<tr>" + "".join(cell.html() for cell in row) + "</tr>" for row in self.rows]
        has_head = all(cell.tag == "th" and "rowspan" not in cell.spans for cell in self.rows[0])
        head = f"<thead>{rows.pop(0)}</thead>" if has_head else ""
        body = f"<tbody>{''.join(rows)}</tbody>" if rows else ""
        return f"<table>{head}{body}</table>"

    def block(self) -> str:
        figure = f'<figure class="wp-block-table">{self.html()}</figure>'
        # Said even where it is the default: WordPress 6.6 changed that.
        return wordpress_block("table", figure, {"hasFixedLayout": False})

    def text(self) -> str:
        rows = ([" ".join(map(_words, cell.lines)) for cell in row] for row in self.rows)
        return "\n".join(" | ".join(row).strip() for row in rows)


Block = TextBlock | ListBlock | TableBlock


def as_html(blocks: Sequence[Block]) -> str:
    """The blocks as the HTML that is kept."""
    return "".join(block.html() for block in blocks)


def as_wordpress(blocks: Sequence[Block]) -> str:
    """The blocks as WordPress's; all of it has passed `markup.clean_html`."""
    return "\n\n".join(block.block() for block in blocks)


def as_text(blocks: Sequence[Block]) -> str:
    """The blocks in plain words."""
    return "\n\n".join(block.text() for block in blocks)


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The runs parted at line breaks, with single spaces, none of them at the ends of a line."""
    lines: list[Line] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [_tidied(line) for line in lines]


def _tidied(line: Line) -> Line:
    tidied: Line = []
    for run in line:
        text = re.sub(" +", " ", run.text)
        if not tidied or tidied[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        # A mark on a space alone shows nothing, and would come back another way.
        told = Run(" ") if text == " " else replace(run, text=text)
        if tidied and replace(tidied[-1], text="") == replace(told, text=""):
            told = replace(told, text=tidied.pop().text + text)
        tidied.append(told)
    if tidied and tidied[-1].text == " ":
        return tidied[:-1]
    return [*tidied[:-1], *(replace(last, text=last.text.rstrip(" ")) for last in tidied[-1:])]


def _inline(lines: Sequence[Line]) -> str:
    return "<br>".join(_marked(line, ("href", "strong", "em")) for line in lines)


def _marked(line: Line, marks: tuple[str, ...]) -> str:
    """A line as HTML: neighbours share a mark, and the first of `marks` stands outermost."""
    if not marks:
        return escape("".join(run.text for run in line), quote=False)
    parts = []
    for value, runs in groupby(line, key=attrgetter(marks[0])):
        inner = _marked(list(runs), marks[1:])
        if value and marks[0] == "href":
            inner = link(value, inner)
        elif value:
            inner = f"<{marks[0]}>{inner}</{marks[0]}>"
        parts.append(inner)
    return "".join(parts)


def _words(line: Line) -> str:
    """A line in plain words; an address that a link hides stands behind it in brackets."""
    parts = []
    for href, runs in groupby(line, key=attrgetter("href")):
        words = "".join(run.text for run in runs)
        address = _SCHEME.sub("", href, count=1)
        # An address that shows itself becomes a link again without help.
        if href and linked(words) != link(href, escape(words)) and words.strip() != address:
            space = " " if words.endswith(" ") else ""
            words = f"{words.rstrip()} ({address}){space}"
        parts.append(words)
    return "".join(parts).strip()
