from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks, schedules  # noqa: F401, PLC0415  # need the apps to be ready

        # Only apps with tables are told; the schedules stand in this one's.
        post_migrate.connect(schedules.ensure, sender=apps.get_app_config("django_q"))
