"""The official SDK, major version 2, told to speak the last revision with a handshake."""

from __future__ import annotations

from adapters.sdk2 import Sdk2Adapter

ADAPTER = Sdk2Adapter("legacy")
