"""The official schema of one revision, asked by the name of a definition."""

from __future__ import annotations

import base64
import binascii
import copy
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

FOLDER = Path(__file__).resolve().parent / "schemas"

CLOSED = (
    "Annotations", "AudioContent", "BlobResourceContents", "CallToolResult", "CompleteResult", "DiscoverResult",
    "EmbeddedResource", "GetPromptResult", "Icon", "ImageContent", "Implementation", "InitializeResult",
    "InputRequiredResult", "JSONRPCError", "JSONRPCErrorResponse", "JSONRPCResponse", "JSONRPCResultResponse",
    "ListPromptsResult", "ListResourceTemplatesResult", "ListResourcesResult", "ListToolsResult", "Prompt",
    "PromptArgument", "PromptMessage", "ReadResourceResult", "Resource", "ResourceLink", "ResourceTemplate",
    "ServerCapabilities", "TextContent", "TextResourceContents", "Tool", "ToolAnnotations", "ToolExecution",
)
"""Definitions of what our server sends, in which a member the revision does not know is a mistake of ours."""


def is_uri(value: object) -> bool:
    """Whether a text is an absolute address."""
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


def is_base64(value: object) -> bool:
    """Whether a text is Base64."""
    return not isinstance(value, str) or base64.b64decode(value, validate=True) is not None


FORMATS = FormatChecker(formats=())
FORMATS.checks("uri", raises=ValueError)(is_uri)
FORMATS.checks("byte", raises=binascii.Error)(is_base64)


class RevisionSchema:
    """Validates values against named definitions of one revision's schema."""

    def __init__(self, revision: str) -> None:
        """Reads the schema; `revision` must be one that has a file."""
        schema = json.loads((FOLDER / f"{revision}.json").read_text(encoding="utf-8"))
        self._key = "$defs" if "$defs" in schema else "definitions"
        self._kind = Draft202012Validator if self._key == "$defs" else Draft7Validator
        self._official: dict[str, Any] = schema[self._key]
        self._closed = copy.deepcopy(self._official)
        for name in CLOSED:
            if "properties" in self._closed.get(name, {}):
                self._closed[name]["additionalProperties"] = False

    def __contains__(self, definition: str) -> bool:
        """Whether the revision has such a definition."""
        return definition in self._official

    def problem(self, definition: str, value: Any, closed: bool = False) -> str | None:
        """What in the value breaks the definition, or None. `closed` also forbids members it does not name."""
        if definition not in self._official:
            return f"the revision has no {definition}"
        definitions = self._closed if closed else self._official
        schema = {"allOf": [{"$ref": f"#/{self._key}/{definition}"}], self._key: definitions}
        return first_problem(self._kind(schema, format_checker=FORMATS), definition, value)


def instance_problem(schema: dict[str, Any], what: str, value: Any) -> str | None:
    """What in the value breaks a schema that the server itself published, or None."""
    return first_problem(Draft202012Validator(schema), what, value)


def schema_problem(schema: Any, what: str) -> str | None:
    """Why this is no JSON Schema of the 2020-12 dialect, or None."""
    return first_problem(Draft202012Validator(Draft202012Validator.META_SCHEMA), what, schema)


def first_problem(validator: Any, what: str, value: Any) -> str | None:
    """The most telling of the validator's findings, on one line."""
    error = best_match(validator.iter_errors(value))
    return None if error is None else f"{what} at {error.json_path}: {error.message}"[:500]
