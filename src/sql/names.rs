//! What the common table expressions of a query are called.

use crate::plan::ScanRows;
use crate::plan::lower::{short, unique};
use crate::plan::query::QueryPlan;

/// The names of the common table expressions: for what they hold, and different from the tables they read.
pub struct Names {
    /// By scan: grouped rows where the table is read once for all that is asked of it.
    pub scans: Vec<String>,
    /// By scan: its cells, and its single rows.
    pub bases: Vec<(String, String)>,
    /// By part.
    pub parts: Vec<String>,
    /// By block: what its own relations begin with.
    pub blocks: Vec<String>,
    /// The first row of each scan.
    pub first_rows: String,
    /// Every period of the range.
    pub periods: String,
    /// Every segment seen.
    pub segments: String,
    /// All parts, one under the other.
    pub all_parts: String,
    /// What is filled and computed with.
    pub cells: String,
}

impl Names {
    /// Names that are free beside the tables of a plan.
    pub fn new(plan: &QueryPlan) -> Names {
        let mut taken: Vec<String> = Vec::new();
        for table in plan.scans.iter().flat_map(|scan| &scan.tables) {
            taken.push(table.alias.clone());
            if let ScanRows::Table(parts) = &table.rows
                && parts.len() == 1
            {
                taken.extend(parts.iter().map(|part| part.to_ascii_lowercase()));
            }
        }
        let mut name = |wanted: String| {
            let name = unique(short(&wanted), |name| taken.iter().any(|t| t == name));
            taken.push(name.clone());
            name
        };
        let suffix = plan.grain.map_or("in_all".to_owned(), |grain| format!("by_{}", grain.name()));
        Names {
            scans: plan.scans.iter().map(|scan| name(format!("{}_{suffix}", scan.name))).collect(),
            bases: plan
                .scans
                .iter()
                .map(|scan| (name(format!("{}_cells", scan.name)), name(format!("{}_rows", scan.name))))
                .collect(),
            parts: plan.parts.iter().map(|part| name(format!("{}_{suffix}", part.name))).collect(),
            blocks: (0..plan.blocks.len()).map(|block| name(format!("inner_{block}"))).collect(),
            first_rows: name("first_rows".to_owned()),
            periods: name("periods".to_owned()),
            segments: name("segments".to_owned()),
            all_parts: name("parts".to_owned()),
            cells: name("cells".to_owned()),
        }
    }
}
