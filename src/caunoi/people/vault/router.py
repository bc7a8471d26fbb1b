"""Keys live in a database of their own, with a short-lived backup of its own: destroying a key there erases for good."""

from typing import Any

APP, ALIAS = "vault", "keystore"


class Keystore:
    """Sends the tables of keys to the keystore and everything else away from it."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == APP else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """No key points across: the two databases may be of different days after a restore."""
        return None if (one._meta.app_label == APP) == (other._meta.app_label == APP) else False

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label == APP) == (db == ALIAS)
