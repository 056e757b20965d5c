//! What the tree says: precedence, literals, strings, and words that mean something in their place only.

use northstar::diagnostic::Diagnostics;
use northstar::source::FileId;
use northstar::syntax::ast::{
    AttributeKind, Block, Bound, Expr, ExprKind, Item, On, PropertyValue, Source, SourceEntry, TypeKind, UnaryOperator, Window,
};
use northstar::syntax::{parse, parse_expr, parse_path};

/// An expression with all its brackets.
fn shape(expr: &Expr) -> String {
    let not = |negated: &bool| if *negated { "not " } else { "" };
    let list = |items: &[Expr]| items.iter().map(shape).collect::<Vec<_>>().join(", ");
    match &expr.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(n) => format!("{}e-{}{}", n.mantissa, n.scale, if n.percent { "%" } else { "" }),
        ExprKind::Text(text) => format!("'{text}'"),
        ExprKind::Date(date) => date.to_string(),
        ExprKind::Timestamp(moment) => moment.to_string(),
        ExprKind::Path(path) => path.parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("."),
        ExprKind::Unary(UnaryOperator::Negate, operand) => format!("(- {})", shape(operand)),
        ExprKind::Unary(UnaryOperator::Not, operand) => format!("(not {})", shape(operand)),
        ExprKind::Binary(operator, left, right) => format!("({} {} {})", shape(left), operator.symbol(), shape(right)),
        ExprKind::Group(inner) => format!("[{}]", shape(inner)),
        ExprKind::IsNull(operand, negated) => format!("({} is {}null)", shape(operand), not(negated)),
        ExprKind::IsDistinct(left, right, negated) => {
            format!("({} is {}distinct from {})", shape(left), not(negated), shape(right))
        }
        ExprKind::In(operand, items, negated) => format!("({} {}in {})", shape(operand), not(negated), list(items)),
        ExprKind::Between(operand, low, high, negated) => {
            format!("({} {}between {} .. {})", shape(operand), not(negated), shape(low), shape(high))
        }
        ExprKind::Like(operand, pattern, negated) => format!("({} {}like {})", shape(operand), not(negated), shape(pattern)),
        ExprKind::Call(call) => {
            let star = if call.star { "*" } else { "" };
            let distinct = if call.distinct { "distinct " } else { "" };
            let per = call.per.as_ref().map_or(String::new(), |path| format!(" per {}", path.parts[0].text));
            let having = call.having.as_ref().map_or(String::new(), |h| format!(" having {}", shape(h)));
            let filter = call.filter.as_ref().map_or(String::new(), |f| format!(" filter {}", shape(f)));
            format!("{}<{star}{distinct}{}{per}{having}>{filter}", call.name.text, list(&call.args))
        }
        ExprKind::Case { operand, branches, otherwise } => {
            let operand = operand.as_ref().map_or(String::new(), |o| format!(" {}", shape(o)));
            let branches: Vec<String> = branches.iter().map(|(when, then)| format!("{}: {}", shape(when), shape(then))).collect();
            let otherwise = otherwise.as_ref().map_or(String::new(), |o| format!(" else {}", shape(o)));
            format!("case{operand} {}{otherwise}", branches.join(" "))
        }
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    let mut diagnostics = Diagnostics::default();
    let expr = parse_expr(FileId(0), text, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let expr = expr.unwrap();
    assert_eq!(shape(&expr), expected, "{text}");
    assert_eq!((expr.span.start as usize, expr.span.end as usize), (0, text.trim_end().len()), "span of {text}");
}

#[test]
fn operators_bind_in_their_order() {
    reads("a or b and not c = d", "(a or (b and (not (c = d))))");
    reads("a + b * c - d", "((a + (b * c)) - d)");
    reads("a - b - c / d / e", "((a - b) - ((c / d) / e))");
    reads("a || b + c", "((a || b) + c)");
    reads("- a * - b", "((- a) * (- b))");
    reads("not not a", "(not (not a))");
    reads("(a + b) * c", "([(a + b)] * c)");
    reads("a + 1 < b * 2 and c", "(((a + 1e-0) < (b * 2e-0)) and c)");
    reads("a between b and c and d", "((a between b .. c) and d)");
    reads("not a in (1, 'x')", "(not (a in 1e-0, 'x'))");
    reads("a not like 'x%' or b is not null", "((a not like 'x%') or (b is not null))");
    reads("a is not distinct from b + 1", "(a is not distinct from (b + 1e-0))");
    reads("A AND B".to_lowercase().as_str(), "(a and b)");
    reads("a AND NOT b <> 1  ", "(a and (not (b != 1e-0)))");
}

#[test]
fn calls_keep_their_parts() {
    reads("COUNT(*) filter (where a)", "count<*> filter a");
    reads("count(distinct a, b having c >= 3)", "count<distinct a, b having (c >= 3e-0)>");
    reads("percentile(sum(x) per k having h, 0.95)", "percentile<sum<x>, 95e-2 per k having h>");
    reads("case a when 1 then 'x' when 2 then 'y' else null end", "case a 1e-0: 'x' 2e-0: 'y' else null");
    reads("case when a then b end", "case a: b");
    reads("growth + lag", "(growth + lag)");
}

#[test]
fn literals_have_their_value() {
    reads("1_200_000.50", "120000050e-2");
    reads("8%", "8e-0%");
    reads("'it''s'", "'it's'");
    reads("2026-01-05", "2026-01-05");
    reads("2026-01-05 10:00", "2026-01-05T10:00:00");
    reads("2026-01-05T10:00:01.5", "2026-01-05T10:00:01.5");
    reads("2026 - 01 - 05", "((2026e-0 - 1e-0) - 5e-0)");
    reads("TRUE", "true");
}

#[test]
fn a_stand_alone_expression_or_path_is_whole() {
    for text in ["", "a b", "a +", "(a", "a, b", "a from b", "a; b", "'x", "a == b", "\0"] {
        let mut diagnostics = Diagnostics::default();
        assert!(parse_expr(FileId(0), text, &mut diagnostics).is_none(), "{text}");
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
    }
    let path = parse_path(FileId(0), " guest.country ", &mut Diagnostics::default()).unwrap();
    assert_eq!(path.parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["guest", "country"]);
    for text in ["", "a.", "a b", "a()", "1"] {
        let mut diagnostics = Diagnostics::default();
        assert!(parse_path(FileId(0), text, &mut diagnostics).is_none(), "{text}");
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
    }
}

fn only_item(text: &str) -> Item {
    let mut diagnostics = Diagnostics::default();
    let mut file = parse(FileId(0), text, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    assert_eq!(file.items.len(), 1);
    file.items.remove(0)
}

fn block(properties: &str) -> Block {
    match only_item(&format!("north_star a {{ {properties} }}")) {
        Item::Block(block) => block,
        other => panic!("{other:?}"),
    }
}

fn source(entries: &str) -> Source {
    match only_item(&format!("source a {{ {entries} }}")) {
        Item::Source(source) => source,
        other => panic!("{other:?}"),
    }
}

/// Each column with its type's first word and its flags.
fn columns(entries: &str) -> Vec<String> {
    let source = source(entries);
    let columns = source.entries.iter().filter_map(|entry| match entry {
        SourceEntry::Column(column) => Some(column),
        _ => None,
    });
    columns
        .map(|column| {
            let flags = column.attributes.iter().map(|attribute| match &attribute.kind {
                AttributeKind::Key => " key",
                AttributeKind::Time => " time",
                AttributeKind::Nullable => " nullable",
                AttributeKind::Unit(_) => " unit",
                AttributeKind::Column(_) => " column",
                AttributeKind::OneOf(_) => " one_of",
                AttributeKind::References { .. } => " references",
                AttributeKind::Description(_) => " description",
            });
            let ty = format!("{:?}", column.ty.kind);
            let ty = ty.split([' ', '(']).next().unwrap_or("").to_lowercase();
            format!("{}:{ty}{}", column.name.text, flags.collect::<String>())
        })
        .collect()
}

#[test]
fn attributes_and_columns_of_the_same_name_are_told_apart() {
    assert_eq!(columns("a text time timestamp time"), ["a:text", "time:timestamp time"]);
    assert_eq!(columns("a text key date text"), ["a:text key", "date:text"]);
    assert_eq!(columns("a text key date date date"), ["a:text", "key:date", "date:date"]);
    assert_eq!(columns("a text nullable time timestamp"), ["a:text nullable", "time:timestamp"]);
    assert_eq!(
        columns("a integer unit usd unit text at date references text"),
        ["a:integer unit", "unit:text", "at:date", "references:text"]
    );
    assert_eq!(columns("a text references b at c key"), ["a:text references key"]);
    assert_eq!(columns("source text value text test text"), ["source:text", "value:text", "test:text"]);
    assert_eq!(columns("key decimal(12,2) key unit usd"), ["key:decimal key unit"]);
}

#[test]
fn types_carry_their_arguments() {
    let source = source("a decimal(12,2) b decimal c decimal(10) d timestamp(\"Europe/Paris\")");
    let types = source.entries.iter().filter_map(|entry| match entry {
        SourceEntry::Column(column) => Some(column.ty.kind.clone()),
        _ => None,
    });
    let expected = [
        TypeKind::Decimal { precision: Some(12), scale: Some(2) },
        TypeKind::Decimal { precision: None, scale: None },
        TypeKind::Decimal { precision: Some(10), scale: Some(0) },
        TypeKind::Timestamp(Some("Europe/Paris".to_owned())),
    ];
    assert_eq!(types.collect::<Vec<_>>(), expected);
}

#[test]
fn strings_mean_what_they_say() {
    let block = block("title: \"a \\\"b\\\" \\\\ \\n\" description: \"\"\"\n    One \\\"x\\\"\n      two\n  \"\"\"");
    let texts: Vec<&str> = block
        .properties
        .iter()
        .map(|property| match &property.value {
            PropertyValue::Prose(prose) => prose.text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["a \"b\" \\ \n", "One \"x\"\n  two"]);
    let source = source("query: \"\"\"\n  select '\\d', '\\n'\n  \"\"\"");
    match &source.entries[0] {
        SourceEntry::Property(property) => match &property.value {
            PropertyValue::Query { sql, .. } => assert_eq!(sql.text, "select '\\d', '\\n'"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn several_properties_share_a_line() {
    let block = block("window: all time time: b to c");
    assert!(matches!(&block.properties[0].value, PropertyValue::Window(Window::AllTime(_))));
    assert!(matches!(&block.properties[1].value, PropertyValue::Columns { to: Some(to), .. } if to.text == "c"));
}

#[test]
fn rhythms_and_limits_have_their_parts() {
    let item = only_item("cadence c { every: 2 weeks on tuesday }");
    let Item::Block(cadence) = item else { panic!() };
    let PropertyValue::Every(every) = &cadence.properties[0].value else { panic!() };
    assert!(every.count == 2 && matches!(&every.on, Some(On::Weekday(day)) if day.text == "tuesday"));
    let Item::Block(counter) = only_item("counter c { limit: between -1.5 and - 20% }") else { panic!() };
    let PropertyValue::Limit(limit) = &counter.properties[0].value else { panic!() };
    let Bound::Between(low, high) = &limit.bound else { panic!() };
    assert_eq!((low.mantissa, low.scale, high.mantissa, high.percent), (-15, 1, -20, true));
    let Item::Block(monthly) = only_item("cadence c { every: month on day 3 }") else { panic!() };
    let PropertyValue::Every(every) = &monthly.properties[0].value else { panic!() };
    assert!(matches!(every.on, Some(On::Day(3, _))));
}

#[test]
fn what_is_broken_keeps_its_name() {
    let text = "metric a { value: ( title: \"A\" }\nsource s { b strng\n c text\n d text = (\n }\nmetric e { value: 1 }";
    let mut diagnostics = Diagnostics::default();
    let file = parse(FileId(0), text, &mut diagnostics);
    assert_eq!(diagnostics.len(), 3, "{diagnostics:?}");
    let [Item::Block(a), Item::Source(s), Item::Block(e)] = file.items.as_slice() else { panic!("{:?}", file.items) };
    assert!(a.broken && a.name.text == "a" && a.properties.len() == 2);
    assert!(matches!(a.properties[0].value, PropertyValue::Error));
    assert!(!e.broken && s.broken);
    let names = s.entries.iter().map(|entry| match entry {
        SourceEntry::Error(Some(name)) => format!("bad {}", name.text),
        SourceEntry::Column(column) => column.name.text.clone(),
        other => panic!("{other:?}"),
    });
    assert_eq!(names.collect::<Vec<_>>(), ["bad b", "c", "bad d"]);
}

#[test]
fn comments_are_all_listed() {
    let file =
        parse(FileId(0), "# one\nmetric a { # two\n  value: 1 # three\n  # \"four\n}\r\n# five\r\n", &mut Diagnostics::default());
    let comments: Vec<(&str, bool)> = file.comments.iter().map(|c| (c.text.as_str(), c.own_line)).collect();
    assert_eq!(comments, [("# one", true), ("# two", false), ("# three", false), ("# \"four", true), ("# five", true)]);
}
