#!/bin/sh
# Tests soar-mcp with independent Python MCP clients. Usage: Tests/Clients/run.sh PATH_TO_SOAR_MCP_BINARY [--help]
exec python3 "$(dirname "$0")/run.py" "$@"
