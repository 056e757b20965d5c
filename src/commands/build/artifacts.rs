//! Everything that `build` writes, as text: nothing here touches the disk.

use crate::commands::session::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::describe::one_line;
use crate::model::metric::Metric;
use crate::model::{Id, Project};
use crate::plan::build::{self as plan, BuildPlan};
use crate::plan::{Scan, ScanRows, checks, declarations};
use crate::project::dialect::Dialect;
use crate::schema::{self, VERSION_1};
use crate::sql::build::{Object, ObjectKind, Settings, objects};
use crate::sql::dialect::{Replace, SqlDialect};
use crate::sql::tree::Statement;
use crate::sql::{self, print};
use indexmap::IndexMap;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What one folder of the output holds.
pub struct Folder {
    /// Relative to the project, with `/`.
    pub path: String,
    /// Files by their path within the folder.
    pub files: BTreeMap<String, String>,
    /// What is made of them, in order; empty for documentation.
    pub objects: Vec<ManifestObject>,
    /// The statements that drop what is made anew.
    pub reset: Vec<String>,
    /// What there is to know before it is run.
    pub notes: Vec<String>,
}

/// `manifest.json`, as `build` writes it into each folder: what the folder holds, and what is to be run.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Manifest of a northstar build")]
pub struct Manifest {
    /// The version of this format. It only grows: version 1 may get more keys, and none will go or change its meaning.
    #[schemars(regex(pattern = VERSION_1))]
    pub schema_version: String,
    /// The program that wrote it.
    pub tool: Tool,
    /// The project's name.
    pub project: String,
    /// The dialect; none for documentation.
    pub dialect: Option<String>,
    /// The schema of all objects; none for documentation.
    pub schema: Option<String>,
    /// The objects, in the order in which they are made.
    pub objects: Vec<ManifestObject>,
    /// The SHA-256 of every file, by its path within the folder.
    pub files: BTreeMap<String, String>,
    /// The metrics; empty for documentation.
    pub metrics: Vec<ManifestMetric>,
}

/// The program that wrote a manifest.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `northstar`
    pub name: String,
    /// Its version.
    pub version: String,
}

/// An object of the warehouse.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ManifestObject {
    /// Its name in the schema.
    pub name: String,
    /// `table` or `view`.
    #[schemars(extend("enum" = ["table", "view"]))]
    pub kind: String,
    /// The file that makes it.
    pub file: String,
    /// Where each of the file's statements starts and ends, in bytes.
    pub statements: Vec<(usize, usize)>,
}

/// A metric, for tools that read manifests.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ManifestMetric {
    /// Its name.
    pub name: String,
    /// Its keyword.
    pub role: String,
    /// Its unit.
    pub unit: String,
    /// Its grain.
    pub grain: String,
    /// The team that owns it.
    pub owner: Option<String>,
    /// The metrics that it reads.
    pub reads: Vec<String>,
    /// Where it is declared.
    pub file: String,
    /// On which line, counted from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
}

/// The JSON Schema of a manifest.
pub fn schema() -> serde_json::Value {
    schema::of::<Manifest>()
}

/// The SHA-256 of a text, in hexadecimal.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The plan of a build with a target's table names; findings are the forms that have no SQL yet.
pub fn plan(checked: &Checked, tables: &IndexMap<String, String>, found: &mut Diagnostics) -> Option<BuildPlan> {
    let mut plan = plan::plan(&checked.project, found)?;
    plan.cells.iter_mut().for_each(|cells| cells.scan.map_tables(tables));
    Some(plan)
}

