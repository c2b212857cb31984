"""Check that the portal can work with the WordPress site in the settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contentdesk.wordpress.connection import Finding, check_connection, site


class Command(BaseCommand):
    help = "Checks reach, REST API, login, rights, zone and clock of the WordPress site."

    def handle(self, *args: Any, **options: Any) -> None:
        wordpress = site()
        if wordpress is None:
            raise CommandError(
                _(
                    "No WordPress site is set up. Set WORDPRESS_URL, WORDPRESS_USER and "
                    "WORDPRESS_APP_PASSWORD."
                )
            )
        with wordpress:
            findings = check_connection(wordpress)
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

    def _print(self, finding: Finding) -> None:
        mark = ("!" if finding.remedy else "✓") if finding.ok else "✗"
        self.stdout.write(f"{mark} {finding.sentence}")
        if finding.remedy:
            self.stdout.write(f"  → {finding.remedy}")
