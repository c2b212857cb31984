"""Three addresses for whoever watches the machine."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from config import worker


def alive() -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"alive": True})


def ready() -> JsonResponse:
    """200 when the database answers too, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True})


def working() -> JsonResponse:
    """200 while the worker finishes tasks, 503 when it has not for ten minutes."""
    try:
        still, seen = worker.is_still(), worker.last_seen()
    except Error:
        return JsonResponse({"database": False}, status=503)
    said = {"worker": not still, "last_seen": seen.isoformat() if seen else None}
    return JsonResponse(said, status=503 if still else 200)


ANSWERS = {"/healthz": alive, "/readyz": ready, "/workerz": working}


class Health:
    """Answers first of all: what comes after it may need the database, a host name or HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        return answer() if answer else self.get_response(request)
