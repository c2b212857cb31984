"""Nothing unsafe gets through, whatever is typed or pasted."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk.foundation.markup import clean_html, html_from_text, wordpress_block

TEXT_TAGS = {"p", "br", "ul", "ol", "li", "a"}
TAGS = TEXT_TAGS | {"strong", "em", "h2", "h3", "h4", "figure", "img", "figcaption"}
TAGS |= {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
ATTRIBUTES = {"href", "src", "alt", "class", "start", "colspan", "rowspan", "scope"}
BLOCK_COMMENT = re.compile(
    r' /?wp:(paragraph|list-item|list( \{"ordered":true(,"start":\d+)?\})?) '
)

FOREIGN = ["<script>", "</p>", "<img src=x onerror=1>", "<a href='javascript:x'>", "<svg/onload=x>"]
BLOCKS = ["<!--", "-->", "--->", "<!-- wp:html -->", "<style>", "<textarea>", "[gallery]", "&#91;"]
SIGNS = ["- ", "* ", "1. ", "9) ", "\n", "\n\n", "\r\n", "https://a.id/", "http://", "//e", "]"]
BITS = ["&", "&#", "&#1;", ";", '"', "'", "<", ">", "\\", "\u200b"]
HOSTILE = st.sampled_from([*FOREIGN, *BLOCKS, *SIGNS, *BITS])
TYPED = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=12).map("".join)


class Page(HTMLParser):
    """What a browser would make of it: tags, attributes, comments and text."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.comments, self.text = set(), [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "br":
            self.text.append("\n")

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_data(self, data):
        self.text.append(data)


def assert_harmless(page, markup, tags):
    assert page.tags <= tags
    assert {name for name, _value in page.attributes} <= ATTRIBUTES
    for name, value in page.attributes:
        if name in {"href", "src"}:
            assert re.match(r"(?i)https?://|mailto:|tel:", value)
    assert "[" not in markup
    assert "]" not in markup


def visible(text):
    """Letters alone: list signs, their numbers and spaces are told by the markup."""
    return re.sub(r"[\W\d_]", "", text)


@settings(deadline=None)
@given(TYPED)
def test_any_text_becomes_harmless_html_that_says_the_same(typed):
    markup = html_from_text(typed)
    page = Page(markup)
    assert_harmless(page, markup, TEXT_TAGS)
    assert all(BLOCK_COMMENT.fullmatch(comment) for comment in page.comments)
    assert markup.count("<!-- wp:") == markup.count("<!-- /wp:")
    assert visible("".join(page.text)) == visible(typed)


@settings(deadline=None)
@given(TYPED)
def test_any_html_becomes_harmless(typed):
    markup = clean_html(typed)
    page = Page(markup)
    assert_harmless(page, markup, TAGS)
    assert page.comments == []
    assert clean_html(markup) == markup


@pytest.mark.parametrize(
    ("foreign", "cleaned"),
    [
        ("<p onclick='x' style='y'>a</p>", "<p>a</p>"),
        ("<script>x</script><style>y</style>a", "a"),
        ("<b>a</b><strong>b</strong><em>c</em>", "a<strong>b</strong><em>c</em>"),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<a href="/admin">x</a>', "<a>x</a>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="java&#10;script:x" target="_blank">x</a>', "<a>x</a>"),
        ('<a href="mailto:a@b.id">x</a>', '<a href="mailto:a@b.id">x</a>'),
        ('<a href="tel:+62341">x</a>', '<a href="tel:+62341">x</a>'),
        ('<img src="data:image/png;base64,x" alt="a">', '<img alt="a">'),
        (
            '<img src="https://a.id/b.jpg" alt="[x]"/>',
            '<img src="https://a.id/b.jpg" alt="&#091;x&#093;">',
        ),
        (
            '<figure class="modal wp-block-image">x</figure>',
            '<figure class="wp-block-image">x</figure>',
        ),
        ('<ul class="modal"><li>x</li></ul>', "<ul><li>x</li></ul>"),
        ("<h1>a</h1><h2>b</h2>", "a<h2>b</h2>"),
        ("<!-- wp:html -->a<!-- /wp:html -->", "a"),
        ("&#91;gallery&#93;", "&#091;gallery&#093;"),
        ("&amp;#91;", "&amp;&#035;91;"),
        ("a&#1;&#x202e;b\ud800", "ab"),
        (
            '<table><tr><td colspan="2" bgcolor="x">a</td></tr></table>',
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
    ],
)
def test_pasted_html_is_cleaned(foreign, cleaned):
    assert clean_html(foreign) == cleaned


def test_a_block_is_cleaned_inside_and_cannot_be_left():
    made = wordpress_block("image", '<img src="https://a.id/b.jpg" onload="x">', {"id": 3})
    assert made == (
        '<!-- wp:image {"id":3} -->\n<img src="https://a.id/b.jpg">\n<!-- /wp:image -->'
    )
    hostile = wordpress_block("image", "x", {"sizeSlug": "--><script>&"})
    assert hostile.startswith(
        r'<!-- wp:image {"sizeSlug":"\u002d\u002d\u003e\u003cscript\u003e\u0026"} -->'
    )
    assert Page(hostile).tags == set()
