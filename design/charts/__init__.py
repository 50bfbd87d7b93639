"""Values to inline SVG, drawn on the server: attributes and classes only, so a strict CSP holds.

Pure and deterministic; ids come from the `slug` the caller gives. Every text is escaped. A figure
around a chart (caption that says the finding, table, CSV) is `components/figure.html`.
"""

from design.charts.bars import bar
from design.charts.events import Break, Mark
from design.charts.lines import line
from design.charts.pictograms import Week, ring, seats, segments, week_icon

__all__ = [
    "Break",
    "Mark",
    "Week",
    "bar",
    "week_icon",
    "line",
    "ring",
    "seats",
    "segments",
]
