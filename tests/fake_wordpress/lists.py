"""What every list has in common."""

import math

from tests.fake_wordpress.messages import Response, RestError


def page_of(request, items, as_json):
    """One page of a list, in the order asked for, with the totals in its headers."""
    number, size = int(request.param("page", "1")), int(request.param("per_page", "10"))
    pages = math.ceil(len(items) / size)
    if number > max(pages, 1) and request.route in {"/wp/v2/posts", "/wp/v2/pages"}:
        message = "The page number requested is larger than the number of pages available."
        raise RestError("rest_post_invalid_page_number", message, 400)
    newest_first = request.param("order", "desc") == "desc"
    items = sorted(items, key=lambda item: item.id, reverse=newest_first)
    first = int(request.param("offset", "0")) or (number - 1) * size
    some = items[first : first + size]
    told = [only_fields(request, as_json(item)) for item in some]
    return Response.json(told, X_WP_Total=len(items), X_WP_TotalPages=pages)


def only_fields(request, item):
    names = request.param("_fields")
    return {k: v for k, v in item.items() if k in names.split(",")} if names else item
