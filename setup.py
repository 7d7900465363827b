"""The wheel's packages: the folders at the repository's top, under one name, so that they meet nobody else's `evals/`."""

from setuptools import find_packages, setup

FOLDERS = ("corpus", "index", "assistant", "api", "web", "cli", "evals")

setup(
    package_dir={"dragoman": "."},
    packages=[
        "dragoman",
        *(f"dragoman.{name}" for name in find_packages(include=[p for f in FOLDERS for p in (f, f"{f}.*")])),
    ],
)
