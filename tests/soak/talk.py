"""What visitors say, and what the manager does about it."""

import itertools

from complaints.models import ArchiveKind, Comment, Wish
from complaints.models import State as CommentState
from complaints.services import comments
from contentdesk.models import State
from contentdesk.wordpress.models import Publication
from tests.complaints import comments as complaints
from tests.soak.deeds import may_be_refused


class Talk:
    """`said` counts what visitors have said on the site, its own example included."""

    def __init__(self, site, office):
        self.site, self.office, self.rng = site, office, office.rng
        self.said, self.refused = site.brought, 0
        self.numbers = itertools.count(1)

    def visitor_speaks(self):
        """Somebody says something under a page that is live at this moment."""
        pages = [*range(1, self.site.brought + 1), *self.office.live_posts()]
        if not pages:
            return
        number = next(self.numbers)
        visitor = (f"Bu Ani {number}", f"ani{number}@example.org")
        text = f"Petugasnya ramah sekali, sudah {number} kali saya datang."
        self.site.visitor_comments(self.rng.choice(pages), *visitor, text)
        self.said += 1

    def sort_all(self, *, answer_all=False):
        """Every new comment is shown, hidden or put away; what is shown is answered."""
        for comment in self._on_live_pages().filter(state=CommentState.NEW):
            luck = 1 if answer_all else self.rng.random()
            if luck < 0.15:
                comments.archive(comment, actor=self.office.manager, kind=ArchiveKind.SPAM)
            else:
                kind = self.rng.choice(["praise", "question"])
                wish = Wish.HIDE if luck < 0.35 else Wish.SHOW
                complaints.triaged(self._people, kind, comment=comment, wish=wish)
        shown = self._on_live_pages().filter(state=CommentState.TRIAGED, wish=Wish.SHOW)
        for comment in shown.filter(replies=None):
            text = f"Terima kasih atas pesannya. Kami sampaikan kepada petugas ke-{comment.pk}."
            complaints.sent_off(self._people, comment, text)

    @may_be_refused
    def decide_anew(self):
        """What was shown is hidden, what was hidden shown; what was put away is taken out."""
        rows = list(Comment.objects.exclude(state=CommentState.NEW).order_by("pk"))
        if not rows:
            return
        comment = self.rng.choice(rows)
        if comment.state == CommentState.ARCHIVED:
            comments.restore(comment, actor=self.office.manager)
        else:
            wish = Wish.HIDE if comment.wish == Wish.SHOW else Wish.SHOW
            comments.decide_visibility(comment, actor=self.office.manager, wish=wish)

    @property
    def _people(self):
        return {"manager": self.office.manager}

    def _on_live_pages(self):
        """Under what was taken off, nobody would read an answer."""
        off = Publication.objects.exclude(material__editions__state=State.PUBLISHED)
        gone = off.exclude(post_id=None).values("post_id")
        return Comment.objects.exclude(remote_post__in=gone).order_by("pk")
