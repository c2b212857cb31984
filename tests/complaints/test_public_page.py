"""An answer is recognised on a page, however its theme dresses it; nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.public_page import Comments, letters, same_words, stands_beneath

PAGE = """<html><head><script>var x = "comment-13 Terima kasih";</script></head><body>
<div id="comment-form">Tulis</div>
<ol><li id="comment-12"><article id="div-comment-12"><p>Ramah sekali.</p></article>
  <ol><li id='comment-13'><p>Terima kasih &#8211; &#8220;Bu Ani&#8221; &#038; keluarga<br />sehat
  selalu&#8230; <img class="wp-smiley" alt="8)"></p></li></ol></li>
<li id="comment-14"><p>Lain.</p></li></ol></body></html>"""
TEXT = 'Terima kasih - "Bu Ani" & keluarga\nsehat selalu...'


def test_the_answer_beneath_its_comment_is_seen():
    assert stands_beneath(PAGE, parent=12, reply=13, text=TEXT)


@pytest.mark.parametrize(
    ("parent", "reply", "text"),
    [
        (12, 99, TEXT),
        (99, 13, TEXT),
        (14, 13, TEXT),
        (12, 14, TEXT),
        (12, 13, "Terima kasih – Bu Budi & keluarga."),
        (12, 13, "Lain."),
    ],
)
def test_anything_else_is_not(parent, reply, text):
    assert not stands_beneath(PAGE, parent=parent, reply=reply, text=text)


def test_signs_turned_into_pictures_are_found_by_the_sites_own_words():
    text = TEXT + " 8)"
    dressed = '<p>Terima kasih – “Bu Ani” &#038; keluarga sehat selalu… <img alt="8)"></p>'
    assert not stands_beneath(PAGE, parent=12, reply=13, text=text)
    assert stands_beneath(PAGE, parent=12, reply=13, text=text, dressed=dressed)


def test_an_empty_dress_finds_nothing():
    assert not stands_beneath(PAGE, parent=12, reply=13, text="Tidak ada.", dressed="<p></p>")


def test_words_of_signs_alone_are_only_themselves():
    assert same_words("🙏", " 🙏 ")
    assert not same_words("🙏", "😊")
    assert letters("“A–b”") == letters("a b")


@pytest.mark.parametrize("odd", ["<![foo[bar]>", "<![if !IE]>", "<!-- <p>", "<!x", "</>", "<b "])
def test_odd_markup_does_not_hide_the_answer(odd):
    page = PAGE.replace("<ol><li id=", f"{odd}><!-- --><ol><li id=", 1)
    assert stands_beneath(page, parent=12, reply=13, text=TEXT)


@given(st.text(alphabet="<>![]-/abc'\"= &;#", max_size=80))
def test_no_page_breaks_the_reading(page):
    assert isinstance(Comments(page).texts, dict)
