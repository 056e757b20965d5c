"""What BigQuery's service refuses though the language allows it, as far as it can be told from an analyzed statement."""

from zetasql.wasi._pb2.zetasql.resolved_ast import resolved_ast_enums_pb2

from engines import googlesql_tree as tree

JOINS = resolved_ast_enums_pb2.ResolvedJoinScanEnums
OUTER_JOINS = {JOINS.LEFT: "LEFT", JOINS.RIGHT: "RIGHT", JOINS.FULL: "FULL"}
WINDOW_ONLY = ("percentile_cont", "percentile_disc")


def check(resolved):
    """Refuses an analyzed statement that the service does not run."""
    for node in tree.nodes(resolved):
        name = tree.kind(node)
        if name == "ResolvedJoinScan" and node.join_type in OUTER_JOINS:
            check_join(node)
        elif name == "ResolvedAggregateFunctionCall":
            function = function_name(node)
            if function in WINDOW_ONLY:
                raise ValueError(f"BigQuery has {function.upper()} as a window function only")


def check_join(join):
    kind = OUTER_JOINS[join.join_type]
    found = [equality(part) for part in conjuncts(join.join_expr)] if join.HasField("join_expr") else []
    # A full join must be by equalities alone; of the others one is enough.
    if not (found and all(found)) if kind == "FULL" else not any(found):
        raise ValueError(f"BigQuery: {kind} OUTER JOIN cannot be used without a condition that is an equality of fields from both sides of the join")


def conjuncts(expression):
    found = tree.concrete(expression)
    if tree.kind(found) == "ResolvedFunctionCall" and function_name(found) == "$and":
        for part in tree.inherited(found, "argument_list"):
            yield from conjuncts(part)
    else:
        yield found


def equality(expression):
    return tree.kind(expression) == "ResolvedFunctionCall" and function_name(expression) == "$equal"


def function_name(call):
    return tree.inherited(call, "function").name.rpartition(":")[2].lower()
