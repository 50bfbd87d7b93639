"""One question per module: a narrowed queryset goes in, dataclasses come out."""
