"""`python -m dragoman.cli`."""

from . import main

main()
