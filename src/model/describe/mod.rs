//! Resolved things in words: typed expressions back as language text, and one plain sentence per metric.

pub mod condition;
pub mod expression;
pub mod sentence;
pub mod words;

/// A text on one line, with nothing that a templating tool would read as its own.
pub fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #").replace("${", "$ {")
}

#[cfg(test)]
mod tests;

use super::Project;
use super::metric::Metric;

/// How a text shows names, code and the user's words; the sentences are the same for a terminal, a page and a comment.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// Marks language text: a column, a source, an expression.
    pub code: &'a dyn Fn(&str) -> String,
    /// Makes other text safe to stand in the output.
    pub text: &'a dyn Fn(&str) -> String,
    /// Names a metric.
    pub metric: &'a dyn Fn(&Metric) -> String,
}

/// Writes about one project in one style.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    pub(crate) project: &'a Project,
    pub(crate) style: Style<'a>,
}

impl<'a> Describer<'a> {
    /// A describer of a project.
    pub fn new(project: &'a Project, style: Style<'a>) -> Describer<'a> {
        Describer { project, style }
    }

    pub(crate) fn code(&self, text: &str) -> String {
        (self.style.code)(text)
    }

    pub(crate) fn text(&self, text: &str) -> String {
        (self.style.text)(text)
    }
}

/// One plain sentence of what a metric says, names in backticks, on one line.
pub fn sentence(project: &Project, metric: &Metric) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let style =
        Style { code: &|text| format!("`{}`", one_line(text)), text: &one_line, metric: &|metric| format!("`{}`", metric.name) };
    Describer::new(project, style).sentence(metric)
}
