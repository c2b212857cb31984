from tests.live.site import wordpress_site  # noqa: F401
