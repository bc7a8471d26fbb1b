from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    COUNTRY = "country", _("country")
    PROVINCE = "province", _("province")
    CITY = "city", _("centrally governed city")
    DISTRICT = "district", _("rural district")
    URBAN_DISTRICT = "urban_district", _("urban district")
    TOWN = "town", _("district-level town")
    PROVINCIAL_CITY = "provincial_city", _("city below a province")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    TOWNSHIP = "township", _("township")
    SPECIAL_ZONE = "special_zone", _("special zone")


PROVINCES = (PlaceKind.PROVINCE, PlaceKind.CITY)
DISTRICTS = (PlaceKind.DISTRICT, PlaceKind.URBAN_DISTRICT, PlaceKind.TOWN, PlaceKind.PROVINCIAL_CITY)
COMMUNES = (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE)


class SuccessionKind(models.TextChoices):
    WHOLE = "whole", _("the whole unit")
    PART = "part", _("a part of the unit")


class Level(models.TextChoices):
    CENTRE = "centre", _("central level")
    PROVINCE = "province", _("provincial level")
    DISTRICT = "district", _("district level")
    COMMUNE = "commune", _("commune level")
