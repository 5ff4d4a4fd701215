"""`python -m husay` is `husay`."""

from husay.cli.main import app

if __name__ == "__main__":
    app(prog_name="husay")
