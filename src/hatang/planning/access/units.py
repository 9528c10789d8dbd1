"""Who reads what all units plan."""

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import Role


def sees_every_plan(user: object) -> bool:
    """Whether the user reads what every unit plans: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)
