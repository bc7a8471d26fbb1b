"""What each kind of entry holds: a compact JSON Schema of ours for what is served, and the patches that make HSDS-VN of HSDS 3.0.

Written from the documentation of HSDS; the official schemas are under a licence of their own and are not copied.
"""

from typing import Any

VERSION = "3.0"
TEXT: dict[str, Any] = {"type": "string"}
ID: dict[str, Any] = {"type": "string", "format": "uuid"}
NUMBER: dict[str, Any] = {"type": "number"}
FLAG: dict[str, Any] = {"type": "boolean"}
URI: dict[str, Any] = {"type": "string", "format": "uri"}
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TIME: dict[str, Any] = {"type": "string", "pattern": r"^\d{2}:\d{2}\+07:00$"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}


def one(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": one(name)}


FIELDS: dict[str, tuple[tuple[str, ...], dict[str, dict[str, Any]]]] = {
    "organization": (
        ("id", "name", "description"),
        {
            "id": ID, "name": TEXT, "description": TEXT, "website": URI, "locations": many("location"),
            "services": many("service"),
        },
    ),
    "service": (
        ("id", "name", "status"),
        {
            "id": ID, "organization_id": ID, "name": TEXT, "alternate_name": TEXT, "description": TEXT, "url": URI,
            "status": {"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]},
            "fees_description": TEXT, "eligibility_description": TEXT, "minimum_age": NUMBER, "maximum_age": NUMBER,
            "wait_time": TEXT, "alert": TEXT, "assured_date": DAY, "last_modified": MOMENT, "modified_date": MOMENT,
            "organization": one("organization"), "phones": many("phone"), "schedules": many("schedule"),
            "service_areas": many("service_area"), "service_at_locations": many("service_at_location"),
            "languages": many("language"), "cost_options": many("cost_option"),
            "required_documents": many("required_document"), "attributes": many("attribute"), "places_free": TEXT,
        },
    ),
    "service_at_location": (
        ("id", "service_id", "location_id"),
        {
            "id": ID, "service_id": ID, "location_id": ID, "description": TEXT, "phones": many("phone"),
            "schedules": many("schedule"), "location": one("location"), "service": one("service"),
        },
    ),
    "location": (
        ("id", "location_type"),
        {
            "id": ID, "location_type": {"type": "string", "enum": ["physical", "postal", "virtual"]},
            "organization_id": ID, "name": TEXT, "transportation": TEXT, "addresses": many("address"),
            "accessibility": many("accessibility"), "confidential": FLAG,
        },
    ),
    "address": (
        ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
        {
            "id": ID, "location_id": ID, "address_1": TEXT, "city": TEXT, "state_province": TEXT, "postal_code": TEXT,
            "country": {"type": "string", "enum": ["VN"]},
            "address_type": {"type": "string", "enum": ["physical", "postal", "virtual"]},
            "place_code": TEXT,
        },
    ),
    "accessibility": (("id",), {"id": ID, "location_id": ID, "description": TEXT}),
    "phone": (
        ("id", "number"),
        {"id": ID, "service_id": ID, "service_at_location_id": ID, "number": TEXT, "type": TEXT, "description": TEXT},
    ),
    "schedule": (
        ("id",),
        {
            "id": ID, "service_id": ID, "service_at_location_id": ID, "valid_from": DAY, "valid_to": DAY,
            "timezone": NUMBER, "wkst": {"type": "string", "enum": ["MO"]}, "freq": {"type": "string", "enum": ["WEEKLY"]},
            "byday": TEXT, "opens_at": TIME, "closes_at": TIME, "description": TEXT, "notes": TEXT,
        },
    ),
    "cost_option": (
        ("id",),
        {
            "id": ID, "service_id": ID, "option": TEXT, "currency": TEXT, "amount": NUMBER, "amount_description": TEXT,
            "valid_from": DAY, "valid_to": DAY,
        },
    ),
    "required_document": (("id",), {"id": ID, "service_id": ID, "document": TEXT, "way": NUMBER}),
    "language": (("id",), {"id": ID, "service_id": ID, "name": TEXT, "code": TEXT, "note": TEXT}),
    "service_area": (
        ("id",),
        {
            "id": ID, "service_id": ID, "name": TEXT, "description": TEXT, "extent": TEXT, "extent_type": TEXT,
            "place_code": TEXT,
        },
    ),
    "attribute": (
        ("id",),
        {
            "id": ID, "link_id": ID, "link_entity": TEXT, "taxonomy_term_id": ID, "value": TEXT,
            "taxonomy_term": one("taxonomy_term"),
        },
    ),
    "taxonomy": (
        ("id", "name", "description"),
        {
            "id": ID, "name": TEXT, "description": TEXT, "version": TEXT, "name_en": TEXT, "description_en": TEXT,
        },
    ),
    "taxonomy_term": (
        ("id", "name", "description"),
        {
            "id": ID, "code": TEXT, "name": TEXT, "description": TEXT, "parent_id": ID, "taxonomy": TEXT,
            "taxonomy_id": ID, "taxonomy_detail": one("taxonomy"), "language": TEXT, "name_en": TEXT,
            "description_en": TEXT,
        },
    ),
}  # fmt: skip

PAGE: dict[str, Any] = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
    "properties": {
        **{name: {"type": "integer", "minimum": 0} for name in ("total_items", "total_pages", "size")},
        "page_number": {"type": "integer", "minimum": 1},
        **{name: FLAG for name in ("first_page", "last_page", "empty")},
        "contents": {"type": "array"},
    },
}
PATCHES: dict[str, dict[str, Any]] = {
    "address": {
        "properties": {
            "place_code": {"type": "string", "description": "Code of the commune or province (Tổng cục Thống kê)."},
            "city": {"description": "Xã, phường or đặc khu as it is called today."},
            "country": {"enum": ["VN"]},
            "postal_code": {"description": "Empty: services in Viet Nam are not found by it."},
        }
    },
    "location": {
        "properties": {
            "confidential": {
                "type": "boolean",
                "description": "True for a shelter: it has no street address anywhere.",
            },
            "latitude": None,
            "longitude": None,
        }
    },
    "service_area": {"properties": {"place_code": {"type": "string", "description": "Missing: the whole country."}}},
    "service": {
        "properties": {
            "places_free": {"type": "string", "enum": ["none", "few", "some"]},
            "modified_date": {"type": "string", "format": "date-time"},
            "assurer_email": None,
        }
    },
    "required_document": {
        "properties": {
            "way": {"type": "number", "description": "0: asked of everybody. 1, 2 …: one of these ways is enough."}
        }
    },
    "schedule": {"properties": {"freq": {"enum": ["WEEKLY"]}, "timezone": {"enum": [7]}}},
    "taxonomy": {"properties": {"name_en": {"type": "string"}, "description_en": {"type": "string"}}},
    "taxonomy_term": {"properties": {"name_en": {"type": "string"}, "description_en": {"type": "string"}}},
}
"""JSON Merge Patches (RFC 7386) on the schemas of HSDS 3.0 with these names; a field set to null is not used."""


def schema(name: str) -> dict[str, Any]:
    required, fields = FIELDS[name]
    return {"type": "object", "required": list(required), "properties": fields, "additionalProperties": False}


def schemas() -> dict[str, dict[str, Any]]:
    """All of them, by the names that references use."""
    return {**{name: schema(name) for name in FIELDS}, "Page": PAGE}
