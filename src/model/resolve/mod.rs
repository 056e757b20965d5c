//! Syntax trees to the project: names become ids, expressions are typed.
//!
//! The order: all names ([`declare`]) → teams and cadences → sources → metrics → tests, so that each step finds what it reads.

pub mod declare;
mod filter;
pub mod metrics;
pub mod names;
pub mod rows;
pub mod scope;
pub mod sources;
mod teams;
mod test_blocks;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod typing;
mod unused;

pub use filter::filter;

use crate::diagnostic::Diagnostics;
use crate::model::Project;
use crate::project::calendar::Calendar;
use crate::project::config::Config;
use crate::project::dialect::Dialect;
use crate::source::SourceMap;
use crate::syntax::ast;

/// What the project file says that names and types depend on.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The project's name.
    pub name: &'a str,
    /// The dialect that is written where none is asked.
    pub dialect: Option<Dialect>,
    /// The calendar.
    pub calendar: &'a Calendar,
}

impl<'a> From<&'a Config> for Settings<'a> {
    fn from(config: &'a Config) -> Settings<'a> {
        Settings { name: &config.name, dialect: Some(config.dialect), calendar: &config.calendar }
    }
}

/// Resolves and types everything that the files declare. What is wrong is reported and left out; the rest stands.
pub fn resolve(settings: &Settings<'_>, texts: &SourceMap, files: &[ast::File], d: &mut Diagnostics) -> Project {
    let (mut scope, declared) = declare::declare(settings, texts, files, d);
    teams::resolve(&mut scope, &declared, d);
    sources::resolve(&mut scope, &declared, d);
    metrics::resolve(&mut scope, &declared.metrics, d);
    test_blocks::resolve(&mut scope, &declared, d);
    unused::check(&scope, &declared, d);
    scope.project
}
