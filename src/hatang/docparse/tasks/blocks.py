"""Provisions that a block of lead, support and time stands behind."""

from hatang.docparse.agencies import leading_actor, leading_support
from hatang.docparse.fields import Fields, read_fields
from hatang.docparse.outline import Node
from hatang.docparse.tasks.found import FoundTask, fill_task
from hatang.docparse.tasks.owners import owner_of


def tasks_of_block(block: Fields) -> list[FoundTask]:
    """A task for each provision the block covers."""
    made = []
    for node in block.covered:
        inner = Fields()
        text = read_fields(node.content, inner)
        own = leading_actor(node.content) if node.kind in ("plus", "bullet") else None
        task = FoundTask(node.path, text if text.text else node.content, basis="block", node=node)
        fill_task(task, block)
        fill_task(task, inner)
        if own is not None and own.is_colon and not block.values.get("lead"):
            task.roles.lead = list(own.names)
            task.text = own.rest
        elif not task.roles.lead:
            _give_lead(task, node)
        made.append(task)
    return [task for task in made if task.text.text]


def _give_lead(task: FoundTask, node: Node) -> None:
    """A block without lead: the agency of the duty list, or who the sentence orders."""
    actor = leading_actor(task.text)
    if actor is not None:
        task.roles.lead = list(actor.names)
        task.roles.support.extend(leading_support(actor.rest))
        return
    owner, _ = owner_of(node)
    if owner is not None:
        task.roles.lead = list(owner)
    task.roles.support.extend(leading_support(task.text))
