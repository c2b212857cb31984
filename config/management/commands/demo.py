"""People and material to try the portal with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config import demo
from contentdesk.organization.models import User


class Command(BaseCommand):
    help = "Add demo people and material to an empty portal; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        usernames = [person.username for person in demo.PEOPLE]
        if User.objects.exclude(username__in=usernames).exists():
            raise CommandError(
                "This portal has people of its own. Demo people with a known password "
                "are added to an empty portal only."
            )
        with transaction.atomic():
            people = demo.make_people()
            demo.make_materials(people)
        self.stdout.write(f"{'Nama pengguna':<15}{'Kata sandi':<19}Siapa")
        for person in demo.PEOPLE:
            self.stdout.write(f"{person.username:<15}{demo.PASSWORD:<19}{person.who}")
