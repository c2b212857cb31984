"""Comments from WordPress and what is done there about them: the way out of this app.

Only here does it know WordPress. `fetching` and `sending` are what the worker calls.
"""
