//! NS802: a description whose first sentence is long.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::source::Span;

/// `long-description`
pub static RULE: Rule = Rule {
    code: codes::LONG_DESCRIPTION,
    summary: "A description whose first sentence has more than 25 words",
    explanation: "The first sentence of a description is often all that is read: it stands in lists, in the comment on a view, in the tooltip of
a chart. Who has to read a sentence twice reads it no more. The number is that of the style guide of GOV.UK, which asks
its authors to look again at each sentence of more than 25 words.

Say what is counted in one short sentence, and put conditions and history into the ones after it. The rule is off unless
the project file asks for it.",
    bad: r#"outcome gross_booking_value {
  title:       "Gross booking value"
  description: """
    The sum of the prices that guests agreed to pay for those bookings that were confirmed by the host
    within a day and not cancelled by either side before the stay began.
  """
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    good: r#"outcome gross_booking_value {
  title:       "Gross booking value"
  description: """
    What guests agreed to pay for confirmed bookings. A host confirms within a day; a booking that either
    side cancels before the stay begins is no longer confirmed.
  """
  value:       sum(price) from bookings where status = 'confirmed'
}
"#,
    frame: Frame::Settings("[lint]\nlong-description = \"warn\"\n"),
    check: Some(check),
};

/// The most words of a first sentence.
const LONGEST: usize = 25;

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    for (name, place, description) in described(project) {
        let words = first_sentence(description).split_whitespace().count();
        if words <= LONGEST {
            continue;
        }
        let message = format!("the description of `{name}` begins with a sentence of {words} words");
        d.push(
            Diagnostic::new(codes::LONG_DESCRIPTION, place, message)
                .here(format!("more than {LONGEST}"))
                .why("the first sentence is often all that is read")
                .help("say what it is in one short sentence, and the rest in the ones after it"),
        );
    }
}

/// Everything with a description: its name, the place to show, the text.
fn described(project: &Project) -> impl Iterator<Item = (&str, Span, &str)> {
    let metrics = project.metrics.values().map(|m| (m.name.as_str(), m.place("description"), m.description.as_deref()));
    let teams = project.teams.values().map(|t| (t.name.as_str(), t.name_span, t.description.as_deref()));
    let cadences = project.cadences.values().filter_map(|c| Some((c.name.as_str(), c.name_span?, c.description.as_deref())));
    let sources = project.sources.values().map(|s| (s.name.as_str(), s.name_span, s.description.as_deref()));
    let all = metrics.chain(teams).chain(cadences).chain(sources);
    all.filter_map(|(name, place, description)| Some((name, place, description?)))
}

/// A text up to the end of its first sentence or paragraph. A full stop ends a sentence where no small letter follows it.
fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let ends = paragraph.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    let end = ends.map(|(at, _)| at + 1).find(|end| {
        let rest = paragraph.get(*end..).unwrap_or("");
        let next = rest.trim_start().chars().next();
        rest.starts_with(char::is_whitespace) && next.is_none_or(|next| !next.is_lowercase())
    });
    end.and_then(|end| paragraph.get(..end)).unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_first_sentence_ends_where_the_next_one_begins() {
        for (text, first) in [
            ("Nights. They count.", "Nights."),
            ("Nights, e.g. of guests. They count.", "Nights, e.g. of guests."),
            ("About 1.5 nights a stay\n\nAnd more. Or less.", "About 1.5 nights a stay"),
            ("  Why? Because.", "Why?"),
            ("Nächte… Überall. So", "Nächte… Überall."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
