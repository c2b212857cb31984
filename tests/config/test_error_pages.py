"""Pages for what went wrong say what happened and where to go, even when everything is broken.

No test here may touch the database: pytest-django refuses it, as a broken portal would.
"""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

MISSING_MANIFEST = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def test_a_broken_portal_still_shows_its_page_in_both_languages(settings, tmp_path):
    settings.STORAGES = MISSING_MANIFEST
    settings.STATIC_ROOT = tmp_path
    page = get_template("500.html").render()
    assert "Terjadi gangguan pada portal" in page
    assert "The portal has a problem" in page
    assert 'href="/static/css/portal.css"' in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429"])
def test_a_page_without_request_or_person_leads_home(name):
    with translation.override("en"):
        page = get_template(f"{name}.html").render()
    assert "<h1>" in page
    assert "Nothing was changed" in page or "nothing was changed" in page
    assert 'class="btn btn-primary" href="/"' in page


def test_the_shell_names_its_language():
    for code in ("id", "en"):
        with translation.override(code):
            assert f'<html lang="{code}">' in get_template("404.html").render()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_login_page_is_in_the_language_of_the_browser_and_offers_the_other(language):
    page = Client().get("/account/login/", headers={"accept-language": language})
    text = page.content.decode()
    assert f'<html lang="{language}">' in text
    assert f'name="language" value="{"en" if language == "id" else "id"}"' in text
    assert "signup" not in text
    assert "password/reset" not in text


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so(client, author):
    client.force_login(author)
    url = reverse("material_new_draft", args=["service"])
    page = client.get(url, headers={"accept-language": "en"})
    assert page.status_code == 405
    assert page["Allow"] == "POST"
    assert "It only takes what a form sends." in page.content.decode()
