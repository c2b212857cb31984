"""Two texts word by word, line by line: what was removed, what was added, what stayed.

Words that stand once in both texts are found first and part them (patience diff); only what lies
between goes to difflib. Its work is counted beforehand, so that no text can hold a page up: what
would cost too much is told as replaced.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from operator import eq, itemgetter

# Steps of difflib in its worst case; a million of them take a quarter of a second.
MOST_STEPS = 2_000_000
# Fewer kept words than one in four of the shorter side are chance, and hard to read.
LEAST_KEPT = 4

# "08.00", "anak-anak" and an address are one word; a sign of its own is another.
_TOKEN = re.compile(r"(\w+(?:[.,:/'’-]\w+)*|[^\w\s]|\n)([^\S\n]*)")

Pair = tuple[int, int]


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words in a row of which the same became."""

    text: str
    change: Change


@dataclass(frozen=True)
class Passage:
    """A line of the text, or several that changed together; `pieces` in the order of reading."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.change != Change.SAME for piece in self.pieces)

    @property
    def before(self) -> tuple[Piece, ...]:
        """As the older text has it."""
        return tuple(piece for piece in self.pieces if piece.change != Change.ADDED)

    @property
    def after(self) -> tuple[Piece, ...]:
        """As the newer text has it."""
        return tuple(piece for piece in self.pieces if piece.change != Change.REMOVED)


def replaced(before: str, after: str) -> Passage:
    """All of the one in the place of all of the other; an empty one is left out."""
    told = (Piece(before, Change.REMOVED), Piece(after, Change.ADDED))
    return Passage(tuple(piece for piece in told if piece.text))


class WordDiff:
    """Compares texts that are shown together: they share the steps that may be taken."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._steps = steps

    def compare(self, before: str, after: str) -> list[Passage]:
        """The passages of both texts; spaces and empty lines do not count as a change."""
        old, new = _lines(before), _lines(after)
        passages = []
        for same, one, other in _runs(self._pairs(old, new), len(old), len(new)):
            if same:
                passages += [Passage((Piece(line, Change.SAME),)) for line in new[other]]
            else:
                passages.append(self._passage("\n".join(old[one]), "\n".join(new[other])))
        return passages

    def _passage(self, before: str, after: str) -> Passage:
        old, new = _TOKEN.findall(before), _TOKEN.findall(after)
        words, others = [word for word, _gap in old], [word for word, _gap in new]
        pairs = self._pairs(words, others)
        kept = sum(words[i][0].isalnum() for i, _j in pairs)
        if kept * LEAST_KEPT < min(_count(words), _count(others)):
            return replaced(before, after)
        told: list[tuple[Change, str]] = []
        for same, one, other in _runs(pairs, len(old), len(new)):
            if not same:
                told += [(Change.REMOVED, word + gap) for word, gap in old[one]]
            change = Change.SAME if same else Change.ADDED
            told += [(change, word + gap) for word, gap in new[other]]
            if same and old[one.stop - 1][1] and not new[other.stop - 1][1]:
                # The older text goes on after a space here: its words must not grow together.
                told.append((Change.REMOVED, " "))
        return Passage(
            tuple(
                Piece("".join(text for _change, text in parts), change)
                for change, parts in groupby(told, key=itemgetter(0))
            )
        )

    def _pairs(self, old: Sequence[str], new: Sequence[str]) -> list[Pair]:
        """Where the same word stands in both, rising on both sides."""
        pairs: list[Pair] = []
        one = other = 0
        for i, j in [*_anchors(old, new), (len(old), len(new))]:
            between = self._between(old[one:i], new[other:j])
            pairs += [(one + a, other + b) for a, b in between]
            if i < len(old):
                pairs.append((i, j))
            one, other = i + 1, j + 1
        return pairs

    def _between(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
        """The same at both ends, and what difflib finds in between if that is not too dear."""
        head = _alike(zip(old, new, strict=False))
        rest = min(len(old), len(new)) - head
        tail = min(rest, _alike(zip(reversed(old), reversed(new), strict=False)))
        yield from ((i, i) for i in range(head))
        one, other = old[head : len(old) - tail], new[head : len(new) - tail]
        cost = _most_steps(one, other)
        if cost <= self._steps:
            self._steps -= cost
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            for i, j, size in matcher.get_matching_blocks():
                yield from ((head + i + n, head + j + n) for n in range(size))
        yield from ((len(old) - n, len(new) - n) for n in range(tail, 0, -1))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _count(words: Iterable[str]) -> int:
    return sum(word[0].isalnum() for word in words)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: eq(*pair), pairs))


def _most_steps(old: Sequence[str], new: Sequence[str]) -> int:
    """What difflib may take: each search meets every pair of equal words, once for each match."""
    if not old or not new:
        return 0
    counted = Counter(new)
    pairs = sum(counted[word] for word in old)
    return (len(old) + pairs) * min(len(old), len(new), pairs + 1)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Of the words that stand once on each side, the most that keep their order."""
    once = {word for word, count in Counter(new).items() if count == 1}
    once &= {word for word, count in Counter(old).items() if count == 1}
    there = {word: j for j, word in enumerate(new) if word in once}
    ends: list[int] = []  # the smallest end of a rising row of each length
    rows: list[tuple[Pair, int]] = []  # each pair, and which one stands before it in its row
    last: list[int] = []  # which pair is at each of the ends
    for i, word in enumerate(old):
        if word not in once:
            continue
        j = there[word]
        length = bisect_left(ends, j)
        rows.append(((i, j), last[length - 1] if length else -1))
        if length == len(ends):
            ends.append(j)
            last.append(len(rows) - 1)
        else:
            ends[length], last[length] = j, len(rows) - 1
    chosen = []
    at = last[-1] if last else -1
    while at >= 0:
        pair, at = rows[at]
        chosen.append(pair)
    return chosen[::-1]


def _runs(pairs: Iterable[Pair], old: int, new: int) -> Iterator[tuple[bool, slice, slice]]:
    """The two sequences from end to end, in turn the same and different, by their slices."""
    one = other = 0
    # Pairs that follow each other on both sides lie at the same distance from their count.
    for _distance, block in groupby(
        enumerate(pairs), key=lambda told: (told[1][0] - told[0], told[1][1] - told[0])
    ):
        together = [pair for _count, pair in block]
        (i, j), size = together[0], len(together)
        if i > one or j > other:
            yield False, slice(one, i), slice(other, j)
        yield True, slice(i, i + size), slice(j, j + size)
        one, other = i + size, j + size
    if old > one or new > other:
        yield False, slice(one, old), slice(other, new)
