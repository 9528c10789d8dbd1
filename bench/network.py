"""The telecom registry: how long the check of an operator's inventory takes.

Writes bench/results/network.json.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatang.config.settings")
django.setup()

import network_filing  # noqa: E402 - the rooms are loaded first
from results import write_results  # noqa: E402


def main() -> None:
    """Measure and write."""
    write_results("network", [*network_filing.cases()])


if __name__ == "__main__":
    main()
