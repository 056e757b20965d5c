//! Changes that would mend a finding.

use super::Diagnostic;
use super::suggest::{help, nearest};
use crate::source::Span;

/// A replacement of one piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// With what.
    pub text: String,
}

impl Edit {
    /// Puts a text in the place of another; an empty span takes it in.
    pub fn new(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }

    /// Takes a text out.
    pub fn delete(span: Span) -> Edit {
        Edit::new(span, "")
    }
}

/// A change that would mend the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in a few words.
    pub title: String,
    /// Whether the meaning of the project stays the same, or the text could mean nothing else.
    pub safe: bool,
    /// The replacements. They neither overlap nor touch each other, and are made together or not at all.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A change after which the project means what it meant, or the only thing that it can have meant.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), safe: true, edits }
    }

    /// A change that is likely right, and that somebody should look at.
    pub fn likely(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), safe: false, edits }
    }

    /// Puts one text in the place of another: `` write `day` ``.
    pub fn writing(span: Span, text: &str, safe: bool) -> Fix {
        Fix { title: format!("write `{text}`"), safe, edits: vec![Edit::new(span, text)] }
    }
}

impl Diagnostic {
    /// Adds a change that would mend it.
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }

    /// Adds a change that would mend it, where there is one.
    pub fn fix_if(mut self, fix: Option<Fix>) -> Diagnostic {
        self.fixes.extend(fix);
        self
    }

    /// Says which of the known names may have been meant by the one at the primary place, or which there are. Where exactly one is
    /// near, writing it is a fix: a likely one, for only its author knows what was meant.
    pub fn did_you_mean<'a>(self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(wanted, known.iter().copied());
        self.meant(wanted, &near, known)
    }

    /// As [`Diagnostic::did_you_mean`]; where no name is near, says something else than which there are.
    pub fn did_you_mean_or<'a>(self, wanted: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> Diagnostic {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(wanted, known.iter().copied());
        if near.is_empty() { self.help(otherwise) } else { self.meant(wanted, &near, known) }
    }

    fn meant(self, wanted: &str, near: &[&str], known: Vec<&str>) -> Diagnostic {
        let place = self.primary.as_ref().map(|label| label.span);
        let fix = match (near, place) {
            ([meant], Some(place)) if *meant != wanted => Some(Fix::writing(place, meant, false)),
            _ => None,
        };
        self.help_if(help(near, known)).fix_if(fix)
    }
}
