"""Posts and pages: /wp/v2/posts, /wp/v2/pages."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import Post, paragraphs, rendered

WRITABLE_STATES = ("publish", "future", "draft", "pending", "private")


def collection(site, request, *, kind):
    if request.method == "POST":
        return create(site, request, kind)
    states = request.param("status", "publish").split(",")
    if not request.user and states != ["publish"]:
        raise forbidden_status()
    if not request.user and request.param("context") == "edit":
        message = "Sorry, you are not allowed to edit posts in this post type."
        raise RestError("rest_forbidden_context", message, 401)
    if states == ["any"]:
        states = WRITABLE_STATES  # "any" leaves the trash out
    there = [p for p in site.posts.values() if p.kind == kind and p.status in states]
    found = [p for p in there if _matches(p, request)]
    return page_of(request, found, partial(as_json, site, request=request))


def item(site, request, post_id, *, kind):
    post = site.posts.get(post_id)
    if post is None or post.kind != kind:
        raise RestError("rest_post_invalid_id", "Invalid post ID.", 404)
    if request.method == "GET":
        return read(site, request, post)
    if not request.user:
        raise RestError("rest_cannot_edit", "Sorry, you are not allowed to edit this post.", 401)
    if request.method == "DELETE":
        return remove(site, request, post)
    write(site, post, request.fields)
    return as_json(site, post, request)


def read(site, request, post):
    if not request.user and request.param("context") == "edit":
        message = "Sorry, you are not allowed to edit this post."
        raise RestError("rest_forbidden_context", message, 401)
    if not request.user and post.status != "publish":
        raise RestError("rest_forbidden", "Sorry, you are not allowed to do that.", 401)
    return as_json(site, post, request)


def create(site, request, kind):
    fields = request.fields
    if not request.user:
        message = "Sorry, you are not allowed to create posts as this user."
        raise RestError("rest_cannot_create", message, 401)
    _check(fields)
    if not any(_raw(fields.get(name)) for name in ("title", "content", "excerpt")):
        raise RestError("empty_content", "Content, title, and excerpt are empty.", 400)
    post = Post(site.next_id(), kind=kind, comment_status=site.default_comment_status)
    write(site, post, fields)
    site.posts[post.id] = post
    link = f"{site.url}/wp-json{request.route}/{post.id}"
    return Response.json(as_json(site, post, request), 201, Location=link)


def write(site, post, fields):
    """Write `fields` of a post: what WordPress does not know, it leaves out without a word."""
    _check(fields)
    if post.status == "trash" and fields.get("status", "trash") != "trash":
        post.slug = post.slug.removesuffix("__trashed")
    if "title" in fields:
        post.title = _raw(fields["title"]).strip()
    post.content = _raw(fields.get("content", post.content))
    if site.strips_markup:
        post.content = re.sub(r"<!--.*?-->\n*", "", post.content)
    post.excerpt = _raw(fields.get("excerpt", post.excerpt))
    post.comment_status = fields.get("comment_status", post.comment_status)
    post.status = fields.get("status", post.status)
    if "featured_media" in fields and fields["featured_media"] in {0, *site.media}:
        post.featured_media = fields["featured_media"]
    if "categories" in fields:
        post.categories = [x for x in fields["categories"] if x in site.categories]
    if "tags" in fields:
        post.tags = [x for x in fields["tags"] if x in site.tags]
    if post.status == "publish":
        post.categories = post.categories or [1]
    if fields.get("slug") or (post.status == "publish" and not post.slug):
        post.slug = site.unique_slug(fields.get("slug") or post.title, post.id)
    _date(site, post, fields)
    post.modified_gmt = site.now()


def remove(site, request, post):
    if request.param("force") == "true":
        del site.posts[post.id]
        for comment in [c for c in site.comments.values() if c.post == post.id]:
            del site.comments[comment.id]
        return {"deleted": True, "previous": as_json(site, post, request)}
    if post.status == "trash":
        raise RestError("rest_already_trashed", "The post has already been deleted.", 410)
    post.status, post.slug = "trash", f"{post.slug}__trashed"
    post.modified_gmt = site.now()
    for comment in site.comments.values():
        if comment.post == post.id:
            comment.status = "post-trashed"
    return as_json(site, post, request)


def as_json(site, post, request):
    shown = post.date_gmt or post.modified_gmt
    data = {
        "id": post.id,
        "date": site.local(shown).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_gmt": shown.strftime("%Y-%m-%dT%H:%M:%S"),
        "modified_gmt": post.modified_gmt.strftime("%Y-%m-%dT%H:%M:%S"),
        "slug": post.slug,
        "status": post.status,
        "type": post.kind,
        "link": site.link(post),
        "title": {"raw": post.title, "rendered": rendered(post.title)},
        "content": {"raw": post.content, "rendered": paragraphs(post.content), "protected": False},
        "excerpt": {"raw": post.excerpt, "rendered": paragraphs(post.excerpt), "protected": False},
        "author": 2,
        "featured_media": post.featured_media,
        "comment_status": post.comment_status,
        "categories": post.categories,
        "tags": post.tags,
    }
    if request.method == "GET" and request.param("context") != "edit":
        for name in ("title", "content", "excerpt"):
            del data[name]["raw"]
    return data


def forbidden_status():
    inner = {
        "code": "rest_forbidden_status",
        "message": "Status is forbidden.",
        "data": {"status": 401},
    }
    return RestError(
        "rest_invalid_param",
        "Invalid parameter(s): status",
        400,
        params={"status": "Status is forbidden."},
        details={"status": inner},
    )


def _check(fields):
    if fields.get("status", "draft") not in (*WRITABLE_STATES, "trash"):
        reason = f"status is not one of {', '.join(WRITABLE_STATES)}."
        message = "Invalid parameter(s): status"
        raise RestError("rest_invalid_param", message, 400, params={"status": reason})


def _date(site, post, fields):
    """`date` is the site's own time and wins over `date_gmt`; a draft without either floats."""
    if fields.get("date"):
        given = datetime.fromisoformat(fields["date"]) - timedelta(hours=site.gmt_offset)
        post.date_gmt = given.replace(tzinfo=UTC)
    elif "date_gmt" in fields:
        given = fields["date_gmt"]
        post.date_gmt = datetime.fromisoformat(given).replace(tzinfo=UTC) if given else None
    if post.status == "publish":
        post.date_gmt = post.date_gmt or site.now()
        if post.date_gmt > site.now() + timedelta(minutes=1):
            post.status = "future"


def _raw(value):
    return value.get("raw", "") if isinstance(value, dict) else value or ""


def _matches(post, request):
    """The slug is matched whole; each word of a search anywhere in title, excerpt or content."""
    slug, search = request.param("slug"), request.param("search")
    if slug and post.slug not in slug.split(","):
        return False
    include = request.param("include")
    if include and str(post.id) not in include.split(","):
        return False
    text = f"{post.title}\n{post.excerpt}\n{post.content}".lower()
    return all(word.lower() in text for word in re.split(r"\s+", search or ""))
