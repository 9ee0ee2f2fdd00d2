"""One adapter per client library: what the story asks for, in that library's own public API."""
