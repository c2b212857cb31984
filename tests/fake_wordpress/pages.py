"""What the public sees: pages, photos, and the form a visitor comments with."""

import html
import re
from datetime import timedelta

from tests.fake_wordpress.comments import is_duplicate
from tests.fake_wordpress.media import sizes
from tests.fake_wordpress.messages import Response
from tests.fake_wordpress.site import paragraphs, rendered, visitors_html

LOGIN_PAGE = """<!DOCTYPE html><html><head><title>Log In</title></head><body class="login">
<form name="loginform" id="loginform" action="/wp-login.php" method="post">
<input name="log"><input type="password" name="pwd"></form></body></html>"""

FORM = """<form action="{url}/wp-comments-post.php" method="post" id="commentform">
<label>Comment <textarea name="comment" id="comment"></textarea></label>
<label>Name <input name="author" id="author"></label>
<label>Email <input name="email" id="email"></label>
<input type="hidden" name="comment_post_ID" value="{post}">
<input type="hidden" name="comment_parent" value="0">
<input type="submit" name="submit" id="submit" value="Post Comment"></form>"""

MUST_LOG_IN = '<p class="must-log-in">You must be <a href="/wp-login.php">logged in</a>.</p>'


def answer(site, request):
    posted = {"/wp-comments-post.php": take_comment, "/xmlrpc.php": message_login}
    if request.method == "POST" and request.path in posted:
        return posted[request.path](site, request)
    if request.path == "/wp-login.php":
        return Response.html(LOGIN_PAGE)
    if request.path.startswith("/wp-content/uploads/"):
        return file_at(site, request.path)
    if "feed" in request.query:
        return feed(site)
    if request.path == "/" or not site.pretty_permalinks:
        return numbered(site, int(request.query["p"])) if "p" in request.query else home(site)
    live = {post.slug: post for post in site.posts.values() if post.status == "publish"}
    post = live.get(request.path.strip("/"))
    return Response.html(post_page(site, post)) if post else not_found()


def not_found():
    return Response.html("<html><title>Page not found</title><body>Oops</body></html>", 404)


def file_at(site, path):
    for media in site.media.values():
        if media.path == path or path in dict(map(reversed, sizes(media))):
            return Response(200, media.content, {"Content-Type": media.mime_type})
    # Playground's WordPress leads on to its home page here, where most hosts say 404; so it is
    # the bytes that tell whether a photo is gone, and not the status.
    return home(site) if path.endswith("/") else Response(301, b"", {"Location": f"{path}/"})


def numbered(site, post_id):
    post = site.posts.get(post_id)
    if post is None or post.status != "publish":
        return not_found()
    return Response(301, b"", {"Location": site.link(post)})


def home(site):
    live = [post for post in site.posts.values() if post.status == "publish"]
    items = "".join(f'<li><a href="{site.link(x)}">{rendered(x.title)}</a></li>' for x in live)
    told = f'<meta name="generator" content="WordPress {site.version}" />'
    head = f"<title>{site.name}</title>{told if site.tells_version else ''}"
    text = f"<html><head>{head}</head><body><ul>{items}</ul></body></html>"
    return Response.html(text, Link=f'<{site.url}/wp-json/>; rel="https://api.w.org/"')


def feed(site):
    told = f"<generator>https://wordpress.org/?v={site.version}</generator>"
    text = f"<rss><channel>{told if site.tells_version else ''}</channel></rss>"
    return Response(200, text.encode(), {"Content-Type": "application/rss+xml; charset=UTF-8"})


def message_login(site, request):
    """XML-RPC's wp.getUsersBlogs, with name and password in its body."""
    if not site.xmlrpc:
        return Response.html("<h1>403 Forbidden</h1>", 403)
    values = re.findall(r"<string>(.*?)</string>", request.body.decode())
    user, password = (html.unescape(value).replace(" ", "") for value in values)
    if (user, password) == (site.user, site.password.replace(" ", "")):
        answer = "<params><param><value><array><data></data></array></value></param></params>"
    else:
        answer = (
            "<fault><value><struct><member><name>faultCode</name><value><int>403</int></value>"
            "</member><member><name>faultString</name><value><string>Incorrect username or "
            "password.</string></value></member></struct></value></fault>"
        )
    text = f'<?xml version="1.0" encoding="UTF-8"?><methodResponse>{answer}</methodResponse>'
    return Response(200, text.encode(), {"Content-Type": "text/xml; charset=UTF-8"})


def post_page(site, post):
    photo = site.media.get(post.featured_media)
    figure = ""
    if photo:
        alt = html.escape(photo.alt_text)
        figure = f'<figure><img src="{site.url}{photo.path}" alt="{alt}"></figure>'
    title = rendered(post.title)
    form = MUST_LOG_IN if site.comments_need_login else FORM.format(url=site.url, post=post.id)
    form = form if post.comment_status == "open" else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1 class="wp-block-post-title">{title}</h1>{figure}
<div class="entry-content">{paragraphs(post.content)}</div>
<section id="comments">{thread(site, post.id, 0)}</section>{form}</main></body></html>"""


def thread(site, post_id, parent):
    """The approved comments under `parent`; one under a held comment is never reached."""
    items = "".join(
        f'<li id="comment-{c.id}"><b class="fn">{html.escape(c.author_name)}</b>'
        f'<div class="comment-content">{paragraphs(c.content)}</div>'
        f"{thread(site, post_id, c.id)}</li>"
        for c in site.comments.values()
        if (c.post, c.parent, c.status) == (post_id, parent, "approved")
    )
    return f'<ol class="commentlist">{items}</ol>' if items else ""


def take_comment(site, request):
    fields = request.fields
    author, email, text = (fields.get(x, "").strip() for x in ("author", "email", "comment"))
    post = site.posts.get(int(fields.get("comment_post_ID", 0)))
    parent = int(fields.get("comment_parent") or 0)
    if post is None or post.status != "publish" or post.comment_status != "open":
        return Response.html("<p>Sorry, comments are closed for this item.</p>", 403)
    if not (author and email and text):
        return Response.html("<p><strong>Error:</strong> Please fill the required fields.</p>")
    if is_duplicate(site, post.id, parent, author, visitors_html(text)):
        return Response.html("<p>Duplicate comment detected.</p>", 409)
    if _too_soon(site):
        return Response.html("<p>You are posting comments too quickly. Slow down.</p>", 429)
    comment = site.visitor_comment(post.id, author, email, text, parent)
    return Response(302, b"", {"Location": f"{site.link(post)}#comment-{comment.id}"})


def _too_soon(site):
    """WordPress counts by IP address and e-mail; here everybody has the same address."""
    since = site.now() - timedelta(seconds=site.flood_seconds)
    return any(c.author == 0 and c.date_gmt > since for c in site.comments.values())
