from django.urls import path

from complaints.actions import ACTIONS
from complaints.views import comment, inbox

urlpatterns = [
    path("comments/", inbox.inbox, name="comments"),
    path("comments/<int:pk>/", comment.comment, name="comment"),
    *(
        path(
            f"comments/<int:pk>/{name.replace('_', '-')}/",
            comment.act,
            {"name": name},
            name=f"comment_{name}",
        )
        for name in ACTIONS
    ),
]
