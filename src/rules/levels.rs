//! The levels of `[lint]`, put on the findings.

use crate::diagnostic::{Diagnostics, Level};
use crate::project::config::Config;

/// Gives each finding the level that the project file sets for its rule, and drops what is switched off.
pub fn apply_levels(config: &Config, diagnostics: &mut Diagnostics) {
    diagnostics.retain_mut(|diagnostic| {
        if let Some(level) = config.lint.get(diagnostic.code.id) {
            diagnostic.level = *level;
        }
        diagnostic.level != Level::Off
    });
}
