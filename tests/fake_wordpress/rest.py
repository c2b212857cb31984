"""The REST side: who calls, which route, and what every list has in common."""

import math
import re

from tests.fake_wordpress import categories, comments, media, posts
from tests.fake_wordpress.messages import Response, RestError

ROUTES = [
    (r"/wp/v2/posts", posts.collection),
    (r"/wp/v2/posts/(\d+)", posts.item),
    (r"/wp/v2/media", media.collection),
    (r"/wp/v2/media/(\d+)", media.item),
    (r"/wp/v2/comments", comments.collection),
    (r"/wp/v2/comments/(\d+)", comments.item),
    (r"/wp/v2/categories", categories.collection),
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
    if isinstance(data, list):
        return page_of(request, data)
    return Response.json(only_fields(request, data))


def authenticate(site, request):
    """A wrong password is not refused here: WordPress goes on as if nobody had logged in."""
    plain = site.password.replace(" ", "")
    given = None if site.strips_authorization else request.credentials()
    if not site.application_passwords:
        return
    if given and (given[0], given[1].replace(" ", "")) == (site.user, plain):
        request.user = site.user


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


def page_of(request, items):
    """One page of a list, in the order asked for, with the totals in its headers."""
    number, size = int(request.param("page", "1")), int(request.param("per_page", "10"))
    pages = math.ceil(len(items) / size)
    if number > max(pages, 1) and request.route == "/wp/v2/posts":
        message = "The page number requested is larger than the number of pages available."
        raise RestError("rest_post_invalid_page_number", message, 400)
    newest_first = request.param("order", "desc") == "desc"
    items = sorted(items, key=lambda item: item["id"], reverse=newest_first)
    some = [only_fields(request, item) for item in items[(number - 1) * size : number * size]]
    return Response.json(some, X_WP_Total=len(items), X_WP_TotalPages=pages)


def only_fields(request, item):
    names = request.param("_fields")
    return {k: v for k, v in item.items() if k in names.split(",")} if names else item
