//! NS902: a key of the project file that does not exist, has another type of value, or names a table of no source.

use super::{Context, Frame, Rule};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::source::{Relation, leading};
use std::collections::BTreeSet;

/// `configuration-key`
pub static RULE: Rule = Rule {
    code: codes::CONFIGURATION_KEY,
    summary: "A key of the project file that does not exist, or has another type of value",
    explanation:
        "The project file has few keys. One that is none of them is an error, with the nearest named, and so is a value of
another type. All faults of the file are said in one run. The keys of `[target.NAME.tables]` are tables of sources, or the
leading parts of their names; the tables that a `query` reads keep theirs.

A key that is silently ignored is the worst of settings: someone wrote down that weeks start on Sunday, believes it, and
every weekly figure is from Monday to Sunday.",
    bad: r#"[project]
name = "stays"

[calendar]
week_strat = "sunday"
"#,
    good: r#"[project]
name = "stays"

[calendar]
week_start = "sunday"
"#,
    frame: Frame::ProjectFile,
    check: Some(check),
};

/// Most keys are looked at when the file is read; those of `[target.NAME.tables]` name tables of sources, which are known only here.
fn check(project: &Project, context: &Context, d: &mut Diagnostics) {
    // Which tables there are is not known yet.
    if project.broken || project.sources.values().any(|source| source.broken) {
        return;
    }
    let tables = project.sources.values().filter_map(|source| match &source.relation {
        Relation::Table(parts) => Some(parts),
        Relation::Query(_) | Relation::Missing => None,
    });
    let known: BTreeSet<String> = tables.flat_map(|parts| leading(parts)).map(|(name, _)| name).collect();
    for target in context.config.targets.values() {
        for (name, span) in target.table_places.iter().filter(|(name, _)| !known.contains(*name)) {
            let message = format!("`target.{}.tables.{name}` names no table of a source, nor what one starts with", target.name);
            let near = nearest(name, known.iter().map(String::as_str));
            let help = match near.first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "write the leading parts of a `table`, as a source has it; a `query` keeps the names that it has".to_owned()
                }
            };
            let why = "SQL for this target would read the table under its old name";
            d.push(Diagnostic::new(codes::CONFIGURATION_KEY, *span, message).why(why).help(help));
        }
    }
}
