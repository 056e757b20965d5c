//! `northstar build`: the SQL, the documentation and the manifest.

pub mod artifacts;
pub mod sync;

use super::output::{Outcome, counted};
use super::rewrite::unified;
use super::session::{Checked, Session};
use super::target::choose;
use crate::diagnostic::Diagnostics;
use crate::project::config::Target;
use crate::project::dialect::Dialect;
use artifacts::Folder;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use sync::{Difference, all_inside, differences, read, write};

const EXAMPLES: &str = "\
Examples:
  northstar build                      for the project's dialect
  northstar build --dialect postgres   for another
  northstar build --dialect all        for every dialect
  northstar build --check              say what is missing, stale, edited by hand or left over
  northstar build --diff               show what would change, and change nothing

Exit codes: 0 written, or up to date; 1 findings, or with `--check` a file that differs; 2 it could not be done.";

/// The arguments of `build`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Write for this dialect, or for `all`, instead of the project's
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(names_and_all()), conflicts_with = "target")]
    pub dialect: Option<String>,
    /// Write for this target: its dialect and its names of tables
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    /// Write below this folder instead of the project's own
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing; say which files are missing, stale, edited by hand or left over
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// Write over files that were edited by hand
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub force: bool,
}

/// The names of the dialects that SQL is written for.
pub fn dialect_names() -> Vec<&'static str> {
    Dialect::ALL.iter().map(|dialect| dialect.name()).collect()
}

/// A parser of those names.
pub fn dialect_parser() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(dialect_names()).map(|name| Dialect::from_name(&name).unwrap_or(Dialect::Duckdb))
}

fn names_and_all() -> Vec<&'static str> {
    dialect_names().into_iter().chain(["all"]).collect()
}

