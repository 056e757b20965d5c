//! Teams and cadences: who owns metrics, and when they are looked at.

use super::declare::Declared;
use super::metrics::allow;
use super::names;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Cadence, Every, Id, On, Team};
use crate::project::calendar::Weekday;
use crate::source::Span;
use crate::syntax::ast::{self, Ident, PropertyValue, TimeUnit};

/// Reads all teams and cadences.
pub fn resolve(scope: &mut Scope<'_>, declared: &Declared<'_>, d: &mut Diagnostics) {
    for (id, block) in &declared.teams {
        team(&mut scope.project.teams[*id], block, d);
    }
    for (id, block) in &declared.cadences {
        cadence(scope, *id, block, d);
    }
}

fn team(team: &mut Team, block: &ast::Block, d: &mut Diagnostics) {
    team.allow = allow::of_block(block, d);
    for property in &block.properties {
        let PropertyValue::Prose(prose) = &property.value else {
            team.broken |= matches!(property.value, PropertyValue::Error);
            continue;
        };
        let text = Some(prose.text.clone());
        match property.name.text.as_str() {
            "title" => team.title = text,
            "lead" => team.lead = text,
            "contact" => team.contact = text,
            "channel" => team.channel = text,
            "description" => team.description = text,
            _ => {}
        }
    }
}

fn cadence(scope: &mut Scope<'_>, id: Id<Cadence>, block: &ast::Block, d: &mut Diagnostics) {
    let mut read = scope.project.cadences[id].clone();
    read.allow = allow::of_block(block, d);
    let mut is_said = false;
    for property in &block.properties {
        match (property.name.text.as_str(), &property.value) {
            ("every", PropertyValue::Every(written)) => {
                is_said = true;
                match every(written, d) {
                    Some(every) => read.every = every,
                    None => read.broken = true,
                }
            }
            ("chair", PropertyValue::Word(name)) => {
                read.chair = scope.team(name, d);
                read.broken |= read.chair.is_none();
            }
            ("attendees", PropertyValue::Words(names)) => attendees(scope, &mut read, names, d),
            ("agenda", PropertyValue::Prose(prose)) => read.agenda = Some(prose.text.clone()),
            ("description", PropertyValue::Prose(prose)) => read.description = Some(prose.text.clone()),
            (_, PropertyValue::Error) => read.broken = true,
            _ => {}
        }
    }
    if !is_said && !read.broken {
        let message = format!("the cadence `{}` says not how often it takes place", block.name.text);
        let finding = Diagnostic::new(codes::SYNTAX, block.name.span, message).here("no `every`");
        d.push(finding.help("add how often, as in `every: week on monday` or `every: month on day 3`"));
        read.broken = true;
    }
    scope.project.cadences[id] = read;
}

fn attendees(scope: &Scope<'_>, cadence: &mut Cadence, names: &[Ident], d: &mut Diagnostics) {
    for (position, name) in names.iter().enumerate() {
        if let Some(first) = names.iter().take(position).find(|other| other.text == name.text) {
            let message = format!("`attendees` names `{}` twice", name.text);
            let finding = Diagnostic::new(codes::DUPLICATE_NAME, name.span, message).here("named again");
            let previous = position.checked_sub(1).and_then(|before| names.get(before));
            let fix = previous.map(|previous| names::listed_once(previous, name));
            d.push(finding.label(first.span, "named first").help("name each team once").fix_if(fix));
            continue;
        }
        match scope.team(name, d) {
            Some(team) => cadence.attendees.push(team),
            None => cadence.broken = true,
        }
    }
}

/// How often a review takes place; `None` where it says nothing that a calendar knows.
fn every(written: &ast::Every, d: &mut Diagnostics) -> Option<Every> {
    let unit = written.unit;
    if matches!(unit, TimeUnit::Minute | TimeUnit::Hour) {
        let message = format!("nobody meets every {}", unit.name());
        let finding = Diagnostic::new(codes::MALFORMED_LITERAL, written.span, message).here("shorter than a day");
        d.push(finding.help("write `day`, `week`, `month`, `quarter` or `year`"));
        return None;
    }
    if written.count == 0 {
        let finding = Diagnostic::new(codes::MALFORMED_LITERAL, written.span, "a review cannot take place every 0 of anything");
        d.push(finding.here("zero").help(format!("write `every: {}`", unit.name())));
        return None;
    }
    let on = match &written.on {
        None => None,
        Some(ast::On::Weekday(word)) => Some(weekday(unit, word, d)?),
        Some(ast::On::Day(day, span)) => Some(day_of_period(unit, *day, *span, d)?),
    };
    Some(Every { count: written.count, unit, on })
}

/// `on monday`: only weeks have weekdays.
fn weekday(unit: TimeUnit, word: &Ident, d: &mut Diagnostics) -> Option<On> {
    let Some(day) = Weekday::from_word(&word.text) else {
        let finding = Diagnostic::new(codes::UNKNOWN_SETTING, word.span, format!("there is no weekday `{}`", word.text));
        let known = Weekday::ALL.iter().map(|day| day.name());
        let finding = finding.here("a weekday is needed here");
        d.push(finding.did_you_mean_or(&word.text, known, "write one of `monday` to `sunday`"));
        return None;
    };
    if unit == TimeUnit::Week {
        return Some(On::Weekday(day));
    }
    let message = format!("a {} has many {}s", unit.name(), crate::model::describe::words::capital(day.name()));
    let finding = Diagnostic::new(codes::MALFORMED_LITERAL, word.span, message).here("only a week has one of each weekday");
    d.push(match unit {
        TimeUnit::Day => finding.help(format!("write `every: week on {}`", day.name())),
        _ => finding.help(format!("write `every: {} on day 1`, or `every: week on {}`", unit.name(), day.name())),
    });
    None
}

/// `on day 3`: of a month, or of the first month of a quarter or a year.
fn day_of_period(unit: TimeUnit, day: u32, span: Span, d: &mut Diagnostics) -> Option<On> {
    let message = match unit {
        TimeUnit::Week => "a day of the week has a name".to_owned(),
        TimeUnit::Day => "a day has no days".to_owned(),
        _ if (1..=31).contains(&day) => return Some(On::Day(day)),
        _ => format!("no month has a day {day}"),
    };
    let finding = Diagnostic::new(codes::MALFORMED_LITERAL, span, message).here("no such day");
    d.push(match unit {
        TimeUnit::Week | TimeUnit::Day => finding.help("write a weekday, as in `every: week on monday`"),
        _ => finding.help(format!(
            "write a day from 1 to 31, as in `every: {} on day 1`; a shorter month's last day stands for a later one",
            unit.name()
        )),
    });
    None
}
