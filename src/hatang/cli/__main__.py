"""`python -m hatang.cli` is `hatang`."""

from hatang.cli.app import main

main()
