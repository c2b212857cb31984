"""What a production start needs, said before the first request and not by a stack trace."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security)
def production_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a start without a secret key or host names, unless it is a developer's with DEBUG."""
    if settings.DEBUG:
        return []
    found: list[CheckMessage] = []
    if not settings.SECRET_KEY_IS_SET:
        found.append(
            Error(
                "SECRET_KEY is not set.",
                hint=(
                    "Put a long random text into the environment or .env, for example from: "
                    'python -c "import secrets; print(secrets.token_urlsafe(50))"'
                ),
                id="portal.E001",
            )
        )
    if not settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS is not set.",
                hint="Name the portal's host, for example: ALLOWED_HOSTS=portal.example.go.id",
                id="portal.E002",
            )
        )
    return found


@register(Tags.security, deploy=True)
def no_debug(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A portal served by its WSGI entry must not show its inside to strangers."""
    if not settings.DEBUG:
        return []
    return [
        Error(
            "DEBUG is on.",
            hint="Take DEBUG out of the environment and .env, or use manage.py runserver.",
            id="portal.E003",
        )
    ]


@register(Tags.security)
def wordpress_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Half-written access to WordPress is a mistake; none at all means publishing waits."""
    named = ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"]
    missing = [name for name in named if not getattr(settings, name)]
    if len(missing) in {0, len(named)}:
        return []
    return [
        Warning(
            f"{', '.join(missing)} not set, so nothing is published.",
            hint="Set all three of them, then run: python manage.py check_wordpress",
            id="portal.W001",
        )
    ]
