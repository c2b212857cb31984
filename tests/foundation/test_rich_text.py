"""What the manager formats becomes clean HTML, WordPress's blocks, and the same in plain words."""

import pytest

from contentdesk.foundation.rich_text import (
    blocks_from_html,
    clean_rich,
    text_from_html,
)

# As the editor hands it over.
EDITED = (
    "<h2>Posyandu <strong>Melati</strong></h2><p>Buka hari Senin.<br>Datang pagi ya.</p><p></p>"
    '<ul><li><p>KTP</p><ul><li><p>asli</p></li></ul></li><li><p>Buku <a target="_blank" '
    'rel="noopener" href="https://puskesmas.example/kia">KIA</a></p></li></ul>'
    '<ol start="2" type="1" data-type="decimal"><li><p>Timbang</p></li></ol>'
    '<table><tbody><tr><th colspan="1" rowspan="1"><p>Hari</p></th><th colspan="1" rowspan="1">'
    '<p>Jam</p></th></tr><tr><td colspan="1" rowspan="1"><p>Senin</p></td>'
    '<td colspan="2" rowspan="1"><p>08.00</p><p>[WIB]</p></td></tr></tbody></table>'
)


def test_a_whole_announcement_is_kept_without_ornament():
    assert clean_rich(EDITED) == (
        "<h2>Posyandu <strong>Melati</strong></h2><p>Buka hari Senin.<br>Datang pagi ya.</p>"
        '<ul><li>KTP<ul><li>asli</li></ul></li><li>Buku <a href="https://puskesmas.example/kia">'
        'KIA</a></li></ul><ol start="2"><li>Timbang</li></ol>'
        "<table><thead><tr><th>Hari</th><th>Jam</th></tr></thead><tbody>"
        '<tr><td>Senin</td><td colspan="2">08.00<br>[WIB]</td></tr></tbody></table>'
    )


def test_a_whole_announcement_becomes_wordpress_blocks():
    assert (
        blocks_from_html(EDITED)
        == """\
<!-- wp:heading -->
<h2 class="wp-block-heading">Posyandu <strong>Melati</strong></h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Buka hari Senin.<br>Datang pagi ya.</p>
<!-- /wp:paragraph -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>KTP<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>asli</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list --></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li>Buku <a href="https://puskesmas.example/kia">KIA</a></li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:list {"ordered":true,"start":2} -->
<ol start="2" class="wp-block-list"><!-- wp:list-item -->
<li>Timbang</li>
<!-- /wp:list-item --></ol>
<!-- /wp:list -->

<!-- wp:table {"hasFixedLayout":false} -->
<figure class="wp-block-table"><table><thead><tr><th>Hari</th><th>Jam</th></tr></thead><tbody>\
<tr><td>Senin</td><td colspan="2">08.00<br>&#091;WIB&#093;</td></tr></tbody></table></figure>
<!-- /wp:table -->"""
    )


def test_a_whole_announcement_is_told_in_plain_words():
    assert (
        text_from_html(EDITED)
        == """\
Posyandu Melati

Buka hari Senin.
Datang pagi ya.

- KTP
  - asli
- Buku KIA (https://puskesmas.example/kia)

2. Timbang

Hari | Jam
Senin | 08.00 [WIB]"""
    )


