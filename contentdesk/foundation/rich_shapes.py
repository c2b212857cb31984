"""What of a formatted text is more than words: headings, lists, tables, emphasis, links."""

from collections.abc import Iterator

from contentdesk.foundation.rich_blocks import Block, Item, ListBlock, Run, TableBlock
from contentdesk.foundation.rich_text import read_blocks

LONGEST = 80  # characters

Shape = tuple[str, str]


def shapes_of(html: str) -> list[Shape]:
    """Each as its name (heading, list, table, strong, em, link) and its first words, in order.

    Plain text (no HTML) has none.
    """
    return [shape for block in read_blocks(html) for shape in _of_block(block)]


def _of_block(block: Block) -> Iterator[Shape]:
    if isinstance(block, ListBlock):
        first = next((line for item in block.items for line in item.lines), [])
        yield "list", _short("".join(run.text for run in first))
        for item in block.items:
            yield from _of_item(item)
    elif isinstance(block, TableBlock):
        yield "table", _short(block.text().split("\n")[0])
        for row in block.rows:
            for cell in row:
                yield from _of_runs(cell.runs)
    else:
        if block.tag != "p":
            yield "heading", _short(block.text())
        for line in block.lines:
            yield from _of_runs(line)


def _of_item(item: Item) -> Iterator[Shape]:
    yield from _of_runs(item.runs)
    for below in item.lists:
        yield from _of_block(below)


def _of_runs(runs: list[Run]) -> Iterator[Shape]:
    for run in runs:
        if run.strong:
            yield "strong", _short(run.text)
        if run.em:
            yield "em", _short(run.text)
        if run.href:
            yield "link", f"{_short(run.text)} → {run.href}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
