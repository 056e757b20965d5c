//! What a rule may look at besides the metrics.

use crate::diagnostic::Diagnostics;
use crate::model::Project;
use crate::project::config::Config;
use crate::source::SourceMap;
use jiff::civil::Date;

/// The surroundings of a check.
pub struct Context<'a> {
    /// The project file's content.
    pub config: &'a Config,
    /// All files.
    pub sources: &'a SourceMap,
    /// The day that rules about dates look at.
    pub as_of: Date,
    /// What the history of the files tells of the north star, oldest first; empty where there is none to be read.
    pub star_changes: &'a [StarChange],
}

/// A day on which the declared north star became another one, or another figure under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarChange {
    /// The day of the commit.
    pub day: Date,
    /// The name before.
    pub before: String,
    /// The name after; the same one where its value changed.
    pub after: String,
}

/// Finds what a rule is about.
pub type Check = fn(&Project, &Context, &mut Diagnostics);
