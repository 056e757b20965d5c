//! A rule's page and the index of all rules, as Markdown.

use super::frame::{DECLARATIONS, Frame};
use super::{Fixing, RULES, Rule};
use crate::diagnostic::Level;
use std::fmt::Write;

/// The families of rules, by their digit.
const FAMILIES: [(char, &str); 10] = [
    ('0', "Syntax"),
    ('1', "Names"),
    ('2', "Types, units, additivity"),
    ('3', "The framework"),
    ('4', "Ownership and review"),
    ('5', "The choice of metric"),
    ('6', "Targets, limits, evidence"),
    ('7', "Warehouse"),
    ('8', "Prose and style"),
    ('9', "Project"),
];

/// The family that a rule is of.
pub fn family(rule: &Rule) -> &'static str {
    FAMILIES.iter().find(|(digit, _)| *digit == rule.code.family()).map_or("", |(_, family)| family)
}

/// A rule's page.
pub fn page(rule: &Rule) -> String {
    let language = match rule.frame {
        Frame::ProjectFile => "toml",
        Frame::Shell => "text",
        _ => "nsm",
    };
    let mut page = format!("# {} {}\n\n", rule.code.id, rule.code.name);
    let _ = writeln!(page, "{}. Level: {}{}.\n", rule.summary, word(rule.code.level), lowering(rule));
    let _ = writeln!(page, "Fix: {}.\n", Fixing::of(rule.code).sentence());
    let _ = writeln!(page, "{}\n", rule.explanation.trim());
    let _ = writeln!(page, "## Raises it\n\n```{language}\n{}\n```\n", rule.bad.trim());
    let _ = writeln!(page, "## Does not\n\n```{language}\n{}\n```", rule.good.trim());
    if let Frame::Settings(settings) = rule.frame {
        let _ = writeln!(page, "\nIn the project file stands:\n\n```toml\n{}\n```", settings.trim());
    }
    let note = match rule.frame {
        Frame::Project | Frame::Settings(_) | Frame::Without(_) | Frame::Alone => {
            "\nThe rest of the example project is in the index of the rules; what an example declares takes the place of what the\n\
             project declares by that name."
        }
        Frame::ProjectFile | Frame::Shell => "",
    };
    page.push_str(note);
    if !note.is_empty() {
        page.push('\n');
    }
    page
}

/// Whether and how the level can be changed.
fn lowering(rule: &Rule) -> &'static str {
    if crate::diagnostic::codes::always_an_error(rule.code) {
        ", which cannot be lowered"
    } else if rule.code.level == Level::Off {
        " (`allow`), until `[lint]` in the project file turns it on with `warn` or `deny`"
    } else {
        ", unless `[lint]` in the project file says otherwise"
    }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "off",
    }
}

/// The index of all rules: a table for each family, and the project that the examples stand in.
pub fn index() -> String {
    let mut text =
        "# Rules\n\nEverything that `northstar check` can say. `northstar explain CODE` prints a page, too.\n".to_owned();
    for (digit, family) in FAMILIES {
        let rules: Vec<&&Rule> = RULES.iter().filter(|rule| rule.code.family() == digit).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {digit} {family}\n\n| code | name | level | says |\n| --- | --- | --- | --- |");
        for rule in rules {
            let code = rule.code;
            let says = rule.summary.replace('|', "\\|");
            let _ = writeln!(text, "| [{0}]({0}.md) | {1} | {2} | {says} |", code.id, code.name, word(code.level));
        }
    }
    text.push_str("\n## The project of the examples\n\nThe examples of the pages are parts of this project.\n\n```nsm\n");
    let declarations: Vec<&str> = DECLARATIONS.iter().map(|(_, declaration)| *declaration).collect();
    text.push_str(&declarations.join("\n"));
    text.push_str("```\n");
    text
}

/// All rules for a terminal, one line each.
pub fn list() -> String {
    let widest = RULES.iter().map(|rule| rule.code.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let code = rule.code;
        format!("{}  {:<widest$}  {:<7}  {}\n", code.id, code.name, word(code.level), rule.summary)
    };
    RULES.iter().map(line).collect()
}
