"""Parsers of SQL that run nothing (sqlfluff): whether a text is grammatical in a dialect. Style is no matter."""

from sqlfluff import __version__
from sqlfluff.core import FluffConfig, Linter, dialect_readout

from engines import protocol

# Texts are SQL and no templates, and none is passed over or refused for its size.
SETTINGS = {"templater": "raw", "large_file_skip_byte_limit": 0, "max_parse_nodes": 0, "max_parse_depth": 0}


class Sqlfluff(protocol.Judge):
    def __init__(self):
        self.linters = {}

    def engine(self):
        return f"sqlfluff {__version__}"

    def parse(self, sql, dialect):
        for violation in self.linter(dialect).parse_string(sql + "\n").violations:
            raise ValueError(violation.desc())

    def linter(self, dialect):
        if dialect not in self.linters:
            known = [entry.label for entry in dialect_readout()]
            if dialect not in known:
                raise ValueError(f"there is no dialect {dialect}; known are {', '.join(known)}")
            self.linters[dialect] = Linter(config=FluffConfig(overrides={**SETTINGS, "dialect": dialect}))
        return self.linters[dialect]


if __name__ == "__main__":
    protocol.serve(Sqlfluff)
