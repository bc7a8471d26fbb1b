"""Imported before models by what runs inside an installation: sets Django up."""

import django

django.setup()
