//! Trino's SQL for sqlparser, which has no dialect of it: the standard's, with what Trino adds.

use sqlparser::dialect::{Dialect, GenericDialect};
use std::any::TypeId;

/// What Trino reads.
#[derive(Debug)]
pub struct Trino;

impl Dialect for Trino {
    /// `UNNEST` among relations is read in a few dialects only, which sqlparser knows by their types.
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_delimited_identifier_start(&self, character: char) -> bool {
        character == '"'
    }

    fn is_identifier_start(&self, character: char) -> bool {
        character.is_ascii_alphabetic() || character == '_'
    }

    fn is_identifier_part(&self, character: char) -> bool {
        character.is_ascii_alphanumeric() || character == '_'
    }

    fn identifier_quote_style(&self, _identifier: &str) -> Option<char> {
        Some('"')
    }

    fn supports_unicode_string_literal(&self) -> bool {
        true
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_lambda_functions(&self) -> bool {
        true
    }

    /// `YEAR_OF_WEEK`
    fn allow_extract_custom(&self) -> bool {
        true
    }

    /// `INTERVAL '1' DAY`
    fn require_interval_qualifier(&self) -> bool {
        true
    }
}
