"""What changed from one version to another: every part of the content, in words."""

import pytest
from django.utils import translation

from contentdesk.content import Content, PhotoContent
from contentdesk.differences import DocumentChange, compare
from contentdesk.foundation.word_diff import Change


def photo(name, caption="Suasana", alt="Bidan menimbang bayi", people="nobody"):
    return PhotoContent(name * 64, caption, alt, people)


def content(**changes):
    known = {
        "kind": "announcement",
        "title": "Jadwal imunisasi",
        "body": "Setiap Selasa.\n\nBawa buku KIA.",
        "photos": (photo("a"), photo("b")),
        "facts": {"from_day": "2026-12-01"},
    }
    return Content(**{**known, **changes})


def changed(before, after):
    """The words that changed in each field, by its label."""
    return {
        str(field.label): [
            (piece.change.value, piece.text.strip())
            for passage in field.passages
            for piece in passage.pieces
            if piece.change != Change.SAME
        ]
        for field in compare(before, after).fields
    }


@pytest.fixture(autouse=True)
def in_english(english):
    """The labels as they stand in the code."""


def test_the_same_twice_is_no_difference():
    assert not compare(content(), content())


def test_title_text_and_social_caption():
    after = content(title="Jadwal imunisasi Desember", body="Setiap Rabu.\n\nBawa buku KIA.",
                    social="Ayo datang")  # fmt: skip
    assert changed(content(), after) == {
        "Title": [("added", "Desember")],
        "Text": [("removed", "Selasa"), ("added", "Rabu")],
        "Caption for social media": [("added", "Ayo datang")],
    }


def test_a_day_is_told_as_people_read_it():
    after = content(facts={"from_day": "2026-12-03", "until_day": "2026-12-31"})
    with translation.override("id"):
        fields = compare(content(), after).fields
        told = ["".join(p.text for p in field.passages[0].after) for field in fields]
    assert told == ["3 Desember 2026", "31 Desember 2026"]


def test_only_spaces_changed_in_the_text():
    [field] = compare(content(), content(body="Setiap Selasa.\nBawa  buku KIA.")).fields
    assert (field.label, field.passages) == ("Text", ())


def test_only_the_formatting_changed():
    html = "<h2>Setiap Selasa.</h2><p>Bawa <strong>buku KIA</strong>.</p>"
    difference = compare(content(), content(html=html))
    told = ["".join(p.text for p in passage.after) for passage in difference.formatting.changed]
    assert "".join(told).split("\n") == ["Heading: Setiap Selasa.", "Bold: buku KIA"]
    assert not difference.fields


def test_emphasis_that_went_is_told_beside_other_words():
    before = content(html="<p>Setiap <em>Selasa</em>. <a href='https://a.example/'>Denah</a></p>")
    [passage] = compare(before, content(body="Baru.")).formatting.changed
    assert "".join(p.text for p in passage.before) == (
        "Italic: Selasa\nLink: Denah → https://a.example/"
    )


def test_a_list_typed_in_plain_words_looks_like_one_already():
    body, html = "Bawa:\n- KTP\n- buku KIA", "<p>Bawa:</p><ul><li>KTP</li><li>buku KIA</li></ul>"
    assert compare(content(body=body), content(body=body, html=html)).formatting is None


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("", "", DocumentChange.NONE),
        ("", "1", DocumentChange.ADDED),
        ("1", "", DocumentChange.REMOVED),
        ("1", "1", DocumentChange.NONE),
        ("1", "2", DocumentChange.REPLACED),
    ],
)
def test_the_document(before, after, change):
    assert compare(content(document=before), content(document=after)).document is change


def test_photos_added_and_taken_out():
    difference = compare(content(), content(photos=(photo("b"), photo("c"))))
    gone, new = difference.photos
    assert (gone.before.number, gone.after) == (1, None)
    assert (new.before, new.after.number) == (None, 2)
    assert not difference.reordered


def test_photos_in_another_order():
    difference = compare(content(), content(photos=(photo("b"), photo("a"))))
    assert difference.reordered
    assert not difference.photos


def test_a_photo_told_anew():
    after = photo("b", caption="Suasana pagi", alt="Bidan menyuntik bayi", people="consented")
    [told] = compare(content(), content(photos=(photo("a"), after))).photos
    assert [str(field.label) for field in told.fields] == [
        "Caption",
        "Description for those who cannot see it",
        "Who can be seen",
    ]
    [who] = told.fields[2].passages
    assert [piece.text for piece in who.pieces] == [
        "Nobody",
        "A patient or a child, with consent",
    ]


def test_who_can_be_seen_was_not_said_before():
    before = content(photos=(photo("a", people=""),))
    [told] = compare(before, content(photos=(photo("a"),))).photos
    [field] = told.fields
    assert field.passages[0].pieces[0].text == "not said"


def test_a_covered_photo_is_known_again():
    covers = {"a" * 64: "c" * 64, "c" * 64: "d" * 64}
    after = content(photos=(photo("d"), photo("b")))
    [told] = compare(content(), after, covers).photos
    assert told.covered
    assert (told.before.number, told.after.number) == (1, 1)
    assert compare(content(), after).photos[0].after is None


def test_a_circle_of_coverings_ends():
    covers = {"a" * 64: "c" * 64, "c" * 64: "a" * 64}
    [told] = compare(content(), content(photos=(photo("b"),)), covers).photos
    assert told.after is None
