"""Work given to somebody: rows of task tables, provisions with a block, duties, orders."""

from hatang.docparse.fields import field_blocks
from hatang.docparse.outline import Outline
from hatang.docparse.tables.grid import Grid
from hatang.docparse.tasks.blocks import tasks_of_block
from hatang.docparse.tasks.duties import tasks_of_nodes
from hatang.docparse.tasks.found import FoundTask
from hatang.docparse.tasks.rows import tasks_of_grid

__all__ = ["FoundTask", "find_tasks"]


def find_tasks(outline: Outline, grids: list[Grid]) -> list[FoundTask]:
    """All tasks in reading order."""
    found = [task for grid in grids if grid.kind == "task" for task in tasks_of_grid(grid, outline)]
    blocks = field_blocks(outline.nodes)
    taken: set[int] = set()
    for block in blocks:
        made = tasks_of_block(block)
        taken.update(node.index for node in block.nodes)
        taken.update(node.index for node in block.covered)
        found.extend(made)
    found.extend(tasks_of_nodes(outline.nodes, taken))
    return sorted(found, key=lambda task: task.text.start)
