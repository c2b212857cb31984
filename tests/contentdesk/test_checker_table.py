"""The checker's one table, typed by hand from the issue and compared with the code."""

import pytest

from contentdesk.checker import Gate
from contentdesk.checker.rules import RULES
from contentdesk.foundation.personal_data import PersonalData

B, W, N = "blocks", "warns", "nothing"
# finding → at submit, approve, publish; whether a reason lets it pass; whether an urgent approval
# heeds it. The unit is stopped by what nobody else can know, never by descriptions or the class.
TABLE = {
    "title_missing": (B, B, B, False, True),
    "nothing_to_tell": (B, B, B, False, True),
    "captions_missing": (W, B, N, True, False),
    "too_short": (W, W, N, False, False),
    "fact_missing": (B, B, N, True, False),
    "days_out_of_order": (B, B, N, False, False),
    "over": (W, B, B, True, False),
    "validity_missing": (W, B, N, True, False),
    "document_missing": (W, B, N, True, False),
    "alt_missing": (W, B, B, False, False),
    "alt_like_file_name": (W, B, B, False, False),
    "alt_equals_caption": (W, B, N, True, False),
    "alt_too_short": (W, W, N, False, False),
    "alt_repeated": (W, W, N, False, False),
    "people_unsaid": (B, B, B, False, True),
    "consent_missing": (W, B, B, False, True),
    "consent_withdrawn": (B, B, B, False, True),
    "consent_run_out": (W, B, B, False, True),
    "consent_elsewhere": (W, B, B, False, True),
    "private_file_name": (W, B, N, True, False),
    "late": (N, N, B, False, True),
    "classification_missing": (N, B, B, False, True),
    "excluded": (N, B, B, False, True),
    "review_day_missing": (N, B, N, False, False),
    "nik": (W, B, B, True, True),
    "bpjs": (W, B, B, True, True),
    "contact_phone": (W, W, N, False, False),
    "phone": (W, B, B, True, True),
    "record_number": (W, B, B, True, True),
    "patient_name": (W, B, B, True, True),
    "email": (W, B, B, True, True),
}


def test_the_table_is_whole():
    assert set(RULES) == set(TABLE)
    assert {kind.value for kind in PersonalData} <= set(TABLE)


@pytest.mark.parametrize("code", TABLE)
def test_each_rule_does_at_each_gate_what_the_table_says(code):
    rule = RULES[code]
    levels = tuple(rule.level(gate).value for gate in Gate)
    assert (*levels, rule.overridable, rule.even_urgent) == TABLE[code]


@pytest.mark.parametrize("code", sorted(RULES))
def test_each_rule_says_what_is_wrong_and_how_to_mend_it(code, english):
    words = {"where": "Photo 1", "words": "IMG_1.jpg", "what": "a phone number"}
    for sentence in (str(RULES[code].sentence), str(RULES[code].remedy)):
        told = sentence % words
        assert told.endswith(".")
        assert "%" not in told


def test_what_the_law_asks_cannot_be_reasoned_away():
    law = {code for code in RULES if code.startswith("consent_")} | {"people_unsaid"}
    for code in [*law, "classification_missing", "excluded"]:
        assert not RULES[code].overridable
        assert RULES[code].even_urgent
