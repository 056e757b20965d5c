"""What Snowflake has of what stands before a parenthesis, as far as northstar writes it; and what it has not, though both sqlglot and
DuckDB let it pass. An emulator over DuckDB would run functions of DuckDB's."""

from sqlglot import exp, tokenize
from sqlglot.tokens import TokenType

# Each is in Snowflake's reference of functions.
FUNCTIONS = set(
    """
    ABS APPROX_COUNT_DISTINCT ARRAY_GENERATE_RANGE AVG CAST CEIL COALESCE CONTAINS CONVERT_TIMEZONE COUNT DATEADD DATEDIFF DATE_TRUNC DAY
    DAYOFWEEKISO DAYOFYEAR ENDSWITH EXP FLATTEN FLOOR GREATEST GROUPING HOUR LAG LEAD LEAST LEFT LENGTH LN LOWER MAX MIN MINUTE MOD MONTH
    NULLIF PERCENTILE_CONT POWER PREVIOUS_DAY QUARTER REPLACE ROUND ROW_NUMBER RTRIM SECOND SQRT STARTSWITH STDDEV_SAMP SUBSTRING SUM
    SYSDATE TO_VARCHAR TRIM UPPER WEEKISO YEAR YEAROFWEEKISO
    """.split()
)
# Words of the grammar, and types.
WORDS = set("ALL AND AS BY DISTINCT ELSE EXISTS FROM GROUP IN JOIN NOT NUMBER ON OR OVER SELECT SETS THEN VALUES WHEN WHERE".split())
REFUSED = {
    exp.AtTimeZone: "AT TIME ZONE",
    exp.Filter: "FILTER",
    exp.Unnest: "UNNEST",
}


def check(sql, statement):
    """An error where a statement has what Snowflake has not."""
    for node in statement.walk():
        if type(node) in REFUSED:
            raise ValueError(f"Snowflake has no {REFUSED[type(node)]}")
        if isinstance(node, exp.Distinct) and node.args.get("on"):
            raise ValueError("Snowflake has no DISTINCT ON")
        if isinstance(node, exp.CTE) and node.args.get("materialized") is not None:
            raise ValueError("Snowflake has no AS MATERIALIZED")
    tokens = tokenize(sql, read="snowflake")
    for before, word, after in zip([None, *tokens], tokens, tokens[1:]):
        is_name = word.token_type == TokenType.IDENTIFIER or not word.text[:1].isalpha()
        is_of_schema = before is not None and before.token_type == TokenType.DOT
        if after.token_type == TokenType.L_PAREN and not (is_name or is_of_schema):
            if word.text.upper().split()[-1] not in FUNCTIONS | WORDS:
                raise ValueError(f"{word.text} is not known to be a function of Snowflake")
