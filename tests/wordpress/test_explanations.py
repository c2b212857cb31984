"""What an error means to the website manager."""

import pytest
from django.utils import translation

from contentdesk.wordpress.client import Refused, Unavailable, Unconfirmed
from contentdesk.wordpress.explanations import BY_CODE, explain


@pytest.mark.parametrize("code", BY_CODE)
def test_every_known_code_has_two_whole_sentences(code):
    with translation.override("en"):
        explanation = explain(Refused(code))
        for sentence in (str(explanation.summary), str(explanation.remedy)):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "!" not in sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Refused("rest_cannot_create", 401), "user name and password"),
        (Refused("rest_cannot_create", 403), "not allowed"),
        (Refused("something_new", 413), "larger than"),
        (Refused("rest_forbidden_status", 401), "user name and password"),
        (Unavailable("whatever", 429), "asked to wait"),
    ],
)
def test_a_code_that_is_not_known_goes_by_its_status(error, words):
    with translation.override("en"):
        assert words in str(explain(error).summary)


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        (Refused, "Nothing was changed"),
        (Unavailable, "tries again by itself"),
        (Unconfirmed, "nothing goes out twice"),
    ],
)
def test_the_unknown_is_told_truly(kind, remedy):
    with translation.override("en"):
        explanation = explain(kind("plugin_odd", 418))
        assert "plugin_odd, status 418" in explanation.summary
        assert remedy in str(explanation.remedy)


def test_an_unknown_write_never_promises_that_nothing_happened():
    with translation.override("en"):
        for code in ("timeout", "connection_lost", "truncated", "no_id", "server_error"):
            assert "Nothing was changed" not in str(explain(Unconfirmed(code)).remedy)
