"""Categories: /wp/v2/categories."""

from functools import partial

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import Category, slugify, stored_name


def collection(site, request):
    if request.method == "POST":
        return create(site, request)
    search = request.param("search", "").lower()
    found = [x for x in site.categories.values() if search in x.name.lower()]
    return page_of(request, found, partial(as_json, site))


def create(site, request):
    if not request.user:
        message = "Sorry, you are not allowed to create terms in this taxonomy."
        raise RestError("rest_cannot_create", message, 401)
    name = stored_name(request.fields.get("name", ""))
    for category in site.categories.values():
        if category.name.lower() == name.lower():
            message = "A term with the name provided already exists with this parent."
            raise RestError("term_exists", message, 400, term_id=category.id)
    number = max(site.categories) + 1
    site.categories[number] = Category(number, name, slugify(name))
    return Response.json(as_json(site, site.categories[number]), 201)


def as_json(site, category):
    return {
        "id": category.id,
        "count": sum(category.id in post.categories for post in site.posts.values()),
        "name": category.name,
        "slug": category.slug,
        "taxonomy": "category",
        "parent": 0,
    }
