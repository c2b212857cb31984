"""Compare all live pages with what was sent: what the worker does by itself each night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from contentdesk.wordpress import connection, drift
from contentdesk.wordpress.client import WordPressError
from contentdesk.wordpress.explanations import explain
from contentdesk.wordpress.models import Publication


class Command(BaseCommand):
    help = "Find pages that somebody has changed on WordPress; safe at any time, and twice."

    def handle(self, *args: Any, **options: Any) -> None:
        wordpress = connection.site()
        if wordpress is None:
            raise CommandError(_("No website is connected."))
        # Asked for by hand, every page is looked at, whenever that was done the last time.
        Publication.objects.update(compared_at=None)
        try:
            with wordpress:
                looked, drifted = drift.compare_all(wordpress)
        except WordPressError as error:
            explanation = explain(error)
            raise CommandError(f"{explanation.summary} {explanation.remedy}") from error
        words = _("%(looked)d pages compared, %(drifted)d changed on WordPress.")
        self.stdout.write(words % {"looked": looked, "drifted": drifted})
