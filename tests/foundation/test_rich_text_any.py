"""Whatever HTML comes, pasted or hostile: nothing unsafe is kept or sent, and no word is lost."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentdesk.foundation.markup import html_from_text
from contentdesk.foundation.rich_text import (
    RichText,
    blocks_from_html,
    clean_rich,
    html_for_editor,
    text_from_html,
)
from tests.foundation.test_markup_clean import HOSTILE, TYPED, Page, assert_harmless, visible

INLINE = {"br", "strong", "em", "a"}
KEPT = INLINE | {"p", "h2", "h3", "h4", "ul", "ol", "li"}
KEPT |= {"table", "thead", "tbody", "tr", "th", "td"}
BLOCK_COMMENT = re.compile(
    r' (/wp:(paragraph|heading|list|list-item|table)|wp:(paragraph|heading( \{"level":[34]\})?'
    r'|list( \{"ordered":true(,"start":\d+)?\})?|list-item|table \{"hasFixedLayout":false\})) '
)

PARTS = [("<table><tr><td>", "</td></tr></table>"), ("<ul><li>", "</li></ul>")]
for name in ("p", "div", "h1", "h2", "h3", "h4", "ol", "li", "blockquote", "pre", "figure", "dl"):
    PARTS.append((f"<{name}>", f"</{name}>"))
# Out of place, these are put elsewhere or left out, as a browser does.
ODD = [(f"<{name}>", f"</{name}>") for name in ("table", "tr", "th", "thead", "caption", "b", "em")]
ODD += [("<a href='https://a.id/x'>", "</a>"), ("<a href='/x'>", "</a>"), ("<td colspan=2>", "")]
WORD = st.from_regex("[a-zé]{3,7}", fullmatch=True)


def documents(tags):
    """HTML of words, each in one of these tags at least, in any depth and order."""

    def around(inner):
        return st.tuples(st.sampled_from(tags), inner).map(lambda t: t[0][0] + t[1] + t[0][1])

    several = st.recursive(
        around(WORD),
        lambda inner: around(st.lists(inner, max_size=4).map("".join)),
        max_leaves=12,
    )
    return st.lists(several, max_size=4).map("".join)


def words_of(markup):
    return re.findall("[a-zé]+", re.sub("<[^>]*>", " ", markup))


ANY = st.one_of(
    TYPED,
    documents(PARTS + ODD),
    st.lists(st.one_of(documents(PARTS + ODD), HOSTILE, st.text(max_size=4))).map("".join),
)


@settings(deadline=None)
@given(ANY)
@example("<ul><ul><li>a</ul>b</ul>")
@example("<strong>a </strong> <em> </em>b")
def test_what_is_kept_is_plain_structure_and_cleaning_it_again_changes_nothing(foreign):
    kept = clean_rich(foreign)
    page = Page(kept)
    assert page.tags <= KEPT
    assert {name for name, _value in page.attributes} <= {"href", "start", "colspan", "rowspan"}
    assert page.comments == []
    assert clean_rich(kept) == kept


@settings(deadline=None)
@given(ANY)
def test_what_is_sent_is_harmless_whether_it_was_kept_first_or_not(foreign):
    blocks = blocks_from_html(foreign)
    page = Page(blocks)
    assert_harmless(page, blocks, KEPT | {"figure"})
    assert all(BLOCK_COMMENT.fullmatch(comment) for comment in page.comments)
    assert blocks.count("<!-- wp:") == blocks.count("<!-- /wp:")
    assert blocks_from_html(clean_rich(foreign)) == blocks
    assert visible("".join(page.text)) == visible("".join(Page(clean_rich(foreign)).text))


@settings(deadline=None)
@given(documents(PARTS))
def test_every_word_of_any_part_stays_a_word(foreign):
    words = sorted(words_of(foreign))
    assert sorted(words_of(text_from_html(foreign))) == words
    assert sorted(words_of(clean_rich(foreign))) == words


@settings(deadline=None)
@given(ANY)
def test_plain_words_say_all_that_the_formatted_ones_say(foreign):
    kept = clean_rich(foreign)
    letters = iter(visible(text_from_html(foreign)))
    assert all(letter in letters for letter in visible(html.unescape(re.sub("<[^>]*>", "", kept))))
    assert text_from_html(kept) == text_from_html(foreign)


@settings(deadline=None)
@given(ANY)
def test_formatting_is_kept_exactly_when_plain_words_would_look_otherwise(foreign):
    rich = RichText.from_html(foreign)
    shown = blocks_from_html(rich.body_html) if rich.body_html else html_from_text(rich.body)
    assert shown == blocks_from_html(foreign)
    assert RichText.from_html(html_for_editor(rich.body, rich.body_html)) == rich


@settings(deadline=None)
@given(TYPED)
def test_what_a_unit_typed_stays_plain_in_the_editor(typed):
    assert RichText.from_html(html_for_editor(typed, "")).body_html == ""
