"""Comments: /wp/v2/comments."""

from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import paragraphs, visitors_html

STATES = {"approved": "approved", "approve": "approved", "hold": "hold", "spam": "spam"}
LISTS = {"all": {"approved", "hold"}, "approve": {"approved"}}


def collection(site, request):
    if request.method == "POST":
        return create(site, request)
    if not request.user and request.param("context") == "edit":
        message = "Sorry, you are not allowed to edit comments."
        raise RestError("rest_forbidden_context", message, 401)
    if not request.user and "status" in request.query:
        message = "Query parameter not permitted: status"
        raise RestError("rest_forbidden_param", message, 401)
    asked = request.param("status", "approve")
    states = LISTS.get(asked, {asked})
    found = [c for c in site.comments.values() if c.status in states]
    for name in ("post", "parent"):
        if name in request.query:
            found = [c for c in found if getattr(c, name) == int(request.query[name])]
    return [as_json(site, comment, request) for comment in found]


def item(site, request, comment_id):
    comment = site.comments.get(comment_id)
    if comment is None:
        raise RestError("rest_comment_invalid_id", "Invalid comment ID.", 404)
    if not request.user and (request.method != "GET" or request.param("context") == "edit"):
        code = "rest_forbidden_context" if request.method == "GET" else "rest_cannot_edit"
        raise RestError(code, "Sorry, you are not allowed to edit this comment.", 401)
    if request.method == "POST":
        status = request.fields.get("status", comment.status)
        comment.status = STATES.get(status, status)
        if "content" in request.fields:
            comment.content = visitors_html(request.fields["content"])
    elif request.method == "DELETE":
        comment.status = "trash"
    return as_json(site, comment, request)


def create(site, request):
    _check(site, request)
    fields = request.fields
    visitor = "author_name" in fields
    comment = site.add_comment(
        post=fields["post"],
        parent=fields.get("parent", 0),
        content=fields["content"],
        author=0 if visitor else 2,
        author_name=fields.get("author_name", "Puskesmas"),
        author_email=fields.get("author_email", "portal@example.org"),
        status=STATES[fields.get("status", "approved")],
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
    author = fields.get("author_name", "Puskesmas")
    if is_duplicate(site, post.id, fields.get("parent", 0), author, fields["content"]):
        message = "Duplicate comment detected; it looks as though you&#8217;ve already said that!"
        raise RestError("comment_duplicate", message, 409)


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
        "date": site.local(comment.date_gmt).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_gmt": comment.date_gmt.strftime("%Y-%m-%dT%H:%M:%S"),
        "content": {"rendered": paragraphs(comment.content), "raw": comment.content},
        "link": f"{site.link(site.posts[comment.post])}#comment-{comment.id}",
        "status": comment.status,
        "type": "comment",
    }
    if request.method == "GET" and request.param("context") != "edit":
        del data["content"]["raw"], data["author_email"], data["status"]
    return data
