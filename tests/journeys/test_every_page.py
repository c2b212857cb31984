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
    "material": ("/materials/{waiting}/", ["rina", "mira", "agus"]),
    "material_preview": ("/materials/{waiting}/preview/", ["mira"]),
    "material_edit": ("/materials/{asked}/edit/", ["rina"]),
    "comments": ("/comments/", ["mira", "lina", "tuti", "agus"]),
    "comment": ("/comments/{comment}/", ["mira", "tuti", "hadi", "agus"]),
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
# Addresses that show no page of their own: actions, files, answers for machines.
NO_PAGE = {
    "set_language", "material_photo", "material_approve", "material_move", "material_retry",
    "material_seen", "account_set_password",
}  # fmt: skip


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace is None:
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


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
    return {
        "waiting": by_state["submitted"],
        "asked": by_state["changes_requested"],
        "comment": comment,
        "person": person,
        "unit": unit,
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
