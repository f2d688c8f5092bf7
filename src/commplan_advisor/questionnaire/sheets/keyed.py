"""A sheet of somebody's workbook, by its keys."""

from __future__ import annotations

from commplan_advisor.common.located import Spot
from commplan_advisor.questionnaire.sheets.cells import in_text
from commplan_advisor.questionnaire.sheets.package import Grid


class KeyedSheet:
    """A sheet with keys.

    Attributes:
        grid: the cells.
        top: the row with keys.
        left: the column with keys.
        version: of the questionnaire.
        row_keys: the key of each row that has one.
        column_keys: the key of each column that has one.
    """

    def __init__(self, grid: Grid, corner: tuple[int, int], version: int) -> None:
        self.grid = grid
        self.top, self.left = corner
        self.version = version
        cells = sorted(grid.cells.items(), key=lambda one: one[0])
        self.row_keys = {row: in_text(value) for (row, column), value in cells if column == self.left and row > self.top}
        self.column_keys = {column: in_text(value) for (row, column), value in cells if row == self.top and column > self.left}

    def spot(self, row: int, column: int) -> Spot:
        """The place of a cell, as people count."""
        return row + 1, column + 1, self.grid.name
