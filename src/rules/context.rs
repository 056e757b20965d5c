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
}

/// Finds what a rule is about.
pub type Check = fn(&Project, &Context, &mut Diagnostics);
