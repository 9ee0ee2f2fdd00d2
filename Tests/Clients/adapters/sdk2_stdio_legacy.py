"""The official SDK, major version 2, starting the server itself and told to speak the last revision with a handshake."""

from __future__ import annotations

from adapters.sdk2_stdio import Sdk2StdioAdapter

ADAPTER = Sdk2StdioAdapter("legacy")
