"""The facts of each kind as the public reads them, in the centre's language."""

import pytest
from django.utils import translation

from contentdesk.content import Content
from contentdesk.facts import FACTS
from contentdesk.models import Kind
from contentdesk.rendering import Picture, render_post

ULID = "01JD0000000000000000ABCDEF"
ADDRESS = "https://situs.test/sk.pdf"


def rendered(kind, facts, **more):
    content = Content(kind, "Judul", "Isi", (), facts=facts, **more)
    return render_post(content, {}, ulid=ULID, document=ADDRESS).html


@pytest.mark.parametrize("kind", Kind.values)
def test_every_fact_of_a_kind_is_told(kind):
    said = {
        fact.name: "2026-12-01" if fact.shape == "day" else f"jawaban {fact.name}"
        for fact in FACTS[kind]
    }
    html = rendered(kind, said)
    for fact in FACTS[kind]:
        assert ("1 Desember 2026" if fact.shape == "day" else f"jawaban {fact.name}") in html


def test_what_is_not_known_is_not_mentioned():
    html = rendered(Kind.SERVICE, {"hours": "Senin sampai Jumat"})
    assert html.count("<strong>") == 1
    assert "Senin sampai Jumat" in html


def test_the_visitor_reads_indonesian_whoever_presses_the_button():
    with translation.override("en"):
        html = rendered(Kind.SERVICE, {"cost": "gratis"})
    assert "<strong>Biaya:</strong> gratis" in html


def test_lines_stay_lines():
    html = rendered(Kind.SERVICE, {"requirements": "KTP\nKartu berobat"})
    assert "KTP<br>Kartu berobat" in html


def test_a_fact_is_text_and_nothing_else():
    html = rendered(Kind.ACTIVITY, {"place": "<b>Aula</b> [gallery]"})
    assert "<b>" not in html
    assert "[gallery]" not in html


def test_a_policy_links_to_its_document():
    assert f'href="{ADDRESS}"' in rendered(Kind.POLICY, {}, document="a" * 64)
    assert ADDRESS not in rendered(Kind.POLICY, {})


def test_a_photo_that_was_covered_since_is_left_out_of_an_old_version():
    content = Content.from_json(
        {
            "kind": "announcement",
            "title": "J",
            "body": "I",
            "photos": [
                {"sha256": "a" * 64, "caption": "Lama", "alt": "Lama sekali"},
                {"sha256": "b" * 64, "caption": "Baru", "alt": "Baru sekali"},
            ],
        }
    )
    html = render_post(content, {"b" * 64: Picture("https://x.test/b.jpg")}, ulid=ULID).html
    assert "Baru" in html
    assert "Lama" not in html


def test_an_older_revision_keeps_its_hash():
    """Typed from a revision of the time before facts, consents and captions for social media."""
    content = Content.from_json(
        {
            "kind": "announcement",
            "title": "Jadwal",
            "body": "Isi",
            "photos": [{"sha256": "c" * 64, "caption": "k", "alt": "a"}],
        }
    )
    assert content.sha256 == OLD_HASH
    assert Content.from_json(content.to_json()).sha256 == OLD_HASH


OLD_HASH = "16985e1acc7ac9ce6f42e58eac645e4e0bc8c89e94a4cdefaeda10af33faba03"
