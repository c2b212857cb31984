"""Comments: /wp/v2/comments."""

import re
from datetime import timedelta
from functools import partial

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import paragraphs, visitors_html

STATES = {"approve": "approved", **{x: x for x in ("approved", "hold", "spam", "trash")}}
LISTS = {"all": {"approved", "hold"}, "": {"approved", "hold"}, "approve": {"approved"}}


def collection(site, request):
    if request.method == "POST":
        return create(site, request)
    if not request.user and request.param("context") == "edit":
        message = "Sorry, you are not allowed to edit comments."
        raise RestError("rest_forbidden_context", message, 401)
    if not request.user and "status" in request.query:
        message = "Query parameter not permitted: status"
        raise RestError("rest_forbidden_param", message, 401)
    found = site.comments.values()
    asked = re.sub(r"[^a-z0-9_-]", "", request.param("status", "approve"))  # a key, not a list
    if asked != "any":
        states = LISTS.get(asked, {asked})
        found = [c for c in found if c.status in states]
    if "include" in request.query:
        wanted = set(map(int, request.query["include"].split(",")))
        found = [c for c in found if c.id in wanted]
    for name in ("post", "parent"):
        if name in request.query:
            found = [c for c in found if getattr(c, name) == int(request.query[name])]
    return page_of(request, found, partial(as_json, site, request=request))


def item(site, request, comment_id):
    comment = site.comments.get(comment_id)
    if comment is None:
        raise RestError("rest_comment_invalid_id", "Invalid comment ID.", 404)
    if not request.user and (request.method != "GET" or request.param("context") == "edit"):
        code = "rest_forbidden_context" if request.method == "GET" else "rest_cannot_edit"
        raise RestError(code, "Sorry, you are not allowed to edit this comment.", 401)
    if request.method == "POST":
        write(site, comment, request)
    elif request.method == "DELETE":
        return remove(site, comment, request)
    return as_json(site, comment, request)


def write(site, comment, request):
    """Whatever is written, WordPress puts the sender of the request in the visitor's place."""
    fields = request.fields
    comment.status = STATES.get(fields.get("status"), comment.status)
    if "content" in fields:
        comment.content = visitors_html(fields["content"])
    comment.author_ip = fields.get("author_ip", "127.0.0.1")
    comment.author_user_agent = fields.get("author_user_agent", request.headers["User-Agent"])


def remove(site, comment, request):
    if request.param("force") == "true":
        del site.comments[comment.id]
        for child in site.comments.values():
            if child.parent == comment.id:
                child.parent = comment.parent
        return {"deleted": True, "previous": as_json(site, comment, request)}
    comment.status = "trash"
    return as_json(site, comment, request)


def create(site, request):
    _check(site, request)
    fields = request.fields
    visitor = "author_name" in fields
    account = site.accounts[fields.get("author", request.account)]
    moderates = account.role in {"administrator", "editor"}
    comment = site.add_comment(
        post=fields["post"],
        parent=fields.get("parent", 0),
        content=fields["content"],
        author=0 if visitor else account.id,
        author_name=fields.get("author_name", account.name),
        author_email=fields.get("author_email", f"{account.id}@example.org"),
        status=STATES[fields.get("status", "approved" if moderates or visitor else "hold")],
        author_ip=fields.get("author_ip", "127.0.0.1"),
        author_user_agent=fields.get("author_user_agent", request.headers["User-Agent"]),
    )
    return Response.json(as_json(site, comment, request), 201)


def _check(site, request):
    fields = request.fields
    post = site.posts.get(fields.get("post"))
    if not request.user:
        message = "Sorry, you must be logged in to comment."
        raise RestError("rest_comment_login_required", message, 401)
    if post is None:
        message = "Sorry, you are not allowed to create this comment without a post."
        raise RestError("rest_comment_invalid_post_id", message, 403)
    if post.status in {"draft", "trash"}:
        code = f"rest_comment_{post.status}_post"
        raise RestError(code, "Sorry, you are not allowed to create a comment on this post.", 403)
    if post.comment_status == "closed":
        message = "Sorry, comments are closed for this item."
        raise RestError("rest_comment_closed", message, 403)
    if not fields.get("content", "").strip():
        raise RestError("rest_comment_content_invalid", "Invalid comment content.", 400)
    account = site.accounts[fields.get("author", request.account)]
    author = fields.get("author_name", account.name)
    if is_duplicate(site, post.id, fields.get("parent", 0), author, fields["content"]):
        message = "Duplicate comment detected; it looks as though you&#8217;ve already said that!"
        raise RestError("comment_duplicate", message, 409)
    if account.role == "subscriber" and _is_too_quick(site, account):
        message = "You are posting comments too quickly. Slow down."
        raise RestError("comment_flood", message, 400)


def _is_too_quick(site, account):
    since = site.now() - timedelta(seconds=site.flood_seconds)
    return any(c.author == account.id and c.date_gmt > since for c in site.comments.values())


def is_duplicate(site, post, parent, author, content):
    """The same text of the same author under the same parent, unless that is in the trash."""
    said = (post, parent, author, content)
    return any(
        (c.post, c.parent, c.author_name, c.content) == said and c.status != "trash"
        for c in site.comments.values()
    )


def as_json(site, comment, request):
    data = {
        "id": comment.id,
        "post": comment.post,
        "parent": comment.parent,
        "author": comment.author,
        "author_name": comment.author_name,
        "author_email": comment.author_email,
        "author_url": "",
        "author_ip": comment.author_ip,
        "author_user_agent": comment.author_user_agent,
        "date": site.local(comment.date_gmt).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_gmt": comment.date_gmt.strftime("%Y-%m-%dT%H:%M:%S"),
        "content": {"rendered": paragraphs(comment.content), "raw": comment.content},
        "link": f"{site.link(site.posts[comment.post])}#comment-{comment.id}",
        "status": comment.status,
        "type": "comment",
    }
    if request.method == "GET" and request.param("context") != "edit":
        for name in ("author_email", "author_ip", "author_user_agent", "status"):
            del data[name]
        del data["content"]["raw"]
    return data