/// The SQL of a plan in a dialect, in a folder of its own.
pub fn sql(
    checked: &Checked,
    plan: &BuildPlan,
    tables: &IndexMap<String, String>,
    dialect: Dialect,
    path: String,
) -> Result<Folder, Box<Diagnostic>> {
    let printer = sql::dialect::of(dialect);
    let project = &checked.project;
    let output = &checked.config.output;
    let settings = Settings { schema: output.schema.clone(), materialize: output.materialize, max_segments: output.max_segments };
    let declared = declarations::tables(project, &checked.sources, &|id| definition_hash(project, id));
    let mut asked = checks::checks(project);
    asked.iter_mut().for_each(|check| check.scan.map_tables(tables));
    let objects = objects(plan, &declared, &asked, &settings, printer)?;
    let scans = plan.cells.iter().map(|cells| &cells.scan).chain(asked.iter().map(|check| &check.scan));
    let notes = Vec::from_iter(moved(scans, printer, &settings.schema));
    let mut folder = Folder { path, files: BTreeMap::new(), objects: Vec::new(), reset: Vec::new(), notes };
    let drops = printer.caps().replace == Replace::InTransaction;
    let reset = reset(if drops { &objects } else { &[] }, &settings.schema);
    let (text, _) = file_text(&project_header(checked, "What is made anew is dropped first"), &reset, printer);
    folder.files.insert("00_reset.sql".to_owned(), text);
    folder.reset = reset.iter().map(|statement| print::statement(statement, printer)).collect();
    let files: Vec<_> = objects.par_iter().map(|object| file(checked, object, printer)).collect();
    for ((name, text, statements), object) in files.into_iter().zip(&objects) {
        let kind = match object.kind {
            ObjectKind::Table => "table",
            ObjectKind::View => "view",
        };
        folder.objects.push(ManifestObject { name: object.name.clone(), kind: kind.to_owned(), file: name.clone(), statements });
        folder.files.insert(name, text);
    }
    let manifest = manifest(checked, Some(dialect), &folder);
    folder.files.insert("manifest.json".to_owned(), manifest);
    Ok(folder)
}

/// A note on tables that a warehouse looks for in the schema that is built: one without a schema is looked for in the current one, which
/// `CREATE SCHEMA` changes there, and in a view in the view's own.
fn moved<'a>(scans: impl Iterator<Item = &'a Scan>, printer: &dyn SqlDialect, schema: &str) -> Option<String> {
    let tables = scans.flat_map(|scan| &scan.tables).filter_map(|table| match &table.rows {
        ScanRows::Table(parts) if printer.caps().create_schema_moves && parts.len() == 1 => parts.first(),
        _ => None,
    });
    let names: BTreeSet<String> = tables.map(|name| format!("`{}`", one_line(name))).collect();
    let names = Some(Vec::from_iter(names)).filter(|names| !names.is_empty())?.join(", ");
    let help = "write the schema in `table`, or in `[target.NAME.tables]`";
    let warehouse = printer.dialect().name();
    Some(format!("a table without a schema is looked for in `{schema}` on {warehouse} ({names}): {help}"))
}

/// The documentation, with every metric's SQL from a folder.
pub fn docs(checked: &Checked, dialect: Dialect, from: &Folder, path: String) -> Folder {
    let mut statements = BTreeMap::new();
    for metric in checked.project.metrics.values() {
        if let Some(text) = from.files.get(&file_name(60, &metric.name)) {
            statements.insert(metric.name.clone(), vec![(dialect.name().to_owned(), text.clone())]);
        }
    }
    let files = crate::docs::render(&checked.project, &checked.sources, &statements).into_iter().collect();
    let mut folder = Folder { path, files, objects: Vec::new(), reset: Vec::new(), notes: Vec::new() };
    let manifest = manifest(checked, None, &folder);
    folder.files.insert("manifest.json".to_owned(), manifest);
    folder
}

/// The schema, and what drops everything that is made anew: views before the tables that they read. Nothing is dropped where each
/// object takes the place of the one before by itself.
fn reset(objects: &[Object], schema: &str) -> Vec<Statement> {
    let name = |object: &Object| sql::within(schema, &object.name);
    let mut statements = vec![Statement::CreateSchema(sql::schema_parts(schema))];
    let views = objects.iter().rev().filter(|object| object.kind == ObjectKind::View);
    statements.extend(views.map(|object| Statement::DropView(name(object))));
    let tables = objects.iter().rev().filter(|object| object.kind == ObjectKind::Table);
    statements.extend(tables.map(|object| Statement::DropTable(name(object))));
    statements
}

