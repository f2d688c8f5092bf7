"""A rule-based adviser on communication plans for digital neighbourhood initiatives."""

__version__ = "0.1.0"
