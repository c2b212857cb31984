"""Arrows point one way (design.md §2): imports, models named in strings, migrations."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# part → the parts it may import; the longest matching name is a module's part.
MAY_IMPORT = {
    "contentdesk.foundation": set(),
    "contentdesk.organization": {"contentdesk.foundation"},
    "contentdesk": {"contentdesk.organization", "contentdesk.foundation"},
    "contentdesk.wordpress": {
        "contentdesk",
        "contentdesk.organization",
        "contentdesk.foundation",
    },
    "complaints": {"contentdesk.organization", "contentdesk.foundation"},
    "config": {
        "contentdesk",
        "contentdesk.organization",
        "contentdesk.foundation",
        "contentdesk.wordpress",
        "complaints",
    },
}
LABELS = {
    "organization": "contentdesk.organization",
    "contentdesk": "contentdesk",
    "wordpress": "contentdesk.wordpress",
    "complaints": "complaints",
}
# models ← permissions ← workflow ← services ← views, tasks, commands
LAYERS = [
    {"models"},
    {"permissions"},
    {"workflow"},
    {"services"},
    {"views", "tasks", "management", "templatetags"},
]
# The client of WordPress knows nothing of the portal.
CLIENT = re.compile(r"^(contentdesk\.wordpress\.client(\.|$)|requests|urllib3)")


def modules():
    for package in ("contentdesk", "complaints", "config"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def part_of(module):
    parts = [part for part in MAY_IMPORT if module == part or module.startswith(part + ".")]
    return max(parts, key=len, default=None)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its arrow"
            # "from contentdesk import services" reaches the module, not the package alone.
            yield from (f"{node.module}.{name.name}" for name in node.names)


def named_models(path):
    """Apps named in strings: "app.Model", and the dependencies of a migration."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            match = re.fullmatch(r"([a-z_]+)\.[A-Z]\w*", node.value)
            if match and match[1] in LABELS:
                yield LABELS[match[1]]
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "dependencies":
            apps = re.findall(r"\('(\w+)', '", ast.unparse(node.value))
            yield from (LABELS[app] for app in apps if app in LABELS)


def wrong_arrows(module, targets):
    here = part_of(module)
    allowed = MAY_IMPORT[here] | {here}
    if module.startswith("complaints.wordpress"):
        allowed = allowed | {"contentdesk.wordpress"}
    return {t for t in targets if part_of(t) and part_of(t) not in allowed}


ALL = list(modules())


@pytest.mark.parametrize(("module", "path"), ALL, ids=[module for module, _path in ALL])
def test_no_arrow_runs_back(module, path):
    assert wrong_arrows(module, [*imported(path), *named_models(path)]) == set()


@pytest.mark.parametrize(("module", "path"), ALL, ids=[module for module, _path in ALL])
def test_no_layer_imports_one_above_it(module, path):
    here = part_of(module)
    layer = layer_of(module, here)
    above = {
        target
        for target in imported(path)
        if part_of(target) == here and layer is not None
        for other in [layer_of(target, here)]
        if other is not None and other > layer
    }
    assert above == set()


def layer_of(module, part):
    name = module.removeprefix(part).lstrip(".").split(".")[0]
    return next((n for n, names in enumerate(LAYERS) if name in names), None)


def test_the_client_knows_nothing_of_the_portal():
    for module, path in ALL:
        if module.startswith("contentdesk.wordpress.client"):
            foreign = {
                name
                for name in imported(path)
                if name.split(".")[0] in {"django", "contentdesk", "complaints", "config"}
                and not CLIENT.match(name)
            }
            assert foreign == set(), module


def test_a_migration_that_needs_a_foreign_app_is_seen(tmp_path):
    migration = tmp_path / "0002.py"
    migration.write_text("dependencies = [('wordpress', '0001_initial'), ('auth', '0001')]")
    assert wrong_arrows("complaints.migrations.0002", named_models(migration)) == {
        "contentdesk.wordpress"
    }


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("contentdesk.foundation.photos", "contentdesk.models"),
        ("contentdesk.organization.models", "contentdesk.models"),
        ("contentdesk.services", "contentdesk.wordpress.services"),
        ("contentdesk.services", "complaints.services"),
        ("contentdesk.services", "config.wakes"),
        ("complaints.services.replies", "contentdesk.wordpress.client"),
        ("complaints.services.replies", "contentdesk.models"),
        ("contentdesk.wordpress.feed", "complaints.models"),
    ],
)
def test_a_wrong_arrow_is_seen(module, target):
    assert wrong_arrows(module, [target]) == {target}
