"""Reads of indicators."""

from hatang.indicators.queries.values import (
    IndicatorRow,
    current_values,
    indicator_rows,
    latest_whole,
    measured,
    values_page,
)

__all__ = ["IndicatorRow", "current_values", "indicator_rows", "latest_whole", "measured", "values_page"]
