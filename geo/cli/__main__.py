"""Let ``python -m geo.cli`` be ``wksbm``."""

from geo.cli import main

main()
