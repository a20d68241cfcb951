"""Let ``python -m wksbm.cli`` be ``wksbm``."""

from wksbm.cli import main

main()
