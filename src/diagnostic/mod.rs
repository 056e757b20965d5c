//! What northstar says about a project: findings as plain data, and the renderers that print them.
//! Knows nothing of the language.

pub mod apply;
pub mod checkstyle;
pub mod codes;
mod excerpt;
pub mod fingerprint;
mod fix;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod rdjson;
pub mod report;
pub mod sarif;
pub mod statistics;
pub mod suggest;
pub mod visible;
pub mod xml;

pub use fix::{Edit, Fix};

use crate::source::{SourceMap, Span};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not reported unless it is asked for.
    Off,
    /// Reported; fails only under `--deny warnings`.
    Warn,
    /// Stops compilation.
    Error,
}

/// The identity of a kind of finding. Codes never change meaning and are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// `NS302`.
    pub id: &'static str,
    /// `two-north-stars`.
    pub name: &'static str,
    /// The level where nothing else is configured.
    pub level: Level,
}

impl Code {
    /// The digit of the family: 3 for `NS302`.
    pub fn family(&self) -> char {
        self.id.chars().nth(2).unwrap_or('0')
    }
}

/// A place in a file and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// Its level here (configuration may have changed it).
    pub level: Level,
    /// One sentence that says what is wrong, lower case, names in backticks.
    pub message: String,
    /// The smallest text to change; none where the finding is about no text (no project file, say).
    pub primary: Option<Label>,
    /// Other places of the conflict.
    pub labels: Vec<Label>,
    /// One line on the harm, where the rule is about meaning.
    pub why: Option<String>,
    /// The exact text to write.
    pub help: Option<String>,
    /// Changes that would mend it.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::global(code, message).at(span)
    }

    /// A finding about no text.
    pub fn global(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            level: code.level,
            message: message.into(),
            primary: None,
            labels: Vec::new(),
            why: None,
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Gives a finding about no text its place.
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.primary = Some(Label { span, text: String::new() });
        self
    }

    /// Says what stands at the primary place.
    pub fn here(mut self, text: impl Into<String>) -> Diagnostic {
        if let Some(label) = &mut self.primary {
            label.text = text.into();
        }
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what harm it does.
    pub fn why(mut self, text: impl Into<String>) -> Diagnostic {
        self.why = Some(text.into());
        self
    }

    /// Says what to write.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Says what to write, where there is something to say.
    pub fn help_if(mut self, text: Option<String>) -> Diagnostic {
        if text.is_some() {
            self.help = text;
        }
        self
    }
}

/// The findings of a run, in the order they were found until [`Diagnostics::sort`].
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another run.
    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Keeps those that the test accepts; the test may change them.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.list.retain_mut(keep);
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|d| d.level == Level::Error).count()
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.list.iter().filter(|d| d.level == Level::Warn).count()
    }

    /// Orders by file path, line, column, code; findings about no text come first.
    pub fn sort(&mut self, sources: &SourceMap) {
        self.list.sort_by_cached_key(|d| {
            let place = d.primary.as_ref().map(|l| (sources.path(l.span).to_owned(), l.span.start));
            (place, d.code.id, d.message.clone())
        });
    }
}
