"""From Redshift's SQL to PostgreSQL's, and what of the latter Redshift has not."""

from sqlglot import ErrorLevel, exp, parse
from sqlglot.dialects.postgres import Postgres

from engines import words

# Each is in Amazon's reference of functions.
FUNCTIONS = set(
    """
    ABS AVG BTRIM CAST CEIL COALESCE CONVERT_TIMEZONE COUNT DATEADD DATEDIFF DATE_TRUNC EXP EXTRACT FLOOR GETDATE GREATEST GROUPING LAG
    LEAD LEAST LEFT LEN LN LOWER MAX MIN MOD NULLIF PERCENTILE_CONT POWER REPLACE REVERSE ROUND ROW_NUMBER RTRIM SIGN SQRT STDDEV_SAMP
    STRPOS SUBSTRING SUM TO_CHAR TRUNC UPPER
    """.split()
)
# Forms that both sqlglot and PostgreSQL let pass.
REFUSED = {
    exp.Filter: "Redshift has no FILTER",
    exp.Lateral: "Redshift has no LATERAL",
    exp.NullSafeEQ: "Redshift has no IS NOT DISTINCT FROM",
    exp.NullSafeNEQ: "Redshift has no IS DISTINCT FROM",
    exp.GenerateSeries: "Redshift has no generate_series beside tables",
    exp.ExplodingGenerateSeries: "Redshift has no generate_series beside tables",
    exp.ArrayAgg: "Redshift has no array_agg",
    exp.WindowSpec: "Redshift has no frame by RANGE with an offset",
    exp.Values: "Redshift has no VALUES as a table",
    exp.Distinct: "Redshift has no DISTINCT ON",
    exp.With: "Redshift has no WITH inside a WITH",
    exp.TryCast: "PostgreSQL has no safe cast to judge by",
}


def to_postgres(sql):
    """One statement in PostgreSQL's words, or an error."""
    statements = parse(sql, read="redshift", error_level=ErrorLevel.RAISE)
    if len(statements) != 1 or statements[0] is None:
        raise ValueError("one statement is wanted")
    (statement,) = statements
    if isinstance(statement, exp.Command):
        raise ValueError(f"sqlglot does not know this statement: {sql[:80]}")
    words.check(sql, "redshift", FUNCTIONS)
    for node in statement.walk():
        if type(node) in REFUSED and refused(node):
            raise ValueError(REFUSED[type(node)])
        if isinstance(node, exp.Select):
            percentiles(node)
        if isinstance(node, exp.Identifier):
            node.set("this", folded(node.this))
    return statement.sql(dialect=OnPostgres, unsupported_level=ErrorLevel.RAISE)


def folded(identifier):
    """A name as it is stored, quoted or not: letters of ASCII in lower case."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in identifier)


def refused(node):
    if isinstance(node, exp.WindowSpec):
        offsets = [node.args.get("start"), node.args.get("end")]
        return node.text("kind").upper() == "RANGE" and any(isinstance(offset, exp.Expression) for offset in offsets)
    if isinstance(node, exp.Values):
        return not isinstance(node.parent, exp.Insert)
    if isinstance(node, exp.Distinct):
        return bool(node.args.get("on"))
    if isinstance(node, exp.With):
        return node.parent.find_ancestor(exp.With) is not None
    return True


def percentiles(select):
    """Of one select all have one order, and none stands beside distinct counts."""
    own = [node for item in select.expressions for node in item.find_all(exp.WithinGroup, exp.Distinct, exp.ApproxDistinct)]
    own = [node for node in own if node.find_ancestor(exp.Select) is select]
    orders = {node.expression.sql() for node in own if isinstance(node, exp.WithinGroup)}
    if len(orders) > 1 or (orders and any(not isinstance(node, exp.WithinGroup) for node in own)):
        raise ValueError("Redshift has no two orders of percentiles in one SELECT, nor distinct counts beside them")


def boundaries(generator, node):
    """DATEDIFF counts the boundaries between two times; sqlglot's own translation counts whole weeks that have passed."""
    unit = node.text("unit").upper()
    later, earlier = (f"CAST({generator.sql(node, side)} AS TIMESTAMP)" for side in ("this", "expression"))
    part = {"YEAR": 1, "QUARTER": 4, "MONTH": 12}.get(unit)
    if part:
        count = [f"(EXTRACT(YEAR FROM {time}) * {part} + {f'EXTRACT({unit} FROM {time})' if part > 1 else '0'})" for time in (later, earlier)]
        return f"CAST({count[0]} - {count[1]} AS BIGINT)"
    seconds = {"WEEK": 604_800, "DAY": 86_400, "HOUR": 3_600, "MINUTE": 60, "SECOND": 1}.get(unit)
    if seconds is None:
        raise ValueError(f"this judge has no DATEDIFF by {unit}")
    start = [f"DATE_TRUNC('{unit}', {time})" for time in (later, earlier)]
    return f"CAST(EXTRACT(EPOCH FROM {start[0]} - {start[1]}) / {seconds} AS BIGINT)"


def within_group(generator, node):
    """LISTAGG takes its order outside the parentheses, and string_agg inside."""
    if not isinstance(node.this, exp.GroupConcat):
        return generator.withingroup_sql(node)
    separator = generator.sql(node.this, "separator") or "''"
    return f"STRING_AGG({generator.sql(node.this, 'this')}, {separator}{generator.sql(node, 'expression')})"


class OnPostgres(Postgres):
    class Generator(Postgres.Generator):
        TRANSFORMS = {
            **Postgres.Generator.TRANSFORMS,
            # An approximation may be exact.
            exp.ApproxDistinct: lambda generator, node: f"COUNT(DISTINCT {generator.sql(node, 'this')})",
            exp.DateDiff: boundaries,
            exp.TsOrDsDiff: boundaries,
            exp.WithinGroup: within_group,
        }