/// One object's file: its name, its text, and where its statements stand.
fn file(checked: &Checked, object: &Object, printer: &dyn SqlDialect) -> (String, String, Vec<(usize, usize)>) {
    let header = match object.metric {
        Some(metric) => metric_header(checked, metric),
        None => project_header(checked, &format!("`{}`", object.name)),
    };
    let (text, statements) = file_text(&header, &object.statements, printer);
    (file_name(object.stage, &object.name), text, statements)
}

fn file_name(stage: u8, name: &str) -> String {
    format!("{stage:02}_{name}.sql")
}

fn file_text(header: &str, statements: &[Statement], printer: &dyn SqlDialect) -> (String, Vec<(usize, usize)>) {
    let texts: Vec<String> = statements.iter().map(|statement| print::statement(statement, printer)).collect();
    let mut text = header.to_owned();
    text.push_str(&format!("-- definition: sha256:{}\n", sha256(&texts.join(";\n\n"))));
    let mut places = Vec::new();
    for statement in texts {
        text.push('\n');
        let start = text.len();
        text.push_str(&statement);
        places.push((start, text.len()));
        text.push_str(";\n");
    }
    (text, places)
}

fn metric_header(checked: &Checked, id: Id<Metric>) -> String {
    let metric = &checked.project.metrics[id];
    let owner = metric.owner.map(|team| format!(", owned by {}", checked.project.teams[team].name)).unwrap_or_default();
    let path = one_line(checked.sources.path(metric.name_span));
    let line = checked.sources.start(metric.name_span).line;
    let title = one_line(&metric.label());
    format!(
        "-- {title} ({} {}){owner}\n-- From {path}:{line}.\n{}",
        metric.role.keyword(),
        metric.name,
        generated("change that file and run `northstar build`")
    )
}

fn project_header(checked: &Checked, what: &str) -> String {
    format!("-- {what}, of the project {}.\n{}", one_line(&checked.config.name), generated("run `northstar build`"))
}

fn generated(instead: &str) -> String {
    format!("-- Generated by northstar. Do not edit: {instead}.\n")
}

/// A mark of what a metric means: changes when its definition, or a definition that it reads, changes.
pub fn definition_hash(project: &Project, id: Id<Metric>) -> String {
    let mut hasher = Sha256::new();
    let mut open = vec![id];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(metric) = open.pop() {
        if seen.insert(metric) {
            let of = &project.metrics[metric];
            hasher.update(format!("{}\n{}\n", of.name, of.written_definition()));
            open.extend(project.parts_of(metric));
        }
    }
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn manifest(checked: &Checked, dialect: Option<Dialect>, folder: &Folder) -> String {
    let project = &checked.project;
    let metric = |(id, metric): (Id<Metric>, &Metric)| ManifestMetric {
        name: metric.name.clone(),
        role: metric.role.keyword().to_owned(),
        unit: metric.unit.to_string(),
        grain: metric.grain.name().to_owned(),
        owner: metric.owner.map(|team| project.teams[team].name.clone()),
        reads: project.parts_of(id).into_iter().map(|part| project.metrics[part].name.clone()).collect(),
        file: checked.sources.path(metric.name_span).to_owned(),
        line: checked.sources.start(metric.name_span).line,
    };
    let manifest = Manifest {
        schema_version: "1.0".to_owned(),
        tool: Tool { name: "northstar".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        project: checked.config.name.clone(),
        dialect: dialect.map(|dialect| dialect.name().to_owned()),
        schema: dialect.map(|_| checked.config.output.schema.clone()),
        objects: folder.objects.clone(),
        files: folder.files.iter().map(|(name, text)| (name.clone(), sha256(text))).collect(),
        metrics: dialect.map(|_| project.metrics.iter().map(metric).collect()).unwrap_or_default(),
    };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}
