"""What the browser is given: hashed files that are all there, and no code a strict CSP refuses."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
REFUSED = re.compile(
    r"""<style\b | \sstyle\s*= | \son[a-z]+\s*= | javascript: | <script(?![^>]*\bsrc=)""",
    re.VERBOSE | re.IGNORECASE,
)


def test_hashed_files_are_whole(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    address = staticfiles_storage.url("css/portal.css")
    assert re.search(r"css/portal\.[0-9a-f]{12}\.css$", address)
    sheet = (tmp_path / "css" / Path(address).name).read_text()
    assert re.search(r"plus-jakarta-sans-latin-wght-normal\.[0-9a-f]{12}\.woff2", sheet)


def test_no_template_holds_inline_style_or_script():
    refused = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        if (found := REFUSED.search(path.read_text()))
    ]
    assert refused == []


def test_no_file_is_loaded_from_another_host():
    pattern = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static").rglob("*.css")]
    assert [str(path.relative_to(ROOT)) for path in files if pattern.search(path.read_text())] == []
