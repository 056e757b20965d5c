//! `northstar config show`: the configuration as it is in force, with every default filled in.

use super::output::Outcome;
use super::session::Session;
use crate::diagnostic::Level;
use crate::project::FILE_NAME;
use crate::project::calendar::MONTHS;
use crate::project::config::{Config, Materialize, Target, TargetUrl};
use std::fmt::Write;
use toml::Value;

const EXAMPLES: &str = "\
Examples:
  northstar config show
  northstar config show --project demo";

/// The subcommands of `config`.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Arguments {
    /// Print the configuration in force, with every default, as a project file
    #[command(after_help = EXAMPLES)]
    Show,
}

/// Prints the configuration.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let Arguments::Show = arguments;
    match session.configuration() {
        Ok((config, _)) => {
            session.terminal.print(&shown(&config));
            Outcome::Ok
        }
        Err(outcome) => outcome,
    }
}

/// The configuration as the text of a project file that would give it again.
pub fn shown(config: &Config) -> String {
    let mut out = format!("# {FILE_NAME} as it is in force, with every default\n");
    let include = Value::Array(config.include.iter().cloned().map(Value::String).collect());
    table(&mut out, "[project]", &[("name", text(&config.name)), ("include", include), ("dialect", text(config.dialect.name()))]);
    let calendar = &config.calendar;
    let month = MONTHS.get(usize::from(calendar.fiscal_year_start).saturating_sub(1)).copied().unwrap_or_default();
    table(
        &mut out,
        "[calendar]",
        &[
            ("timezone", text(&calendar.timezone)),
            ("week_start", text(calendar.week_start.name())),
            ("grain", text(calendar.grain.name())),
            ("fiscal_year_start", text(month)),
        ],
    );
    if let Some(start) = calendar.start {
        line(&mut out, "start", start);
    }
    let output = &config.output;
    let materialize = match output.materialize {
        Materialize::Table => "table",
        Materialize::View => "view",
    };
    table(
        &mut out,
        "[output]",
        &[
            ("sql", text(&output.sql)),
            ("docs", text(&output.docs)),
            ("schema", text(&output.schema)),
            ("materialize", text(materialize)),
            ("max_segments", Value::Integer(i64::from(output.max_segments))),
        ],
    );
    if !config.lint.is_empty() {
        out.push_str("\n[lint]\n");
        for (code, level) in &config.lint {
            line(&mut out, code, text(level_word(*level)));
        }
    }
    for target in config.targets.values() {
        show_target(&mut out, target);
    }
    out
}

fn show_target(out: &mut String, target: &Target) {
    let name = key(&target.name);
    table(out, &format!("[target.{name}]"), &[("dialect", text(target.dialect.name()))]);
    match &target.url {
        TargetUrl::Literal(url) => line(out, "url", text(url)),
        TargetUrl::Environment(variable) => {
            line(out, "url", Value::Table([("env".to_owned(), text(variable))].into_iter().collect()))
        }
        TargetUrl::Unknown => {}
    }
    if let Some(driver) = &target.driver {
        line(out, "driver", text(driver));
    }
    for (kind, pairs) in [("files", &target.files), ("tables", &target.tables)] {
        if !pairs.is_empty() {
            let _ = writeln!(out, "[target.{name}.{kind}]");
            for (left, right) in pairs {
                line(out, &key(left), text(right));
            }
        }
    }
}

fn table(out: &mut String, head: &str, lines: &[(&str, Value)]) {
    let _ = writeln!(out, "\n{head}");
    for (name, value) in lines {
        line(out, name, value);
    }
}

// Writing into a string cannot fail.
fn line(out: &mut String, name: &str, value: impl std::fmt::Display) {
    let _ = writeln!(out, "{name} = {value}");
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { name.to_owned() } else { text(name).to_string() }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Off => "allow",
        Level::Warn => "warn",
        Level::Error => "deny",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::project::load;
    use crate::source::SourceMap;

    fn read(text: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        let mut diagnostics = Diagnostics::default();
        let config = load(folder.path(), &mut SourceMap::default(), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
        config.unwrap()
    }

    #[test]
    fn what_is_shown_reads_back_the_same() {
        let text = "[project]\nname = \"a \\\"b\\\" é\"\n[calendar]\nstart = 2024-02-29\nfiscal_year_start = \"march\"\n[output]\nmaterialize = \"view\"\n\
                    [lint]\nno-contact = \"deny\"\n[target.\"my prod\"]\ndialect = \"postgres\"\nurl = { env = \"X\" }\ndriver = \"d\"\n\
                    [target.\"my prod\".tables]\n\"a.b\" = \"c\"\n[target.local]\ndialect = \"duckdb\"\n[target.local.files]\n\"a.b\" = \"x.csv\"\n\
                    [target.lake]\ndialect = \"trino\"\n[target.lake.tables]\na = \"b.a\"\n";
        for text in [text, "[project]\nname = \"x\"\n"] {
            let shown_once = shown(&read(text));
            assert_eq!(shown(&read(&shown_once)), shown_once);
        }
        assert!(shown(&read(text)).contains("\n[target.\"my prod\".tables]\n\"a.b\" = \"c\"\n"));
        assert!(shown(&read(text)).contains("\n[target.lake]\ndialect = \"trino\"\n[target.lake.tables]\na = \"b.a\"\n"));
    }
}
