"""Formatted text in a form: from the manager's editor, or from the plain field that stands in."""

import re
from html import unescape

import pytest
from django import forms
from django.http import QueryDict

from contentdesk.foundation.rich_text import RichText, html_for_editor
from contentdesk.rich_field import TOOLS, RichTextField, RichTextWidget
from tests.foundation.test_rich_text import EDITED

PLAIN = RichText("Buka Senin.\n\n1) KTP\n2) Buku KIA")
FORMATTED = RichText.from_html("<h2>Jadwal</h2><p>Buka <strong>Senin</strong></p>")


class MaterialForm(forms.Form):
    body = RichTextField(label="Teks", required=False)


class UnitForm(forms.Form):
    body = RichTextField(label="Teks", required=False, widget=RichTextWidget(editor=False))


class Shown:
    """A page's textareas, as a browser reads them."""

    def __init__(self, form):
        self.page = form.as_p()
        areas = re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', self.page, re.DOTALL)
        self.areas = {name: unescape(words) for name, words in areas}

    def sent(self, **changes):
        """The form as it comes back; a browser ends lines with both signs."""
        areas = {name: words.replace("\n", "\r\n") for name, words in self.areas.items()}
        return MaterialForm({**areas, **changes})


def opened(rich):
    return Shown(MaterialForm(initial={"body": rich}))


def said(form):
    assert form.is_valid(), form.errors
    return form.cleaned_data["body"]


@pytest.mark.parametrize("rich", [RichText(), PLAIN, FORMATTED, RichText.from_html(EDITED)])
def test_a_form_that_nobody_changed_says_what_it_said(rich):
    sent = opened(rich).sent()
    sent.fields["body"].initial = rich
    assert said(sent) == rich
    assert not sent.has_changed()


def test_the_plain_field_shows_words_and_no_tags():
    shown = opened(FORMATTED)
    assert shown.areas["body"] == "Jadwal\n\nBuka Senin"
    assert shown.areas["body_html"] == FORMATTED.body_html
    assert "This text is formatted." in shown.page
    assert "This text is formatted." not in opened(PLAIN).page


@pytest.fixture(autouse=True)
def _english(english):
    pass


def test_the_editor_brings_html_alone():
    assert said(MaterialForm({"body_html": EDITED})) == RichText.from_html(EDITED)
    assert said(MaterialForm({"body_html": "<p>Buka</p><p></p>"})) == RichText("Buka")
    assert said(MaterialForm({"body_html": "<p></p>"})) == RichText()


def test_what_was_changed_in_the_plain_field_is_plain():
    assert said(opened(FORMATTED).sent(body="Jadwal\r\n\r\nBuka Rabu ")) == RichText(
        "Jadwal\n\nBuka Rabu"
    )
    assert said(opened(FORMATTED).sent(body="")) == RichText()


def test_a_field_that_was_not_on_the_page_is_empty():
    assert said(MaterialForm({})) == RichText()
    assert MaterialForm({}).fields["body"].widget.value_omitted_from_data({}, {}, "body")


def test_hostile_html_is_cleaned_on_its_way_in():
    hostile = '<h2 onclick="x">a</h2><script>b</script><a href="javascript:x">c</a><img src=x>'
    assert said(MaterialForm({"body_html": hostile})) == RichText("a\n\nc", "<h2>a</h2><p>c</p>")


@pytest.mark.parametrize(
    ("data", "text", "html"),
    [
        ({"body_html": "<h2>Baru</h2>"}, "Baru", "<h2>Baru</h2>"),
        ({"body": "Baru", "body_html": "<h2>Lama</h2>"}, "Baru", "<p>Baru</p>"),
        ({"body": "Lama", "body_html": "<h2>Lama</h2>"}, "Lama", "<h2>Lama</h2>"),
        ({"body": "</textarea>[x]"}, "</textarea>[x]", "<p>&lt;/textarea&gt;[x]</p>"),
    ],
)
def test_a_form_that_comes_back_shows_what_was_written(data, text, html):
    query = QueryDict(mutable=True)
    query.update(data)
    assert Shown(MaterialForm(query)).areas == {"body": text, "body_html": html}


@pytest.mark.parametrize(
    "data",
    [
        {"body": "kata " * 4001 + "."},
        {"body": "k" * 40_001},
        {"body_html": f"<p>{'kata ' * 4001}.</p>"},
        {"body_html": "<ul><li>" * 7501},
        {"body_html": "<h2>" + "&" * 20_000},
    ],
)
def test_too_much_text_is_refused_and_still_stands_there(data):
    form = MaterialForm(data)
    assert form.errors["body"] == [
        "The text is too long for one page. Shorten it, or make two materials of it. "
        "All of it still stands here, but it is not saved."
    ]
    ((name, typed),) = data.items()
    shown = Shown(form).areas[name]
    assert len(shown) >= len(typed)


def test_a_required_field_asks_for_words():
    field = RichTextField()
    with pytest.raises(forms.ValidationError):
        field.clean(field.widget.value_from_datadict({"body_html": "<p></p>"}, {}, "body"))


def test_the_editor_comes_with_the_form_and_has_a_name_for_each_of_its_tools():
    shown = opened(PLAIN)
    assert '<script src="/static/js/rich_text.js" type="module">' in str(MaterialForm().media)
    assert "/static/css/rich_text.css" in str(MaterialForm().media)
    assert 'data-rich-text="/static/django_prose_editor/editor.js"' in shown.page
    labels = re.findall(r'data-tool="\w+" aria-label="([^"]+)"', shown.page)
    assert len(set(labels)) == len(labels) == len(TOOLS)
    # What is written on a button is part of its name, so that it can be called by it.
    assert all(str(tool.word) in str(tool.label) for tool in TOOLS)
    assert shown.areas["body_html"] == html_for_editor(PLAIN.body, "")


def test_a_unit_gets_the_plain_field_alone_and_loses_no_formatting_by_saving():
    shown = Shown(UnitForm(initial={"body": FORMATTED}))
    assert str(UnitForm().media) == ""
    assert not re.search("data-rich-text|<button|<dialog", shown.page)
    assert said(UnitForm(shown.areas)) == FORMATTED
    assert said(UnitForm({**shown.areas, "body": "Buka"})) == RichText("Buka")
