"""Name the wheel's packages: the folders at the repository's top, as parts of `dragoman`, so that none clashes with others."""

from setuptools import find_packages, setup

FOLDERS = ("corpus", "index", "assistant", "api", "web", "cli", "evals")

setup(
    script_name="setup.py",  # setuptools leaves the set-up script out of the root's package once it knows its name
    package_dir={"dragoman": "."},
    packages=[
        "dragoman",
        *(f"dragoman.{name}" for name in find_packages(include=[p for f in FOLDERS for p in (f, f"{f}.*")])),
    ],
)
