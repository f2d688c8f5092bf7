"""`python -m commplan_advisor` is the command `commplan`."""

from commplan_advisor.cli.main import main

main()
