//! Databricks' SQL for sqlparser, whose dialect of it reads no backslash in texts.

use sqlparser::dialect::{DatabricksDialect, Dialect};
use std::any::TypeId;

/// What Databricks reads.
#[derive(Debug)]
pub struct Databricks;

impl Dialect for Databricks {
    fn dialect(&self) -> TypeId {
        TypeId::of::<DatabricksDialect>()
    }

    fn is_delimited_identifier_start(&self, character: char) -> bool {
        character == '`'
    }

    fn is_identifier_start(&self, character: char) -> bool {
        DatabricksDialect.is_identifier_start(character)
    }

    fn is_identifier_part(&self, character: char) -> bool {
        DatabricksDialect.is_identifier_part(character)
    }

    fn identifier_quote_style(&self, name: &str) -> Option<char> {
        DatabricksDialect.identifier_quote_style(name)
    }

    fn supports_group_by_expr(&self) -> bool {
        DatabricksDialect.supports_group_by_expr()
    }

    fn require_interval_qualifier(&self) -> bool {
        DatabricksDialect.require_interval_qualifier()
    }

    fn supports_string_literal_backslash_escape(&self) -> bool {
        true
    }

    /// `DAYOFWEEK_ISO`
    fn allow_extract_custom(&self) -> bool {
        true
    }
}
