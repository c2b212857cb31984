"""Long rounds against a WordPress: the worker is killed, and all must still come out right.

    python -m tests.soak --rounds 200 --seed 7    on the fake WordPress
    python -m tests.soak --real --rounds 30       on a real one, with smaller rounds
    .ci/with-postgres python -m tests.soak --crowd 500    two workers over 500 due deliveries

A seed gives the same rounds; what a person can still do between two blows depends on the moment.
The worker is a real `manage.py qcluster` in processes of its own; the fake is in this process.
"""
