"""Settings with the packages of both kinds of installation at once: the type checker has to know every model."""

from caunoi.config.settings import *  # noqa: F403  # settings of one kind, and what the other kind adds
from caunoi.config.settings import CLUB, HUB, INSTALLED_APPS

INSTALLED_APPS = list(dict.fromkeys([*INSTALLED_APPS, *(f"caunoi.{package}" for package in (*CLUB, *HUB))]))