impl Arguments {
    /// The dialects asked for; none where the project's own is meant.
    pub fn dialects(&self) -> Vec<Dialect> {
        match self.dialect.as_deref() {
            Some("all") => Dialect::ALL.to_vec(),
            Some(name) => Dialect::from_name(name).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    build(arguments, session).unwrap_or_else(|outcome| outcome)
}

fn build(arguments: &Arguments, session: &mut Session) -> Result<Outcome, Outcome> {
    let checked = session.compile()?;
    let folders = folders(arguments, session, &checked)?;
    let mut changed = Vec::new();
    for folder in &folders {
        let result = all_inside(&checked.config.root, folder).and_then(|()| differences(&checked.config.root, folder));
        changed.push(result.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?);
    }
    if arguments.check || arguments.diff {
        return Ok(show(arguments, session, &checked, folders.iter().zip(&changed)));
    }
    let edited = names(folders.iter().zip(&changed), |difference| difference == Difference::HandEdited);
    if !edited.is_empty() && !arguments.force {
        for (path, _) in &edited {
            session.terminal.complain(&format!("edited by hand: {path}"));
        }
        let message = "these files were not written by northstar as they stand; nothing is changed";
        let help = "undo the edits, or write over them with `--force`";
        session.terminal.refuse(message, Some(help));
        return Ok(Outcome::Findings);
    }
    let mut written = 0;
    for (folder, differences) in folders.iter().zip(&changed) {
        let result = write(&checked.config.root, folder, differences);
        result.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?;
        written += differences.len();
    }
    let files: usize = folders.iter().map(|folder| folder.files.len()).sum();
    let metrics = counted(checked.project.metrics.len(), "metric");
    let places = places(&folders);
    session.terminal.note(&format!("built {metrics} {places}: {} ({written} changed)", counted(files, "file")));
    for note in folders.iter().flat_map(|folder| &folder.notes) {
        session.terminal.note(&format!("note: {note}"));
    }
    Ok(Outcome::Ok)
}

/// Where it all went: the folders, or for several dialects the one that theirs are in.
fn places(folders: &[Folder]) -> String {
    let (sql, docs): (Vec<&Folder>, Vec<&Folder>) = folders.iter().partition(|folder| !folder.objects.is_empty());
    let several = sql.len() > 1;
    let place = |path| if several { Path::new(path).parent().and_then(Path::to_str).unwrap_or(path) } else { path };
    let sql_places = sql.iter().map(|folder| place(folder.path.as_str()));
    let mut places: Vec<&str> = sql_places.chain(docs.iter().map(|folder| folder.path.as_str())).collect();
    places.dedup();
    let dialects = if several { format!("for {} ", counted(sql.len(), "dialect")) } else { String::new() };
    format!("{dialects}into {}", places.join(" and "))
}

/// Everything that would be written, folder by folder.
fn folders(arguments: &Arguments, session: &mut Session, checked: &Checked) -> Result<Vec<Folder>, Outcome> {
    let target = match &arguments.target {
        Some(name) => Some(choose(&checked.config, Some(name)).map_err(|d| session.fail_with(*d, &checked.sources))?.clone()),
        None => None,
    };
    let (sql_folder, docs_folder) = match &arguments.out {
        Some(out) => (below(&checked.config.root, out, "sql"), below(&checked.config.root, out, "docs")),
        None => (checked.config.output.sql.clone(), checked.config.output.docs.clone()),
    };
    let tables = target.as_ref().map(|target| target.tables.clone()).unwrap_or_default();
    let mut found = Diagnostics::default();
    let plan = artifacts::plan(checked, &tables, &mut found);
    let Some(plan) = plan else {
        found.sort(&checked.sources);
        return Err(session.fail(&found, &checked.sources));
    };
    let own = checked.config.dialect;
    let dialects = match &target {
        Some(target) => vec![target.dialect],
        None => Some(arguments.dialects()).filter(|dialects| !dialects.is_empty()).unwrap_or_else(|| vec![own]),
    };
    let mut folders = Vec::new();
    for dialect in dialects {
        let path = format!("{sql_folder}/{}", folder_name(target.as_ref(), dialect));
        let folder = artifacts::sql(checked, &plan, &tables, dialect, path);
        folders.push((dialect, folder.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?));
    }
    // The documentation shows the project's own dialect, and is written with it.
    let docs = folders.iter().find(|(dialect, _)| *dialect == own && target.is_none());
    let docs = docs.map(|(dialect, folder)| artifacts::docs(checked, *dialect, folder, docs_folder));
    Ok(folders.into_iter().map(|(_, folder)| folder).chain(docs).collect())
}

/// The folder of a dialect's SQL; of a target's, where the target renames tables.
pub fn folder_name(target: Option<&Target>, dialect: Dialect) -> String {
    match target {
        Some(target) if !target.tables.is_empty() => target.name.clone(),
        _ => dialect.name().to_owned(),
    }
}

/// `--out` as a path relative to the project; one that leads out of it is refused later.
fn below(root: &Path, out: &Path, name: &str) -> String {
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let relative = absolute.strip_prefix(root).map(Path::to_path_buf).unwrap_or(absolute);
    relative.join(name).to_string_lossy().replace('\\', "/")
}

type Changed<'a> = (&'a Folder, &'a BTreeMap<String, Difference>);

/// The paths of differing files, with how they differ.
fn names<'a>(changed: impl Iterator<Item = Changed<'a>>, wanted: impl Fn(Difference) -> bool) -> Vec<(String, Difference)> {
    let mut names = Vec::new();
    for (folder, differences) in changed {
        let of_folder = differences.iter().filter(|(_, difference)| wanted(**difference));
        names.extend(of_folder.map(|(name, difference)| (format!("{}/{name}", folder.path), *difference)));
    }
    names
}

fn show<'a>(
    arguments: &Arguments,
    session: &mut Session,
    checked: &Checked,
    changed: impl Iterator<Item = Changed<'a>>,
) -> Outcome {
    let changed: Vec<Changed<'_>> = changed.collect();
    for (path, difference) in names(changed.iter().copied(), |_| true) {
        if arguments.check {
            session.terminal.print(&format!("{}: {path}\n", difference.word()));
        }
    }
    if arguments.diff {
        for (folder, differences) in &changed {
            for name in differences.keys() {
                let path = format!("{}/{name}", folder.path);
                let there = read(&checked.config.root.join(&path)).ok().flatten().unwrap_or_default();
                let there = String::from_utf8_lossy(&there).into_owned();
                let new = folder.files.get(name).map_or("", String::as_str);
                session.terminal.print(&unified(&path, &there, new));
            }
        }
    }
    if changed.iter().all(|(_, differences)| differences.is_empty()) { Outcome::Ok } else { Outcome::Findings }
}
