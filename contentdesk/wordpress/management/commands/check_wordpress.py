"""Check that the portal can work with the WordPress site in the settings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contentdesk.wordpress import checking, connection
from contentdesk.wordpress.connection import Finding, check_connection
from contentdesk.wordpress.connection.words import Level

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.BAD: "✗"}


class Command(BaseCommand):
    help = (
        "Says of each thing the portal needs of the WordPress site whether it is there, and how to "
        "mend it. Puts a picture and a draft on the site for a moment, and takes both away again; "
        "with --read-only nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--read-only", action="store_true", help="only look: write nothing to the site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wordpress = connection.site()
        if wordpress is None:
            raise CommandError(
                _(
                    "No WordPress site is set up. Set WORDPRESS_URL, WORDPRESS_USER and "
                    "WORDPRESS_APP_PASSWORD."
                )
            )
        with wordpress:
            findings = check_connection(wordpress) if options["read_only"] else self._whole()
        for finding in findings:
            self._print(finding)
        failures = sum(not finding.ok for finding in findings)
        if failures:
            raise CommandError(
                ngettext(
                    "%(count)d thing needs mending before the portal can publish.",
                    "%(count)d things need mending before the portal can publish.",
                    failures,
                )
                % {"count": failures}
            )

    def _whole(self) -> list[Finding]:
        """As the page has it done, in this process: never two at a time, and kept for the page."""
        check = checking.queue(None)[0]
        if not checking.run(check):
            raise CommandError(
                _("A check is under way already. What it finds stands in the portal in a minute.")
            )
        return checking.findings_of(check)

    def _print(self, finding: Finding) -> None:
        self.stdout.write(f"{MARKS[finding.level]} {finding.sentence}")
        if finding.remedy:
            self.stdout.write(f"  → {finding.remedy}")
