"""The description of this API by OpenAPI 3.1, made of the same tables that it runs by."""

from typing import Any

from caunoi.exchange.hsds.asking import OF_LISTS, PARAMETERS
from caunoi.exchange.hsds.schemas import TEXT, URI, VERSION, one, schemas

ENTRY_OF = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
ERROR = {"type": "object", "required": ["error"], "properties": {"error": TEXT}, "additionalProperties": False}


def description(base: str) -> dict[str, Any]:
    """The whole file; `base` is the address of the API."""
    paths: dict[str, Any] = {
        "/": _get("getAPIMetaInformation", "Which version this is, and where it is described", _root()),
        "/openapi.json": _get("getDescription", "This description", {"type": "object"}),
        "/profile.json": _get("getProfile", "HSDS-VN: what it changes in HSDS", {"type": "object"}),
    }
    for path, name in ENTRY_OF.items():
        paths[f"/{path}"] = _list(path, name)
        paths[f"/{path}/{{id}}"] = _entry(path, name)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Service directory (HSDS-VN)",
            "version": VERSION,
            "summary": "Services, who offers them, where and when: Open Referral HSDS 3.0, read only.",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": {**schemas(), "Error": ERROR}},
    }


def _root() -> dict[str, Any]:
    fields = {"version": TEXT, "profile": URI, "openapi_url": URI}
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(path: str, name: str) -> dict[str, Any]:
    contents = {"type": "array", "items": one(name)}
    answer = {"allOf": [one("Page"), {"type": "object", "properties": {"contents": contents}}]}
    asked = _get(f"list_{path}", f"A page of {path}; filters add up", answer)
    asked["get"]["parameters"] = [_parameter(parameter, path) for parameter in OF_LISTS[path]]
    asked["get"]["responses"]["400"] = _answer("A parameter is not known or not clear", one("Error"))
    return asked


def _parameter(name: str, path: str) -> dict[str, Any]:
    said, schema = PARAMETERS[name]
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema}


def _entry(path: str, name: str) -> dict[str, Any]:
    asked = _get(f"get_{name}", f"One of {path}, whole", one(name))
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    asked["get"]["parameters"] = [identifier]
    if path == "organizations":
        asked["get"]["parameters"].append(_parameter("full_service", path))
        asked["get"]["responses"]["400"] = _answer("A parameter is not known or not clear", one("Error"))
    asked["get"]["responses"]["404"] = _answer("Nothing with this id is published", one("Error"))
    return asked


def _get(operation: str, said: str, schema: dict[str, Any]) -> dict[str, Any]:
    responses = {
        "200": _answer(said, schema),
        "405": _answer("This API only reads", one("Error")),
        "429": _answer("Too many requests; wait as long as Retry-After says", one("Error")),
    }
    return {"get": {"operationId": operation, "summary": said, "responses": responses}}


def _answer(said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": said, "content": {"application/json": {"schema": schema}}}
