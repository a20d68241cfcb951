"""Let ``python -m wksbm.cli`` be ``wksbm``."""

from wksbm.cli import start

if __name__ == "__main__":
    start()
