"""What rich text may hold in each place: little, so that pasted text comes out clean."""

from __future__ import annotations

BODY = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
NOTE = ["bold", "italic", "ol", "ul", "link"]
SPOKEN = ["bold", "italic", "ul", "link"]
