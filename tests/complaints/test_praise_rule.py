"""SOP 1a: a praise is answered with thanks together with further sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.praise import thanks_and_more

BARE = [
    "",
    "🙏",
    "Terima kasih",
    "TERIMA KASIH!!!",
    "terimakasih banyak 🙏🙏",
    "makasih banyak ya kak",
    "Makasiiiih 😊 Bu",
    "Matur nuwun, Pak",
    "Thank you so much!",
    "Terima kasih, Bapak/Ibu.",
    "Yth. Ibu Siti, terima kasih.",
    "Terima kasih. Ibu Siti Aminah.",
    "Bapak Ibu Budi Santoso, terima kasih banyak sekali ya 😀❤️",
    "Selamat pagi Bapak. Terima kasih.",
    "Terima kasih.\nSalam.",
    "Terima kasih atas pujiannya.",
    "Terima kasih atas pujiannya. Terima kasih sudah datang.",
]
NO_THANKS = ["Kami senang sekali membacanya.", "Semoga sehat selalu. Kami tunggu lagi."]
WHOLE = [
    "Terima kasih. Kami senang Ibu terbantu.",
    "Kami senang membacanya. Terima kasih!",
    "terima kasih 🙏 semoga ibu sehat selalu",
    "TERIMA KASIH. KAMI SENANG IBU PUAS.",
    "Terima kasih atas pujiannya! Loket buka Senin sampai Sabtu.",
    "Thank you. We are glad it helped.",
    "Bapak Budi, terima kasih. Kami teruskan kepada petugas loket.",
    "Terima kasih\nSehat selalu",
    "Terima kasih. Ibu Siti, kami senang mendengarnya.",
]


@pytest.mark.parametrize("text", BARE + NO_THANKS)
def test_refused(text):
    assert not thanks_and_more(text)


@pytest.mark.parametrize("text", WHOLE)
def test_accepted(text):
    assert thanks_and_more(text)


def dressed(draw, text):
    """The same words in another case, with other marks and signs around them."""
    text = draw(st.sampled_from([text, text.upper(), text.lower(), text.title()]))
    before = draw(st.sampled_from(["", "🙏 ", "Bapak/Ibu, ", "  "]))
    after = draw(st.text("!.… 🙏😊❤️\n", max_size=5))
    return before + text + after


@st.composite
def thanks(draw):
    words = ["terima kasih", "terimakasih", "makasih", "trims", "matur nuwun", "thank you"]
    swelling = ["", " banyak", " sekali", " ya kak", " Bapak Ibu", " Bu", " atas ulasannya"]
    return dressed(draw, draw(st.sampled_from(words)) + draw(st.sampled_from(swelling)))


@given(thanks())
def test_thanks_alone_is_never_enough_however_dressed(text):
    assert not thanks_and_more(text)


@given(thanks(), st.sampled_from(["Kami senang Ibu terbantu", "Petugas kami ikut membacanya"]))
def test_a_further_sentence_makes_it_whole(text, more):
    assert thanks_and_more(f"{text}. {more}.")
    assert thanks_and_more(f"{more}. {text}.")


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    assert thanks_and_more(text) in {True, False}
