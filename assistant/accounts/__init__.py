"""Users of a server: who may sign in, with which role, by which sessions and tokens; and the log of what they changed.

Everything is in `users.sqlite` in the home, apart from the catalogue: a backup of the corpus carries no passwords, and
restoring one does not bring old ones back. Passwords are stored as Argon2 hashes, sessions and tokens as SHA-256 hashes.
"""

from .accounts import Accounts
from .roles import PERMISSIONS, ROLES, SCOPES, Permission, Role, Scope
from .users import User

__all__ = ["PERMISSIONS", "ROLES", "SCOPES", "Accounts", "Permission", "Role", "Scope", "User"]
