"""One module a format. Each has `read(content, name, source) -> list[Subject]` and raises BadImport naming file and line."""
