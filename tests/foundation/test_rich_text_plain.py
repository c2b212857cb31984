"""Formatted or not: what a plain field could say as well stays plain."""

import pytest

from contentdesk.foundation.markup import clean_html, html_from_text
from contentdesk.foundation.rich_text import RichText, blocks_from_html, html_for_editor

TYPED = (
    "Buka Senin.\nDatang pagi.\n\n- KTP\n- Buku KIA\n\n1. Daftar\n2. Timbang\n\nhttps://a.id [x]"
)


def test_the_editor_opens_with_what_the_plain_text_shows():
    opened = html_for_editor(TYPED, "")
    assert opened == (
        "<p>Buka Senin.<br>Datang pagi.</p><ul><li>KTP</li><li>Buku KIA</li></ul>"
        "<ol><li>Daftar</li><li>Timbang</li></ol>"
        '<p><a href="https://a.id">https://a.id</a> [x]</p>'
    )
    assert blocks_from_html(opened) == html_from_text(TYPED)


def test_the_editor_opens_with_what_was_formatted():
    assert html_for_editor("Jadwal", "<h2>Jadwal</h2>") == "<h2>Jadwal</h2>"


def test_what_was_not_formatted_stays_plain():
    assert RichText.from_html(html_for_editor(TYPED, "")) == RichText(TYPED)
    assert RichText.from_html("") == RichText()


@pytest.mark.parametrize(
    ("formatted", "plain"),
    [
        ("<h2>Jadwal</h2>", "Jadwal"),
        ("<p>Buka <strong>Senin</strong></p>", "Buka Senin"),
        ("<ul><li>KTP<ul><li>asli</li></ul></li></ul>", "- KTP\n  - asli"),
        ('<p><a href="https://a.id">Sini</a></p>', "Sini (https://a.id)"),
        ("<p>- bukan daftar</p>", "- bukan daftar"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n- b"),
        ("<table><tbody><tr><td>a</td><td></td></tr></tbody></table>", "a |"),
    ],
)
def test_what_plain_words_cannot_show_is_kept_beside_them(formatted, plain):
    assert RichText.from_html(formatted) == RichText(plain, formatted)


def test_all_that_is_sent_has_passed_the_same_cleaning_as_plain_text():
    formatted = '<h3>[a]</h3><table><tr><th colspan="2">&amp;#91;</th></tr></table>'
    for line in blocks_from_html(formatted).split("\n"):
        assert line.startswith("<!-- ") or clean_html(line) == line
