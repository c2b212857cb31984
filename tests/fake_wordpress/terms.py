"""Categories and tags: /wp/v2/categories, /wp/v2/tags."""

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import Term, slugify, stored_name


def categories(site, request):
    return collection(site, request, "category", site.categories)


def tags(site, request):
    return collection(site, request, "post_tag", site.tags)


def collection(site, request, taxonomy, known):
    if request.method == "POST":
        return create(site, request, taxonomy, known)
    search = request.param("search", "").lower()
    found = [term for term in known.values() if search in term.name.lower()]
    return page_of(request, found, lambda term: as_json(site, term, taxonomy))


def create(site, request, taxonomy, known):
    if not request.user:
        message = "Sorry, you are not allowed to create terms in this taxonomy."
        raise RestError("rest_cannot_create", message, 401)
    name = stored_name(request.fields.get("name", ""))
    for term in known.values():
        if term.name.lower() == name.lower():
            message = "A term with the name provided already exists"
            raise RestError("term_exists", message, 400, term_id=term.id)
    number = max([*site.categories, *site.tags]) + 1
    known[number] = Term(number, name, slugify(name))
    return Response.json(as_json(site, known[number], taxonomy), 201)


def as_json(site, term, taxonomy):
    data = {
        "id": term.id,
        "count": sum(term.id in (*post.categories, *post.tags) for post in site.posts.values()),
        "name": term.name,
        "slug": term.slug,
        "taxonomy": taxonomy,
    }
    return data | ({"parent": 0} if taxonomy == "category" else {})
