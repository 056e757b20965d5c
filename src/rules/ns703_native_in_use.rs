//! NS703: a column in a warehouse's own SQL.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::source::{RowExpr, RowLeaf};
use crate::project::dialect::Dialect;

/// `native-in-use`
pub static RULE: Rule = Rule {
    code: codes::NATIVE_IN_USE,
    summary: "A column in a warehouse's own SQL",
    explanation: r#"`native(…)` is the way out to what the language cannot say. What it holds has no meaning for northstar: its type, its
unit and what it makes of nulls are believed, and the metrics over it can be written for the named dialects only. Two
dialects in one `native` may well mean two things, and no test of the one says anything about the other.

Say it in the language where that is possible. Where it is not, keep the column and write why:
`allow: native-in-use because "…"` in the source."#,
    bad: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
  agent       text
  robot       boolean    = native(duckdb: """contains(lower(agent), 'bot')""")
}

outcome visits_of_people {
  title:       "Visits of people"
  description: "Visits that no robot made."
  value:       count(*) from visits where not robot
}
"#,
    good: r#"source visits {
  table: analytics.fct_visits

  visit_id    integer    key
  visited_at  timestamp  time
  agent       text
  robot       boolean    = contains(lower(agent), 'bot')
}

outcome visits_of_people {
  title:       "Visits of people"
  description: "Visits that no robot made."
  value:       count(*) from visits where not robot
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for source in project.sources.values() {
        for column in &source.columns {
            let Some(dialects) = column.computed.as_ref().and_then(native) else { continue };
            let names: Vec<&str> = dialects.into_iter().map(Dialect::name).collect();
            let message = format!("`{}` of `{}` is written in the SQL of {}", column.name, source.name, names.join(", "));
            d.push(
                Diagnostic::new(codes::NATIVE_IN_USE, column.name_span, message)
                    .here("`native`")
                    .why("what it makes of types, units and nulls is believed, and no other dialect can be written")
                    .help("say it in the language, or write `allow: native-in-use because \"…\"` in the source"),
            );
        }
    }
}

/// The dialects that a native column is written for.
pub(super) fn native(expr: &RowExpr) -> Option<Vec<Dialect>> {
    expr.leaves().into_iter().find_map(|leaf| match leaf {
        RowLeaf::Native { sql, .. } => Some(sql.iter().map(|(dialect, _)| *dialect).collect()),
        RowLeaf::Column(_) => None,
    })
}
