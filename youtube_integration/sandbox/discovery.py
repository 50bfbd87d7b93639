"""Whether a request is one that YouTube would take, by Google's own description of its API.

The discovery document is read as a file; nothing of the library that ships it is imported.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

DOCUMENT = "googleapiclient/discovery_cache/documents/youtube.v3.json"
MAX_IDS = 50
#: Parameters that name what to answer about, of which a request has exactly one.
SELECTORS = {
    "channels.list": ("id", "forHandle", "forUsername", "mine", "managedByMe", "mySubscribers"),
    "playlistItems.list": ("id", "playlistId"),
    "videos.list": ("id", "chart", "myRating"),
    "videos.batchGetStats": ("id",),
}


class BadRequest(Exception):  # noqa: N818
    """What YouTube answers with 400: its reason and its message."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the API and what its requests and answers may hold."""

    name: str
    parameters: dict[str, dict[str, Any]]
    response: str
    resource: str


def shipped_document() -> Path:
    """Where google-api-python-client keeps the document. FileNotFoundError without the library."""
    try:
        distribution = metadata.distribution("google-api-python-client")
    except metadata.PackageNotFoundError as error:
        raise FileNotFoundError("google-api-python-client is not installed") from error
    return Path(str(distribution.locate_file(DOCUMENT)))


class Discovery:
    """The described methods by path, and the check of a request's parameters."""

    def __init__(self, path: Path) -> None:
        document = json.loads(path.read_text(encoding="utf-8"))
        self._schemas: dict[str, Any] = document["schemas"]
        self._shared: dict[str, Any] = document["parameters"]
        self.methods: dict[str, Method] = {}
        for resource in ("channels", "playlistItems", "videos"):
            for verb, described in document["resources"][resource]["methods"].items():
                name = f"{resource}.{verb}"
                if name in SELECTORS:
                    self.methods["/" + described["path"]] = self._method(name, described)
        self._known_fields = functools.lru_cache(maxsize=256)(self._check_fields)

    def _method(self, name: str, described: dict[str, Any]) -> Method:
        response = described["response"]["$ref"]
        items = self._schemas[response]["properties"]["items"]["items"]["$ref"]
        return Method(name, described["parameters"], response, items)

    def check(self, method: Method, query: dict[str, list[str]]) -> None:
        """Raise BadRequest for a request that YouTube would refuse."""
        for name, values in query.items():
            parameter = method.parameters.get(name) or self._shared.get(name)
            if parameter is None:
                raise BadRequest(
                    "badRequest",
                    f'Invalid JSON payload received. Unknown name "{name}": '
                    "Cannot bind query parameter.",
                )
            _check_values(name, values, parameter)
        for name, parameter in method.parameters.items():
            if parameter.get("required") and not "".join(query.get(name, [])):
                raise BadRequest("missingRequiredParameter", f"Required parameter: {name}")
        self._check_parts(method, query)
        _check_selectors(method, query)
        if "fields" in query:
            self._known_fields(method.response, query["fields"][0])

    def _check_parts(self, method: Method, query: dict[str, list[str]]) -> None:
        known = {*self._schemas[method.resource]["properties"], "id"} - {"kind", "etag"}
        for part in split(query.get("part", [])):
            if part not in known:
                raise BadRequest("unknownPart", f"'{part}'")

    def _check_fields(self, schema: str, mask: str) -> None:
        try:
            tree = parse_fields(mask)
        except ValueError:
            raise BadRequest("invalidParameter", f"Invalid field selection {mask}") from None
        self._walk({"$ref": schema}, tree)

    def _walk(self, schema: dict[str, Any], tree: dict[str, Any]) -> None:
        schema = schema.get("items", schema)
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"]]
        for name, below in tree.items():
            properties = schema.get("properties", {})
            if name != "*" and name not in properties:
                raise BadRequest("invalidParameter", f"Invalid field selection {name}")
            if name != "*" and below:
                self._walk(properties[name], below)


def split(values: list[str]) -> list[str]:
    """The members of a list parameter, which comes with commas, repeated, or both."""
    return [one.strip() for value in values for one in value.split(",") if one.strip()]


@functools.lru_cache(maxsize=256)
def parse_fields(mask: str) -> dict[str, Any]:
    """`a,b/c,d(e,f)` as a tree; an empty tree below a name means all of it. ValueError."""
    words = re.findall(r"[A-Za-z*][A-Za-z0-9]*|[(),/]", mask)
    if "".join(words) != mask.replace(" ", "") or not words:
        raise ValueError(mask)
    tree, rest = _selection(words)
    if rest:
        raise ValueError(mask)
    return tree


def _selection(words: list[str]) -> tuple[dict[str, Any], list[str]]:
    tree: dict[str, Any] = {}
    while True:
        name, words = _name(words)
        branch = tree.setdefault(name, {})
        while words[:1] == ["/"]:
            name, words = _name(words[1:])
            branch = branch.setdefault(name, {})
        if words[:1] == ["("]:
            below, words = _selection(words[1:])
            if words[:1] != [")"]:
                raise ValueError("a bracket stays open")
            branch.update(below)
            words = words[1:]
        if words[:1] != [","]:
            return tree, words
        words = words[1:]


def _name(words: list[str]) -> tuple[str, list[str]]:
    if not words or words[0] in "(),/":
        raise ValueError("a name is missing")
    return words[0], words[1:]


def masked(value: Any, tree: dict[str, Any]) -> Any:
    """What a `fields` mask leaves of an answer."""
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [masked(one, tree) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: masked(value[name], below) for name, below in tree.items() if name in value}


def _check_values(name: str, values: list[str], parameter: dict[str, Any]) -> None:
    if len(values) > 1 and not parameter.get("repeated"):
        raise BadRequest("invalidParameter", f"Parameter {name} may be given once.")
    for value in values:
        if parameter["type"] == "integer":
            least, most = int(parameter.get("minimum", 0)), int(parameter.get("maximum", 2**32))
            if not value.isdecimal() or not least <= int(value) <= most:
                raise BadRequest(
                    "invalidParameter",
                    f"Invalid value '{value}'. Values must be within the range: [{least}, {most}]",
                )
        elif parameter["type"] == "boolean" and value not in ("true", "false"):
            raise BadRequest("invalidParameter", f"Invalid value for boolean {name}: {value}")
        elif "enum" in parameter and value not in parameter["enum"]:
            raise BadRequest("invalidParameter", f"Invalid value for {name}: {value}")


def _check_selectors(method: Method, query: dict[str, list[str]]) -> None:
    names = SELECTORS[method.name]
    given = [name for name in names if "".join(query.get(name, []))]
    if not given:
        raise BadRequest(
            "missingRequiredParameter", f"No filter selected. Expected one of: {', '.join(names)}"
        )
    if len(given) > 1:
        raise BadRequest(
            "incompatibleParameters",
            f"Incompatible parameters specified in the request: {', '.join(given)}",
        )
    if len(split(query.get("id", []))) > MAX_IDS:
        raise BadRequest("invalidValue", f"The number of ids cannot exceed {MAX_IDS}.")
