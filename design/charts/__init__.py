"""Values to inline SVG, drawn on the server: attributes and classes only, so a strict CSP holds.

Pure and deterministic; ids come from the `slug` the caller gives. Every text is escaped. A figure
around a chart (caption that says the finding, table, CSV) is `components/figure.html`.
"""

from design.charts.bars import Bar, Stack, bar, bars, stacked
from design.charts.houses import Week, house, ring, seats, segments, week_strip
from design.charts.lines import Break, Mark, line
from design.charts.sparklines import sparkline

__all__ = [
    "Bar",
    "Break",
    "Mark",
    "Stack",
    "Week",
    "bar",
    "bars",
    "house",
    "line",
    "ring",
    "seats",
    "segments",
    "sparkline",
    "stacked",
    "week_strip",
]
