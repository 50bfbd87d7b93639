"""Outages tried for real while 30 people learn, and what each cost: `python -m benchmarks.outages`."""
