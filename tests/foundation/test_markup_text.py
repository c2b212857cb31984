"""What unit staff type on a phone becomes paragraphs, lists and links in WordPress's form."""

import pytest

from contentdesk.foundation.markup import html_from_text


def paragraph(inner):
    return f"<!-- wp:paragraph -->\n<p>{inner}</p>\n<!-- /wp:paragraph -->"


def listed(*items, tag="ul", attributes="", start=""):
    lines = "\n\n".join(
        f"<!-- wp:list-item -->\n<li>{item}</li>\n<!-- /wp:list-item -->" for item in items
    )
    opening = f'<{tag}{start} class="wp-block-list">'
    return f"<!-- wp:list{attributes} -->\n{opening}{lines}</{tag}>\n<!-- /wp:list -->"


def numbered(*items, start=1):
    if start == 1:
        return listed(*items, tag="ol", attributes=' {"ordered":true}')
    return listed(
        *items,
        tag="ol",
        attributes=f' {{"ordered":true,"start":{start}}}',
        start=f' start="{start}"',
    )


def test_a_whole_announcement():
    typed = (
        "Posyandu Melati buka hari Senin.\r\nDatang pagi ya.\r\n\r\n"
        "Yang dibawa:\r\n- KTP\r\n- Buku KIA\r\n\r\n"
        "Urutan:\r\n1. Daftar\r\n2) Timbang\r\n\r\nInfo: https://puskesmas.example/posyandu."
    )
    link = '<a href="https://puskesmas.example/posyandu">https://puskesmas.example/posyandu</a>'
    assert html_from_text(typed) == "\n\n".join(
        [
            paragraph("Posyandu Melati buka hari Senin.<br>Datang pagi ya."),
            paragraph("Yang dibawa:"),
            listed("KTP", "Buku KIA"),
            paragraph("Urutan:"),
            numbered("Daftar", "Timbang"),
            paragraph(f"Info: {link}."),
        ]
    )


@pytest.mark.parametrize("blank", ["", " ", "\n \r\n\t", "\u200b\ufeff", "\x00"])
def test_nothing_typed_gives_nothing(blank):
    assert html_from_text(blank) == ""


@pytest.mark.parametrize("sign", ["- ", "– ", "* ", "• ", "•", "-", "· ", "\uf0b7\t", " - "])
def test_the_signs_people_begin_a_list_with(sign):
    assert html_from_text(f"{sign}KTP\n{sign}Buku") == listed("KTP", "Buku")


@pytest.mark.parametrize(
    "line",
    ["-5 derajat", "*penting*", "---", "-", "1.", "12.30 WIB", "2026. Tahun", "08.00 - 12.00"],
)
def test_lines_that_only_look_like_a_list(line):
    assert html_from_text(line) == paragraph(line)


def test_empty_lines_between_items_do_not_break_the_list():
    assert html_from_text("- a\n\n- b") == listed("a", "b")
    assert html_from_text("1. a\n\n2. b") == numbered("a", "b")


def test_numbers_stay_what_was_typed():
    expected = [numbered("a"), paragraph("lalu"), numbered("b", start=2), numbered("c", start=7)]
    assert html_from_text("1. a\nlalu\n2. b\n7. c") == "\n\n".join(expected)


def test_kinds_of_list_do_not_mix():
    assert html_from_text("- a\n1. b") == f"{listed('a')}\n\n{numbered('b')}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("KIA & KB", "KIA &amp; KB"),
        ("kata \"sehat\" dan 'segar'", "kata \"sehat\" dan 'segar'"),
        ("[gallery ids=1]", "&#091;gallery ids=1&#093;"),
        ("<!-- wp:html -->", "&lt;!-- wp:html --&gt;"),
        ("<!--more-->", "&lt;!--more--&gt;"),
        ("&lt; &#91;", "&amp;lt; &amp;&#035;91;"),
        ("a\u200bb\u202ec\x07d\u00ade\ufffc", "abcde"),
        ("a\u00a0b\tc\u2003d", "a b c d"),
        ("\ud800surat", "surat"),
        ("a\u2028b\x0bc\rd", "a<br>b<br>c<br>d"),
        ("👨‍👩‍👧 ❤️ بِسْمِ", "👨‍👩‍👧 ❤️ بِسْمِ"),
    ],
)
def test_all_else_shows_as_it_was_typed(typed, shown):
    assert html_from_text(typed) == paragraph(shown)


@pytest.mark.parametrize(
    ("typed", "address", "shown", "after"),
    [
        ("http://a.id", "http://a.id", "http://a.id", ""),
        ("HTTPS://A.id/x.", "HTTPS://A.id/x", "HTTPS://A.id/x", "."),
        ("https://a.id/?a=1&b=2!", "https://a.id/?a=1&amp;b=2", "https://a.id/?a=1&amp;b=2", "!"),
        ("https://a.id/b_(c)", "https://a.id/b_(c)", "https://a.id/b_(c)", ""),
        ("https://a.id/b)", "https://a.id/b", "https://a.id/b", ")"),
        ("https://a.id/*", "https://a.id/", "https://a.id/", "*"),
        ("https://a.id/[x]", "https://a.id/%5Bx%5D", "https://a.id/&#091;x&#093;", ""),
        ("https://a.id/é", "https://a.id/%C3%A9", "https://a.id/é", ""),
        ("https://a.id/'x", "https://a.id/%27x", "https://a.id/'x", ""),
        ('https://a.id/"onclick=x', "https://a.id/", "https://a.id/", '"onclick=x'),
    ],
)
def test_addresses_become_links(typed, address, shown, after):
    assert html_from_text(typed) == paragraph(f'<a href="{address}">{shown}</a>{after}')


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "//evil.example", "https://", "www.a.id", "http://a.id:99999"],
)
def test_what_is_no_web_address_is_no_link(typed):
    assert html_from_text(typed) == paragraph(typed)
