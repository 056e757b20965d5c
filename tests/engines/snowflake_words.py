"""The functions of Snowflake's that northstar writes, and what Snowflake has not, though sqlglot and DuckDB let it pass."""

from sqlglot import exp

from engines import words

# Each is in Snowflake's reference of functions.
FUNCTIONS = set(
    """
    ABS APPROX_COUNT_DISTINCT ARRAY_GENERATE_RANGE AVG CAST CEIL COALESCE CONTAINS CONVERT_TIMEZONE COUNT DATEADD DATEDIFF
    DATE_TRUNC DAY DAYOFWEEKISO DAYOFYEAR ENDSWITH EXP FLATTEN FLOOR GREATEST GROUPING HOUR LAG LEAD LEAST LEFT LENGTH LN LOWER MAX
    MIN MINUTE MOD MONTH NULLIF PERCENTILE_CONT POWER PREVIOUS_DAY QUARTER REGEXP_REPLACE REPLACE ROUND ROW_NUMBER SECOND SQRT
    STARTSWITH STDDEV_SAMP SUBSTRING SUM SYSDATE TO_VARCHAR TRIM UPPER WEEKISO YEAR YEAROFWEEKISO
    """.split()
)
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
    words.check(sql, "snowflake", FUNCTIONS)
