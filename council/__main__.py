"""``python -m council`` is ``yishi``."""

from council.cli import main

main()
