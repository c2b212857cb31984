"""The REST side: who calls, which route, and what every list has in common."""

import re
from functools import partial

from tests.fake_wordpress import accounts, comments, media, posts, terms
from tests.fake_wordpress.lists import only_fields
from tests.fake_wordpress.messages import Response, RestError

ROUTES = [
    (r"/wp/v2/posts", partial(posts.collection, kind="post")),
    (r"/wp/v2/posts/(\d+)", partial(posts.item, kind="post")),
    (r"/wp/v2/pages", partial(posts.collection, kind="page")),
    (r"/wp/v2/pages/(\d+)", partial(posts.item, kind="page")),
    (r"/wp/v2/users", accounts.collection),
    (r"/wp/v2/users/(\d+)", accounts.item),
    (r"/wp/v2/media", media.collection),
    (r"/wp/v2/media/(\d+)", media.item),
    (r"/wp/v2/comments", comments.collection),
    (r"/wp/v2/comments/(\d+)", comments.item),
    (r"/wp/v2/categories", terms.categories),
    (r"/wp/v2/tags", terms.tags),
]


def answer(site, request):
    """The response to a REST request; whatever it changes is changed when this returns."""
    try:
        authenticate(site, request)
        if request.fields.get("__invalid_json__"):
            raise RestError("rest_invalid_json", "Invalid JSON body passed.", 400)
        data = dispatch(site, request)
    except RestError as error:
        return Response.json(error.body, error.status)
    if isinstance(data, Response):
        return data
    return Response.json(only_fields(request, data))


def authenticate(site, request):
    """A wrong password is not refused here: WordPress goes on as if nobody had logged in."""
    plain = site.password.replace(" ", "")
    given = None if site.strips_authorization else request.credentials()
    if not site.application_passwords:
        return
    if given and (given[0], given[1].replace(" ", "")) == (site.user, plain):
        request.user, request.account = site.user, 2
    elif given and given[0] == "warga":
        request.user, request.account = "warga", 4


def dispatch(site, request):
    if request.route == "/":
        return index(site)
    if request.route == "/wp/v2/users/me":
        return me(site, request)
    for pattern, view in ROUTES:
        match = re.fullmatch(pattern, request.route)
        if match:
            return view(site, request, *(int(part) for part in match.groups()))
    message = "No route was found matching the URL and request method."
    raise RestError("rest_no_route", message, 404)


def index(site):
    return {
        "name": site.name,
        "url": site.url,
        "home": site.url,
        "gmt_offset": site.gmt_offset,
        "timezone_string": site.timezone_string,
        "namespaces": site.namespaces,
        "authentication": _authentication(site),
    }


def _authentication(site):
    """Empty, it is a list: PHP knows no difference."""
    if not site.application_passwords:
        return []
    authorization = f"{site.url}/wp-admin/authorize-application.php"
    return {"application-passwords": {"endpoints": {"authorization": authorization}}}


def me(site, request):
    if not request.user:
        raise RestError("rest_not_logged_in", "You are not currently logged in.", 401)
    return {
        "id": 2,
        "username": site.user,
        "name": "Puskesmas",
        "roles": ["editor"],
        "capabilities": dict.fromkeys(sorted(site.rights), True),
    }
