"""The official SDK, major version 2, told to speak the last revision with a handshake, and asked everything."""

from __future__ import annotations

from adapters.everything2 import Host2

HOST = Host2("legacy")
