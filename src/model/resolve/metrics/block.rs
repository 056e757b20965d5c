//! A metric's block by property name. The parser has checked which properties may stand in it, and that none stands twice.

use crate::source::Span;
use crate::syntax::ast::{self, Ident, Property, PropertyValue};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The properties of a block by name.
pub(super) struct Block<'a> {
    /// The block as written.
    pub(super) ast: &'a ast::Block,
    properties: BTreeMap<&'a str, &'a Property>,
}

impl<'a> Block<'a> {
    pub(super) fn new(ast: &'a ast::Block) -> Block<'a> {
        let mut properties = BTreeMap::new();
        for property in &ast.properties {
            properties.entry(property.name.text.as_str()).or_insert(property);
        }
        Block { ast, properties }
    }

    /// The property of a name, where it is written (its value may be an error that was reported).
    pub(super) fn property(&self, name: &str) -> Option<&'a Property> {
        self.properties.get(name).copied()
    }

    /// The value of a property, where it is written and could be parsed.
    pub(super) fn value(&self, name: &str) -> Option<&'a PropertyValue> {
        self.property(name).map(|property| &property.value).filter(|value| !matches!(value, PropertyValue::Error))
    }

    /// The text of a property in prose.
    pub(super) fn prose(&self, name: &str) -> Option<String> {
        match self.value(name) {
            Some(PropertyValue::Prose(prose)) => Some(prose.text.clone()),
            _ => None,
        }
    }

    /// The word of a property of one word.
    pub(super) fn word(&self, name: &str) -> Option<&'a Ident> {
        match self.value(name) {
            Some(PropertyValue::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// The words of a property that lists words.
    pub(super) fn words(&self, name: &str) -> &'a [Ident] {
        match self.value(name) {
            Some(PropertyValue::Words(words)) => words,
            _ => &[],
        }
    }

    /// The date of a property that is one.
    pub(super) fn date(&self, name: &str) -> Option<Date> {
        match self.value(name) {
            Some(PropertyValue::Date(date)) => Some(date.date),
            _ => None,
        }
    }

    /// The place of each property.
    pub(super) fn places(&self) -> BTreeMap<String, Span> {
        self.properties.iter().map(|(name, property)| ((*name).to_owned(), property.span)).collect()
    }
}
