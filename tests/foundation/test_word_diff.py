"""Two texts word by word: what is marked, and that no text can hold the page up."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk.foundation.word_diff import Change, WordDiff

MARKS = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}


def told(before, after):
    """Each passage on a line of its own list entry, marks around what changed."""
    return [
        "".join(MARKS[piece.change].format(piece.text.strip(" ")) for piece in passage.pieces)
        for passage in WordDiff().compare(before, after)
    ]


TABLE = [
    ("Buka Selasa", "Buka Selasa", ["Buka Selasa"]),
    ("Buka hari Selasa pukul 08.00", "Buka hari Rabu pukul 09.00",
     ["Buka hari[-Selasa-][+Rabu+]pukul[-08.00-][+09.00+]"]),
    ("Untuk anak-anak.", "Untuk anak-anak, gratis.", ["Untuk anak-anak[+, gratis+]."]),
    ("Satu\nDua\nTiga", "Satu\nTiga", ["Satu", "[-Dua-]", "Tiga"]),
    ("Satu\n\nDua", "Satu\n\nDua\n- baru", ["Satu", "Dua", "[+- baru+]"]),
    ("", "Semua baru", ["[+Semua baru+]"]),
    ("Semua hilang", "", ["[-Semua hilang-]"]),
    ("", "", []),
    # Nothing but a chance word in common: told as a whole, not as confetti.
    ("Kami mengundang semua ibu dan anak ke balai desa", "Besok pagi loket tutup dan libur",
     ["[-Kami mengundang semua ibu dan anak ke balai desa-][+Besok pagi loket tutup dan libur+]"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), TABLE)
def test_what_is_marked(before, after, expected):
    assert told(before, after) == expected


def test_spaces_and_empty_lines_are_no_change():
    before, after = "Datang  pagi.\n\n\nBawa buku.", "Datang pagi.\r\nBawa buku. "
    assert not any(passage.changed for passage in WordDiff().compare(before, after))


def test_each_side_reads_as_it_was():
    [passage] = WordDiff().compare("Buka hari Selasa pagi", "Buka hari Rabu pagi")
    assert "".join(piece.text for piece in passage.before) == "Buka hari Selasa pagi"
    assert "".join(piece.text for piece in passage.after) == "Buka hari Rabu pagi"


def words_of(text):
    return text.split()


texts = st.lists(st.sampled_from(["ibu", "anak", "dan", ".", "\n", "Selasa"])).map(" ".join)


@given(texts, texts)
@settings(max_examples=300)
def test_no_word_is_lost_or_made_up(before, after):
    passages = WordDiff().compare(before, after)
    older = "\n".join("".join(p.text for p in passage.before) for passage in passages)
    newer = "\n".join("".join(p.text for p in passage.after) for passage in passages)
    assert words_of(older) == words_of(before)
    assert words_of(newer) == words_of(after)


def scattered(letters, seed):
    chosen = random.Random(seed)
    return " ".join(chosen.choice(letters) for _each in range(10_000))


def between_anchors(size, seed):
    """Words that stand once, and between each two of them ones that stand everywhere."""
    chosen = random.Random(seed)
    gaps = 20_000 // (size * 2 + 6)
    return " ".join(
        f"k{n} " + " ".join(chosen.choice("abc") for _each in range(size)) for n in range(gaps)
    )


HOSTILE = {
    "one word": ("a " * 10_000, "a " * 9_999 + "b"),
    "two words in turn": ("a b " * 5_000, "b a " * 5_000),
    "two words at random": (scattered("ab", 1), scattered("ab", 2)),
    "26 words at random": (
        scattered("abcdefghijklmnopqrstuvwxyz", 1),
        scattered("abcdefghijklmnopqrstuvwxyz", 2),
    ),
    "short lines": ("a\n" * 10_000, "a\nb\n" * 5_000),
    "signs": ("!" * 20_000, "?!" * 10_000),
    "every second word": (
        " ".join(f"{n:x} p{n:x}" for n in range(2_000)),
        " ".join(f"{n:x} q{n:x}" for n in range(2_000)),
    ),
    "backwards": (
        " ".join(f"{n:x} {n:x}" for n in range(2_200)),
        " ".join(f"{n:x} {n:x}" for n in reversed(range(2_200))),
    ),
    "one word without end": ("a:b.c/" * 3_300, "a:b.c/" * 3_299),
    "many small gaps": (between_anchors(10, 1), between_anchors(10, 2)),
    "fewer, larger gaps": (between_anchors(60, 1), between_anchors(60, 2)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_holds_the_page_up(name):
    before, after = HOSTILE[name]
    began = time.process_time()
    assert WordDiff().compare(before[:20_000], after[:20_000])
    assert time.process_time() - began < 2  # plain difflib takes minutes for most of them


def test_texts_of_one_page_share_what_may_be_spent():
    diff = WordDiff(steps=10)
    before, after = "a b a b a b", "b b a a b a"
    [dear] = diff.compare(before, after)
    assert [piece.change for piece in dear.pieces] == [Change.REMOVED, Change.ADDED]
    [cheap] = WordDiff().compare(before, after)
    assert any(piece.change == Change.SAME for piece in cheap.pieces)
