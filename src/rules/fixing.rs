//! Which rules have fixes: what the pages say of them. A test holds it against the fixes that are made.

use crate::diagnostic::{Code, codes};

/// The fixes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixing {
    /// None.
    Never,
    /// Safe ones: `check --fix` makes them.
    Safe,
    /// Others: `check --fix --unsafe-fixes` makes them.
    Unsafe,
    /// Some are safe, others are not.
    Both,
}

/// The rules that have any.
const FIXING: &[(Code, Fixing)] = &[
    (codes::SYNTAX, Fixing::Both),
    (codes::UNKNOWN_PROPERTY, Fixing::Both),
    (codes::DUPLICATE_PROPERTY, Fixing::Safe),
    (codes::MALFORMED_LITERAL, Fixing::Both),
    (codes::DUPLICATE_NAME, Fixing::Safe),
    (codes::UNKNOWN_NAME, Fixing::Unsafe),
    (codes::WRONG_KIND, Fixing::Both),
    (codes::UNUSED_DECLARATION, Fixing::Unsafe),
    (codes::TYPE_MISMATCH, Fixing::Both),
    (codes::FUNCTION_CALL, Fixing::Both),
    (codes::CONSTANT_COMPARISON, Fixing::Unsafe),
    (codes::UNUSED_CADENCE, Fixing::Unsafe),
    (codes::NOT_FORMATTED, Fixing::Safe),
    (codes::UNUSED_ALLOW, Fixing::Safe),
    (codes::UNKNOWN_SETTING, Fixing::Unsafe),
];

impl Fixing {
    /// The fixes of a rule.
    pub fn of(code: Code) -> Fixing {
        FIXING.iter().find(|(fixing, _)| *fixing == code).map_or(Fixing::Never, |(_, fixing)| *fixing)
    }

    /// As a rule's page says it.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Fixing::Never => "none",
            Fixing::Safe => "safe, where what to write is certain: `northstar check --fix`",
            Fixing::Unsafe => "unsafe, where one thing to write is likely: `northstar check --fix --unsafe-fixes`",
            Fixing::Both => {
                "safe, where what to write is certain: `northstar check --fix`; unsafe, where one thing to write is likely: add `--unsafe-fixes`"
            }
        }
    }
}
