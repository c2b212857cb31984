"""Accounts of the site: /wp/v2/users, as an Editor gets to know them."""

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import RestError


def collection(site, request):
    """Who may write, when asked for authors; the example site has nobody else to show."""
    if not request.user and "who" in request.query:
        message = "Sorry, you are not allowed to query users by this parameter."
        raise RestError("rest_forbidden_who", message, 401)
    if "capabilities" in request.query or request.param("context") == "edit":
        raise cannot_view(request)
    asked = request.param("who") == "authors"
    found = [x for x in site.accounts.values() if asked and x.role != "subscriber"]
    return page_of(request, found, as_json)


def item(site, request, number):
    if request.param("context") == "edit" and number != 2:
        raise cannot_view(request)
    return as_json(site.accounts[number])


def cannot_view(request):
    message = "Sorry, you are not allowed to list users."
    return RestError("rest_user_cannot_view", message, 403 if request.user else 401)


def as_json(account):
    return {"id": account.id, "name": account.name, "slug": account.name.lower()}
