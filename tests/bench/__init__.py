"""Measurements as ratios within one run: the portal's way against the plain way, here and now.

python -m tests.bench prints one JSON object. No number fails a test: machines differ, and whoever
reads them sees the aim beside each.
"""
