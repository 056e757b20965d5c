//! One table of the project file, read key by key: every fault is reported at its place, and the reading goes on.

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text with its place.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// The text.
    pub text: String,
    /// With its quotes.
    pub span: Span,
}

/// A table of the project file.
pub(super) struct Table<'a> {
    /// `[calendar]` is `calendar`; empty for the whole file.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    content: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub fn root(file: FileId, content: &'a Spanned<DeTable<'a>>) -> Table<'a> {
        Table { name: String::new(), span: Span::new(file, 0, 0), content: content.get_ref() }
    }

    /// A place in the same file.
    pub fn at(&self, range: Range<usize>) -> Span {
        Span::new(self.span.file, range.start, range.end)
    }

    /// The name that people know the key by: `calendar.grain`.
    pub fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// A key's value with its place.
    pub fn value(&self, key: &str) -> Option<(&'a DeValue<'a>, Span)> {
        let value = self.content.get(key)?;
        Some((value.get_ref(), self.at(value.span())))
    }

    /// A table below this one; a value that is none is reported.
    pub fn table(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Table<'a>> {
        let (value, span) = self.value(key)?;
        let Some(content) = value.as_table() else {
            diagnostics.push(self.wrong_type(
                key,
                span,
                value,
                "a table",
                &format!("write `[{}]` on a line of its own", self.path(key)),
            ));
            return None;
        };
        Some(Table { name: self.path(key), span, content })
    }

    /// A key's text; any other type is reported with an example of what to write.
    pub fn text(&self, key: &str, example: &str, diagnostics: &mut Diagnostics) -> Option<Text> {
        let (value, span) = self.value(key)?;
        let Some(text) = value.as_str() else {
            diagnostics.push(self.wrong_type(key, span, value, "a text in quotes", &format!("write `{key} = {example}`")));
            return None;
        };
        Some(Text { text: text.to_owned(), span })
    }

    /// A key's whole number of at least one.
    pub fn number(&self, key: &str, example: &str, diagnostics: &mut Diagnostics) -> Option<u32> {
        let (value, span) = self.value(key)?;
        let help = format!("write `{key} = {example}`");
        let Some(number) = value.as_integer() else {
            diagnostics.push(self.wrong_type(key, span, value, "a whole number", &help));
            return None;
        };
        let digits = number.as_str().replace('_', "");
        match u32::from_str_radix(digits.trim_start_matches('+'), number.radix()) {
            Ok(count) if count > 0 => Some(count),
            _ => {
                let message = format!("`{}` needs a whole number from 1 to {}", self.path(key), u32::MAX);
                diagnostics.push(Diagnostic::new(codes::CONFIGURATION_KEY, span, message).help(help));
                None
            }
        }
    }

    /// A key's list of texts, each with its place.
    pub fn texts(&self, key: &str, example: &str, diagnostics: &mut Diagnostics) -> Option<Vec<Text>> {
        let (value, span) = self.value(key)?;
        let help = format!("write `{key} = {example}`");
        let Some(list) = value.as_array() else {
            diagnostics.push(self.wrong_type(key, span, value, "a list of texts", &help));
            return None;
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            let span = self.at(item.span());
            match item.get_ref().as_str() {
                Some(text) => texts.push(Text { text: text.to_owned(), span }),
                None => diagnostics.push(self.wrong_type(key, span, item.get_ref(), "a list of texts", &help)),
            }
        }
        Some(texts)
    }

    /// Every key with its place and value, in the order written.
    pub fn entries(&self) -> Vec<(Text, &'a DeValue<'a>, Span)> {
        let mut entries: Vec<_> = self
            .content
            .iter()
            .map(|(key, value)| {
                let text = Text { text: key.get_ref().to_string(), span: self.at(key.span()) };
                (text, value.get_ref(), self.at(value.span()))
            })
            .collect();
        entries.sort_by_key(|(key, _, _)| key.span.start);
        entries
    }

    /// Reports every key that is none of the known ones.
    pub fn refuse_others(&self, known: &[&str], diagnostics: &mut Diagnostics) {
        for (key, value, _) in self.entries() {
            if known.contains(&key.text.as_str()) {
                continue;
            }
            let (what, place) = if value.is_table() { ("table", "project file") } else { ("key", "table") };
            let message = match self.name.as_str() {
                "" => format!("the project file has no {what} `{}`", key.text),
                name => format!("`[{name}]` has no {} `{}`", if place == "table" { "key" } else { what }, key.text),
            };
            let diagnostic = Diagnostic::new(codes::CONFIGURATION_KEY, key.span, message);
            diagnostics.push(diagnostic.here("not known here").help_if(did_you_mean(&key.text, known.iter().copied())));
        }
    }

    /// The finding for a value of another type.
    pub fn wrong_type(&self, key: &str, span: Span, found: &DeValue, wanted: &str, help: &str) -> Diagnostic {
        let message = format!("`{}` needs {wanted}", self.path(key));
        Diagnostic::new(codes::CONFIGURATION_KEY, span, message).here(format!("this is {}", kind(found))).help(help)
    }
}

/// A value's type, in words.
pub(super) fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
