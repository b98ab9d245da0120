"""`python -m kgbuild`, and what the installed command `kgbuild` calls."""

from kgbuild.cli.app import main

if __name__ == "__main__":
    main()
