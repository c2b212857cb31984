"""What is pasted from WhatsApp reads as if it had been typed for a website, and loses nothing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk.foundation.markup import html_from_text
from contentdesk.foundation.pasted_text import looks_pasted, tidy
from tests.foundation.pasted_messages import MESSAGES

messages = pytest.mark.parametrize(("typed", "gone", "left"), MESSAGES.values(), ids=MESSAGES)


@messages
def test_messages_are_tidied(typed, gone, left):
    assert tidy(typed) == left
    assert tidy(typed.replace("\n", "\r\n")) == left


def letters(text):
    kept = (character for character in text if character.isalnum())
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


@messages
def test_no_letter_and_no_digit_goes_but_those_of_marks(typed, gone, left):
    for mark in gone:
        assert typed.count(mark) == 1
        typed = typed.replace(mark, "")
    assert letters(tidy(typed)) == letters(typed) == letters(left)


def test_what_is_tidied_becomes_paragraphs_and_lists():
    typed, _gone, _left = MESSAGES["flowers and rows of signs"]
    html = html_from_text(tidy(typed))
    assert html.count("<li>") == 5
    assert html.count("<ul") == 1
    assert html.count("<p>") == 2


@pytest.mark.parametrize(
    "typed",
    [
        "Diteruskan",
        "Pesan ini telah diteruskan berkali-kali",
        "This message was forwarded many times",
        "↪ Forwarded",
        "<Media tidak disertakan>",
        "<Media omitted>",
        "<terlampir: 00000012-PHOTO-2026-11-23-10-05-12.jpg>",
        "[23/11/26 10.05] Bu Ani:",
        "[5/10, 8:24 PM] Bu Ani: <Media omitted>",
        "━━━",
        "~~~~~~",
        "✨✨✨",
        "= = =",
        "",
    ],
)
def test_lines_of_which_nothing_is_left(typed):
    assert tidy(typed) == ""
    assert tidy(f"Atas\n\n{typed}\n\nBawah") == "Atas\n\nBawah"


@pytest.mark.parametrize(
    "typed",
    [
        "Surat diteruskan ke dinas",
        "Diteruskan ke bagian gizi",
        "Media tidak disertakan",
        "jam 10.05 - Bu Ani: hadir",
        "😊",
        ":)",
        "Hadir… 😊😊😊",
        "snake_case dan 5*3*2",
        "a * * spasi *",
        "_ _",
        "-5 derajat",
        "Nama: ________",
        "~Senin~ Selasa",
        "~Buka Sabtu~",
        "Kuota ~50 ibu",
        "1️⃣",
        "✅",
    ],
)
def test_what_only_looks_like_a_mark_stays(typed):
    assert tidy(typed) == typed
    assert not looks_pasted(typed)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("*tebal*", "tebal"),
        ("**tebal**", "tebal"),
        ("*dua kata*, _miring_; ~coret~!", "dua kata, miring; ~coret~!"),
        ("*_~x~_* dan _*y*_", "~x~ dan y"),
        ("*Jadwal* ~Senin~ Selasa", "Jadwal ~Senin~ Selasa"),
        ("~*Senin* 08.00~ *Selasa*", "~Senin 08.00~ Selasa"),
        ("```kode``` dan `kode`", "kode dan kode"),
        ("*tebal\nterpotong*", "*tebal\nterpotong*"),
        ("lihat (*) di bawah", "lihat (*) di bawah"),
        ("Jum`at dan `Isya", "Jum`at dan `Isya"),
        ("✅*KTP* asli", "- KTP asli"),
        ("1️⃣*KTP* asli", "1. KTP asli"),
        ("[23/11/26 10.05] *Bu Ani*: *halo*", "halo"),
        ("- ✅ ▪️ KTP", "- KTP"),
        ("-   KTP", "- KTP"),
        ("🔟 Pulang", "10. Pulang"),
        ("0️⃣8️⃣1️⃣2️⃣ Ani", "0️⃣8️⃣1️⃣2️⃣ Ani"),
        ("😷 Masker\n🧼 Sabun", "- Masker\n- Sabun"),
        ("😷 Masker\n\n🧼 Sabun", "😷 Masker\n\n🧼 Sabun"),
        ("🏻==\n🏥 Aula", "🏻==\n🏥 Aula"),
    ],
)
def test_marks_and_bullets_one_by_one(typed, left):
    assert tidy(typed) == left


@pytest.mark.parametrize(
    ("typed", "pasted"),
    [
        ("[23/11/26 10.05] Bu Ani: halo", True),
        ("23/11/26 10.05 - Bu Ani: halo", True),
        ("halo\nDiteruskan", True),
        ("<Media omitted>", True),
        ("besok *libur*", True),
        ("besok ~libur~ buka", False),
        ("", False),
        ("  besok libur \r\n\r\n\r\n", False),
        ("✅ KTP\n📌 KK\n1️⃣ Daftar", False),
        ("DATANG PAGI PAGI SEKALI", False),
        ("=======", False),
    ],
)
def test_only_marks_of_whatsapp_tell_that_it_was_pasted(typed, pasted):
    assert looks_pasted(typed) is pasted


PIECES = """
* _ ~ ` ``` ** a b A 5 KTP PUSKESMAS CONTOH DI JADWAL senin ✅ ✔️ 👉🏻 📅 📍 🙏 1️⃣ 🔟 ① 1. - • === ━━━
. ! : ( ) [ ] < > Diteruskan https://x.id/_a_ x@y.id #AYO İ ß Ǆ ﬁ Jum'at II \u0301 \ufe0f \u20e3
"""
HEADS = ["[23/11/26 10.05] Bu Ani: ", "23/11/26 10.05 - Ani: ", "<Media omitted>"]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*PIECES.split(), *HEADS, *"    \n\n\n\u200d"])).map("".join),
)


@settings(deadline=None)
@given(TEXTS)
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    assert not looks_pasted(tidy(text))


@pytest.mark.parametrize(
    "piece",
    ["*", "*a ", "`\n", "*_", ".", "A.", "A ", "= x", "✅ ", "1️⃣", "📅\n", "[1/1 1.1", *HEADS],
)
def test_a_hostile_text_is_read_through(piece):
    """What took the square of its length would not come to an end here."""
    text = piece * (100_000 // len(piece))
    assert tidy(f"{text}\n\nSelesai").endswith("Selesai")
