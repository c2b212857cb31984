"""Long rounds against the fake WordPress: the worker is killed, and all must still come out right.

python -m tests.soak --rounds 200 --seed 7: the same seed makes the same work and the same blows.
The worker is a real `manage.py qcluster` in processes of its own; the site is in this process.
"""
