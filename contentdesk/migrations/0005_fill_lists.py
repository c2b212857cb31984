from django.db import migrations
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

ENDED = ["rejected", "discarded", "withdrawn", "superseded"]


def fill(apps, schema_editor):
    """What lists sort and filter by; the words of the search are cut by the sweep."""
    material = apps.get_model("contentdesk", "Material")
    editions = apps.get_model("contentdesk", "Edition").objects.filter(material=OuterRef("pk"))
    newest, live = editions.order_by("-number"), editions.filter(state="published")
    stage = Case(
        When(Exists(live), state__in=ENDED, then=Value("published")),
        When(state__in=["draft", "changes_requested"], then=Value("working")),
        When(state="submitted", then=Value("waiting")),
        When(state__in=["approved", "published"], then="state"),
        When(state__in=ENDED, then=Value("ended")),
        default=Value(""),
    )
    material.objects.annotate(state=Subquery(newest.values("state")[:1])).update(
        newest=Subquery(newest.values("pk")[:1]),
        changed_at=Subquery(newest.values("updated_at")[:1]),
        is_live=Exists(live),
        stage=stage,
    )


class Migration(migrations.Migration):
    dependencies = [("contentdesk", "0004_lists_and_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