@pytest.mark.parametrize(
    ("foreign", "kept"),
    [
        ("", ""),
        ("<p></p>", ""),
        ("<p> <br>&nbsp;</p><h2><strong> </strong></h2><ul><li></li></ul>", ""),
        ("<table><tr><td></td></tr></table>", ""),
        ("kata", "<p>kata</p>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<h1>a</h1><h3>b</h3><h4>c<br>d</h4>", "<p>a</p><h3>b</h3><h4>c d</h4>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<b>a</b> <i>b</i> <u>c</u>", "<p><strong>a</strong> <em>b</em> c</p>"),
        (
            "<em>a</em><em><b>b</b></em><b>c</b>",
            "<p><em>a</em><strong><em>b</em>c</strong></p>",
        ),
        ("<p>a <strong> b </strong> c</p>", "<p>a <strong>b </strong>c</p>"),
        ("<p>a&nbsp;\n\tb\u200b\ufeff\u202e</p>", "<p>a b</p>"),
        ("<p>1 &lt; 2 &amp;amp; [x] &#91;y&#93;</p>", "<p>1 &lt; 2 &amp;amp; [x] [y]</p>"),
        ('<p style="color:red" onclick="x">a</p>', "<p>a</p>"),
        ("<script>x</script><style>y</style><img src=x onerror=y>a", "<p>a</p>"),
        ("<!-- wp:html --><p>a</p><!-- /wp:html -->", "<p>a</p>"),
        ("<ul>a<li>b<p>c</p><h2>d</h2></li></ul>", "<ul><li>a</li><li>b<br>c<br>d</li></ul>"),
        ('<ol start="-3"><li>a</ol>', "<ol><li>a</li></ol>"),
        ('<ol start="7" reversed type="a"><li>a</ol>', '<ol start="7"><li>a</li></ol>'),
        ("<ul><li><table><tr><td>a<td>b</table></ul>", "<ul><li>a<br>b</li></ul>"),
        (
            '<table><tr><td rowspan="9999"><ul><li>a<li>b</ul></td></tr></table>',
            "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
        ),
        (
            '<table><tr><th rowspan="2">a</th><th>b</th></tr><tr><th>c</th></tr></table>',
            '<table><tbody><tr><th rowspan="2">a</th><th>b</th></tr><tr><th>c</th></tr></tbody>'
            "</table>",
        ),
        (
            "<table><caption>a</caption><tr><th>b<table><tr><td>c</table></th></tr></table>",
            "<p>a</p><table><thead><tr><th>b<br>c</th></tr></thead></table>",
        ),
    ],
)
def test_what_is_kept_of_pasted_html(foreign, kept):
    assert clean_rich(foreign) == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.id/b?c=1&amp;d=2", "https://a.id/b?c=1&amp;d=2"),
        ("https://a.id/[x]'", "https://a.id/%5Bx%5D%27"),
        ("https://a.id/ b\u200bé", "https://a.id/%20b%C3%A9"),
        ("mailto:kia@a.id", "mailto:kia@a.id"),
        ("tel:+62341", "tel:+62341"),
    ],
)
def test_the_address_of_a_link_is_kept_encoded(address, kept):
    assert clean_rich(f'<a href="{address}">x</a>') == f'<p><a href="{kept}">x</a></p>'


@pytest.mark.parametrize("address", ["javascript:x", "/admin", "//evil.id", "data:x", "www.a.id"])
def test_a_link_that_leads_nowhere_for_a_visitor_is_its_words_alone(address):
    assert clean_rich(f'<a href="{address}">x</a>') == "<p>x</p>"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ('<a href="https://a.id">sini</a>, ya', "sini (https://a.id), ya"),
        ('<a href="https://a.id"><b>di</b> sini </a>ya', "di sini (https://a.id) ya"),
        ('<a href="https://a.id/é">https://a.id/é</a>', "https://a.id/é"),
        ('<a href="mailto:kia@a.id">kia@a.id</a>', "kia@a.id"),
        ('<a href="tel:+62341">telepon</a>', "telepon (+62341)"),
    ],
)
def test_no_address_gets_lost_in_plain_words(link, told):
    assert text_from_html(link) == told


def test_lists_end_their_way_down_at_the_fourth():
    deep = "<ul><li>a" * 6 + "</li></ul>" * 6
    assert clean_rich(deep) == "<ul><li>a" * 4 + "</li><li>a" * 2 + "</li></ul>" * 4
    assert clean_rich("<ul><li>" * 5000 + "x") == clean_rich("<ul><li>" * 4 + "x")
