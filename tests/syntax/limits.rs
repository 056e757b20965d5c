//! Texts made to break a parser: however deep, long or odd, they are reported, and what follows them is read.

use northstar::diagnostic::Diagnostics;
use northstar::source::FileId;
use northstar::syntax::{self, ast};

/// Codes reported, and names of the blocks read.
fn read(text: &str) -> (Vec<&'static str>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(FileId(0), text, &mut diagnostics);
    let names = file.items.iter().filter_map(|item| match item {
        ast::Item::Block(block) => Some(block.name.text.clone()),
        ast::Item::Source(source) => Some(source.name.text.clone()),
        _ => None,
    });
    (diagnostics.iter().map(|d| d.code.id).collect(), names.collect())
}

fn in_metric(value: &str) -> (Vec<&'static str>, Vec<String>) {
    read(&format!("metric a {{\n  value: {value}\n  unit: night\n}}\n\nmetric b {{ value: 1 }}\n"))
}

#[track_caller]
fn is_too_deep(value: &str) {
    let (codes, names) = in_metric(value);
    assert_eq!(codes, ["NS006"]);
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn nesting_is_limited_and_hides_nothing() {
    for depth in [101, 1_000, 10_000] {
        is_too_deep(&format!("{}x{}", "(".repeat(depth), ")".repeat(depth)));
        is_too_deep(&format!("{}x", "(".repeat(depth)));
        is_too_deep(&format!("{}x", "abs(".repeat(depth)));
        is_too_deep(&format!("{} 1 {}", "case when a then ".repeat(depth), " end".repeat(depth)));
        is_too_deep(&"case when ".repeat(depth));
    }
}

#[test]
fn operators_in_a_row_are_limited() {
    is_too_deep(&format!("{}x", "not ".repeat(100_000)));
    is_too_deep(&format!("{}x", "- ".repeat(100_000)));
    is_too_deep(&format!("1{}", " + 1".repeat(100_000)));
    for length in [1_000, 5_000] {
        is_too_deep(&format!("{}x", "not ".repeat(length)));
        is_too_deep(&format!("{}x", "- ".repeat(length)));
        is_too_deep(&format!("1{}", " + 1".repeat(length)));
        is_too_deep(&format!("x{}", " or x".repeat(length)));
        is_too_deep(&format!("x{}", " and x / 2".repeat(length)));
    }
}

#[test]
fn nesting_and_chains_together_are_limited() {
    let mut value = "x".to_owned();
    for _ in 0..90 {
        value = format!("({value}{})", " + 1".repeat(90));
    }
    is_too_deep(&value);
}

#[test]
fn what_is_within_the_limits_is_read() {
    let (codes, _) = in_metric(&format!("{}x{}", "(".repeat(99), ")".repeat(99)));
    assert!(codes.is_empty(), "{codes:?}");
    let (codes, _) = in_metric(&format!("1{}", " + 1".repeat(400)));
    assert!(codes.is_empty(), "{codes:?}");
    let (codes, _) = in_metric(&format!("x in (1{})", ", 1".repeat(20_000)));
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn braces_nest_no_deeper() {
    for depth in [1_000, 30_000] {
        let (codes, names) = read(&format!("metric a {{ {} }}\nmetric b {{ value: 1 }}", "{".repeat(depth)));
        assert!(codes.contains(&"NS006"), "{codes:?}");
        assert!(names.contains(&"a".to_owned()), "{names:?}");
        let (codes, names) = read(&format!("metric a {{ {}{} }}\nmetric b {{ value: 1 }}", "{".repeat(depth), "}".repeat(depth)));
        assert_eq!(codes, ["NS006"]);
        assert_eq!(names, ["a", "b"]);
    }
}

#[test]
fn control_characters_are_reported_where_they_stand() {
    let (codes, names) = read("metric a { value: count(\0*) from b title: \"x\u{7}y\" }\u{1}\nmetric b { value: 1 }");
    assert_eq!(codes, ["NS001", "NS001", "NS001"]);
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_faults() {
    let (codes, names) = read("\u{FEFF}metric a {\r\n  value: 1 # one\r\n}\r\n");
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(names, ["a"]);
}

#[test]
fn an_open_long_string_does_not_swallow_the_blocks_after_it() {
    let (codes, names) = read(concat!(
        "metric a {\n  description: \"\"\"\n    no end\n  value: 1\n}\n",
        "metric b {\n  description: \"\"\"\n    with an end\n  \"\"\"\n  value: 1\n}\n",
        "metric c { value: 1 }\n",
    ));
    assert_eq!(codes, ["NS002"]);
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn many_unpaired_marks_take_no_time() {
    for mark in
        ["(", ")", "{", "}", "\"", "'", "\"\"\"", "native(", "(1, ", "case ", "a:", "metric ", "metric a {", "given", "link a:"]
    {
        read(&mark.repeat(1_500));
        read(&format!("metric a {{ {}", mark.repeat(1_500)));
        read(&format!("source a {{ {}", mark.repeat(1_500)));
        read(&format!("test \"a\" {{ given a (b) {{ {}", mark.repeat(1_500)));
    }
}
