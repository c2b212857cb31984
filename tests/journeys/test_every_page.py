"""Every page, as somebody who may see it, on a phone and on a desk: sound, and in Indonesian."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.story import comments, posts_of

# page → who looks at it. What stands in braces is filled in from the demo material.
PAGES = {
    "home": ("/", ["ani", "mira", "lina", "tuti", "hadi", "agus", "admin"]),
    "materials": ("/materials/", ["ani", "mira", "lina", "hadi", "agus"]),
    "material_new": ("/materials/new/", ["ani"]),
    "material_new_kind": ("/materials/new/routine/", ["ani", "mira"]),
    "review": ("/review/", ["mira", "hadi"]),
    "material_bulk": ("/materials/several/?do=approve&m={waiting}&m={asked}", ["mira", "hadi"]),
    "material": ("/materials/{waiting}/", ["rina", "mira", "agus"]),
    "material_preview": ("/materials/{waiting}/preview/", ["mira"]),
    "material_remarks": ("/materials/{waiting}/remarks/", ["rina", "mira", "agus"]),
    "material_versions": ("/materials/{waiting}/versions/", ["rina", "mira", "agus"]),
    "material_version": ("/materials/{waiting}/versions/1.1/", ["rina", "mira"]),
    "material_version_preview": ("/materials/{waiting}/versions/1.1/preview/", ["mira"]),
    "material_difference": (
        "/materials/{waiting}/difference/?old=1.1&new=1.2",
        ["rina", "mira", "agus"],
    ),
    "material_edit": ("/materials/{asked}/edit/", ["rina"]),
    "material_photo_boxes": ("/materials/{waiting}/photos/{placement}/boxes/", ["mira"]),
    "material_consents": (
        "/materials/{waiting}/photos/{placement}/consents/",
        ["rina", "mira", "hadi"],
    ),
    "consent_form": ("/materials/consent-form/", ["rina", "hadi"]),
    "website": ("/website/", ["mira", "hadi"]),
    "website_terms": ("/website/terms/", ["mira"]),
    "website_rebuild": ("/website/rebuild/", ["mira"]),
    "website_connection": ("/website/connection/", ["mira", "hadi", "admin"]),
    "comments": ("/comments/", ["mira", "lina", "tuti", "agus"]),
    "comment": ("/comments/{comment}/", ["mira", "tuti", "hadi", "agus"]),
    "stand_ins": ("/stand-ins/", ["lina", "dedi", "mira", "hadi"]),
    "stand_in_new": ("/stand-ins/new/", ["lina", "mira", "hadi"]),
    "stand_in": ("/stand-ins/{stand_in}/", ["lina", "dedi", "hadi"]),
    "account_change_password": ("/account/password/change/", ["ani"]),
    "account_logout": ("/account/logout/", ["ani"]),
    "account_reauthenticate": ("/account/reauthenticate/", ["ani"]),
    "admin:index": ("/admin/", ["admin"]),
    "admin:organization_user_changelist": ("/admin/organization/user/", ["admin"]),
    "admin:organization_user_add": ("/admin/organization/user/add/", ["admin"]),
    "admin:organization_user_change": ("/admin/organization/user/{person}/change/", ["admin"]),
    "admin:auth_user_password_change": ("/admin/organization/user/{person}/password/", ["admin"]),
    "admin:organization_unit_changelist": ("/admin/organization/unit/", ["admin"]),
    "admin:organization_unit_add": ("/admin/organization/unit/add/", ["admin"]),
    "admin:organization_unit_change": ("/admin/organization/unit/{unit}/change/", ["admin"]),
    "admin:organization_program_changelist": ("/admin/organization/program/", ["admin"]),
    "admin:organization_centre_change": ("/admin/organization/centre/1/change/", ["admin"]),
}
# Pages before the login.
STRANGERS = {
    "account_login": "/account/login/",
    "account_signup": "/account/signup/",
    "account_inactive": "/account/inactive/",
    "account_reset_password": "/account/password/reset/",
    "account_reset_password_from_key": "/account/password/reset/key/1-set-password/",
    "account_reset_password_from_key_done": "/account/password/reset/key/done/",
}
# Addresses that show no page of their own: actions, files, answers for machines. The report of
# what was done to several is seen in test_several_at_once.py.
NO_PAGE = {
    "material_bulk_report",
    "material_photo_add", "material_photos_order", "material_photo_take_out",
    "material_consent_remove", "material_consent_proof", "material_consent_withdraw",
    "material_begin", "material_remark_done",
    "set_language", "material_photo", "material_document", "material_move", "material_retry",
    "material_seen", "website_retry", "website_connection_check", "removal_retry",
    "material_drift",
    "account_set_password", "stand_in_end",
    "material_new_draft", "material_draft", "material_presence", "material_tidy",
}  # fmt: skip


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace is None:
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


# Dedi stands in for Lina from today on.
NAME_STAND_IN = """
from datetime import timedelta
from django.utils import timezone
from contentdesk.organization.models import Assignment, User
from contentdesk.organization.services import Naming, name_stand_in
lina, dedi = User.objects.get(username="lina"), User.objects.get(username="dedi")
today = timezone.localdate()
days = (today, today + timedelta(days=5))
print(name_stand_in(Naming(lina.assignments.get(), dedi, "plh", *days, "Cuti."), actor=lina).pk)
"""

# Mira corrects what waits, and says why; Rina answers.
CORRECT = """
from contentdesk.models import Edition
from contentdesk.organization.models import User
from contentdesk.services import drafts, remarks
edition = Edition.objects.get(material__ulid="{waiting}")
mira, rina = User.objects.get(username="mira"), User.objects.get(username="rina")
said = dict(facts=edition.facts, program=edition.material.program, wished_day=edition.wished_day)
draft = drafts.Draft(edition.title, edition.body + " Gratis untuk semua warga.", **said)
drafts.save(edition, draft, actor=mira, seen_version=edition.version)
asked = remarks.write(edition, "Apakah semua warga?", actor=mira, field="body")
remarks.write(edition, "Ya, semua.", actor=rina, parent=asked)
remarks.resolve(remarks.write(edition, "Judul sudah baik.", actor=mira, field="title"), actor=rina)
"""


@pytest.fixture(scope="module")
def places(portal, wordpress_site):
    """The demo's materials by their state, and one comment of the public."""
    portal.manage("deliver")
    by_state = dict(
        portal.rows(
            "SELECT e.state, m.ulid FROM contentdesk_edition e "
            "JOIN contentdesk_material m ON m.id = e.material_id"
        )
    )
    [post] = posts_of(wordpress_site, by_state["published"])
    comments(wordpress_site, post["id"], "Apakah loket buka hari Sabtu?", "Siti Aminah")
    portal.manage("pull_comments")
    [(comment,)] = portal.rows("SELECT max(id) FROM complaints_comment")
    [(person, unit)] = portal.rows(
        "SELECT user_id, unit_id FROM organization_assignment a "
        "JOIN organization_user u ON u.id = a.user_id WHERE u.username = 'rina'"
    )
    [(placement,)] = portal.rows(
        "SELECT min(p.id) FROM contentdesk_placement p "
        "JOIN contentdesk_edition e ON e.id = p.edition_id WHERE e.state = 'submitted'"
    )
    portal.manage("shell", "--no-imports", "-c", CORRECT.format(waiting=by_state["submitted"]))
    return {
        "waiting": by_state["submitted"],
        "placement": placement,
        "asked": by_state["changes_requested"],
        "comment": comment,
        "person": person,
        "unit": unit,
        "stand_in": portal.manage("shell", "--no-imports", "-c", NAME_STAND_IN).strip(),
    }


def test_every_address_is_looked_at():
    # Django's admin brings more addresses than are ours to answer for: it is looked at by example.
    known = {name for name in PAGES if ":" not in name} | set(STRANGERS) | NO_PAGE
    found = set(names(get_resolver().url_patterns))
    actions = {name for name in found if name.startswith("comment_")}
    assert found - actions == known


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", sorted({who for _path, people in PAGES.values() for who in people}))
def test_the_pages_of(who, viewport, places, enter):
    person = enter(who, viewport)
    for path, people in PAGES.values():
        if who in people:
            person.opens(path.format(**places))
            assert person.page.locator("h1").count() == 1


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_before_the_login(viewport, stranger):
    visitor = stranger(viewport)
    for path in STRANGERS.values():
        visitor.opens(path)
        assert visitor.page.locator("h1").count() == 1


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_refusal(viewport, enter):
    ani = enter("ani", viewport)
    for path, status in {"/review/": 403, "/nothing/": 404, "/comments/1/": 404}.items():
        assert ani.page.goto(path).status == status
        ani.sees_a_sound_page()
