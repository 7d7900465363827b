"""Shared real parts: the packaged encoder, loaded once."""

import pytest
from hypothesis import settings

from dragoman.index.encoding.encoder import PackagedEncoder

# Time limits on single examples say more about the machine than about the code.
settings.register_profile("dragoman", deadline=None, print_blob=True)
settings.load_profile("dragoman")


@pytest.fixture(scope="session")
def encoder() -> PackagedEncoder:
    return PackagedEncoder()
