"""The functions that a statement calls: an engine that stands in for another would run its own, too."""

from sqlglot import tokenize
from sqlglot.tokens import TokenType

# What else stands before a parenthesis.
GRAMMAR = set("ALL AND AS BY DISTINCT ELSE EXISTS FROM GROUP IN JOIN NOT ON OR OVER SELECT SETS THEN VALUES WHEN WHERE".split())
TYPES = {"NUMBER", "NUMERIC", "VARCHAR"}


def check(sql, dialect, functions):
    """An error where something else is called than these functions."""
    tokens = tokenize(sql, read=dialect)
    for before, word, after in zip([None, *tokens], tokens, tokens[1:]):
        is_name = word.token_type == TokenType.IDENTIFIER or not word.text[:1].isalpha()
        is_of_schema = before is not None and before.token_type == TokenType.DOT
        if after.token_type == TokenType.L_PAREN and not (is_name or is_of_schema):
            # Some words are one with the word before: UNION ALL.
            if word.text.upper().split()[-1] not in functions | GRAMMAR | TYPES:
                raise ValueError(f"{word.text} is not known to be a function of {dialect.capitalize()}")
