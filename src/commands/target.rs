//! What commands that reach a warehouse share: which target, and a connection to it.

use super::output::Outcome;
use super::session::{Checked, Session};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::model::source::{Relation, Source};
use crate::model::types::{Type, Zone};
use crate::project::config::{Config, Target};
use crate::warehouse::{Connection, FileColumn, FileTable, FileType, connect};

/// The target of this name; without one `local`, else the first of the project file.
pub fn choose<'a>(config: &'a Config, wanted: Option<&str>) -> Result<&'a Target, Box<Diagnostic>> {
    let found = match wanted {
        Some(name) => config.targets.get(name),
        None => config.targets.get("local").or_else(|| config.targets.values().next()),
    };
    found.ok_or_else(|| {
        let name = wanted.unwrap_or("local");
        let help = did_you_mean(name, config.targets.keys().map(String::as_str));
        Box::new(Diagnostic::global(codes::UNKNOWN_SETTING, format!("the project has no target `{name}`")).help_if(help))
    })
}

/// Opens a connection, with the tables that the target reads from files.
///
/// # Errors
/// The outcome, after saying why there is none.
pub fn open(session: &mut Session, checked: &Checked, target: &Target) -> Result<Connection, Outcome> {
    let tables = file_tables(&checked.project, target);
    let connection = connect(target, &checked.config.root, &tables, &super::environment::environment());
    connection.map_err(|error| session.fail_with(error.diagnostic(), &checked.sources))
}

/// The tables of `[target.*.files]` that a source reads, with the columns and types that all such sources declare.
fn file_tables(project: &Project, target: &Target) -> Vec<FileTable> {
    let mut tables = Vec::new();
    for (name, pattern) in &target.files {
        let mut columns: Vec<FileColumn> = Vec::new();
        let mut parts = None;
        for source in project.sources.values() {
            let Relation::Table(table) = &source.relation else { continue };
            if table.join(".") != *name {
                continue;
            }
            parts = Some(table.clone());
            add_columns(source, &mut columns);
        }
        if let Some(table) = parts {
            tables.push(FileTable { table, pattern: pattern.clone(), columns });
        }
    }
    tables
}

fn add_columns(source: &Source, columns: &mut Vec<FileColumn>) {
    for column in source.columns.iter().filter(|column| column.computed.is_none()) {
        let name = column.physical.clone().unwrap_or_else(|| column.name.clone());
        if columns.iter().all(|known| known.name != name) {
            columns.push(FileColumn { name, file_type: file_type(&column.ty) });
        }
    }
}

fn file_type(ty: &Type) -> FileType {
    match ty {
        Type::Boolean => FileType::Boolean,
        Type::Integer => FileType::Integer,
        Type::Decimal { precision, scale } => FileType::Decimal { precision: *precision, scale: *scale },
        Type::Float => FileType::Float,
        Type::Text | Type::Null | Type::Error => FileType::Text,
        Type::Date => FileType::Date,
        Type::Timestamp(Zone::Utc) => FileType::Timestamp { zone: None },
        Type::Timestamp(Zone::Named(zone)) => FileType::Timestamp { zone: Some(zone.clone()) },
    }
}
