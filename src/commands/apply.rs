//! `northstar apply`: runs on a target what `build` wrote.

use super::build::artifacts::{self, ManifestObject};
use super::build::folder_name;
use super::build::sync::differences;
use super::output::Outcome;
use super::output::counted;
use super::session::{Checked, Session};
use super::target::{choose, open};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::project::config::{Target, TargetUrl};
use crate::warehouse::{Connection, Value, WarehouseError};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const EXAMPLES: &str = "\
Examples:
  northstar apply                                     on the target `local`
  northstar apply --target prod
  northstar apply --target prod --as-of 2027-01-01    with the rows up to that day
  northstar apply --target prod --dry-run             name the statements, and run nothing

Exit codes: 0 done, 1 what `build` wrote is out of date or has findings, 2 it could not be done.";

/// The arguments of `apply`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Where to run it [default: `local`, else the first of the project file]
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    /// See only rows up to this day (YYYY-MM-DD) [default: the warehouse's current date]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Name the statements in their order, and run nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    apply(arguments, session).unwrap_or_else(|outcome| outcome)
}

fn apply(arguments: &Arguments, session: &mut Session) -> Result<Outcome, Outcome> {
    let checked = session.compile()?;
    let target = choose(&checked.config, arguments.target.as_deref());
    let target = target.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?.clone();
    if !arguments.dry_run && !target.dialect.is_run() {
        return Err(session.fail_with(WarehouseError::NotRun(target.dialect).diagnostic(), &checked.sources));
    }
    let built = read_built(session, &checked, &target)?;
    if arguments.dry_run {
        for (object, statements) in &built.objects {
            session.terminal.print(&format!("{} {} ({})\n", object.kind, object.name, counted(statements.len(), "statement")));
        }
        return Ok(Outcome::Ok);
    }
    if matches!(&target.url, TargetUrl::Literal(url) if url == ":memory:") {
        let text = format!("note: `{}` is in memory: what is made there is gone when this command ends", target.name);
        session.terminal.note(&text);
    }
    let mut connection = open(session, &checked, &target)?;
    let mut refresh = Refresh { connection: &mut connection, schema: &checked.config.output.schema, as_of: arguments.as_of };
    match refresh.run(&built) {
        Ok(statements) => {
            if let Ok((checks, failing @ 1..)) = refresh.failing_checks() {
                let schema = &checked.config.output.schema;
                let look = format!("select * from {schema}.checks where failing > 0");
                session.terminal.note(&format!("warning: {failing} of {checks} data checks fail: {look}"));
            }
            let objects = counted(built.objects.len(), "object");
            session.terminal.note(&format!("applied {objects} to `{}` in {}", target.name, counted(statements, "statement")));
            Ok(Outcome::Ok)
        }
        Err(error) => Err(session.fail_with(*error, &checked.sources)),
    }
}

/// What `build` wrote for a target.
struct Built {
    /// The statements that drop what is made anew.
    reset: Vec<String>,
    /// The objects with their statements, in order.
    objects: Vec<(ManifestObject, Vec<String>)>,
}

/// Reads what `build` wrote; it must be there, unedited, and what `build` would write now.
fn read_built(session: &mut Session, checked: &Checked, target: &Target) -> Result<Built, Outcome> {
    let mut found = Diagnostics::default();
    let Some(plan) = artifacts::plan(checked, &target.tables, &mut found) else {
        return Err(session.fail(&found, &checked.sources));
    };
    let path = format!("{}/{}", checked.config.output.sql, folder_name(Some(target), target.dialect));
    let folder = artifacts::sql(checked, &plan, &target.tables, target.dialect, path);
    let folder = folder.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?;
    let differences = differences(&checked.config.root, &folder);
    let differences = differences.map_err(|diagnostic| session.fail_with(*diagnostic, &checked.sources))?;
    if let Some((name, difference)) = differences.iter().next() {
        let message =
            format!("`{}/{name}` is {}: what was built is not what the metric files say", folder.path, difference.word());
        session.terminal.refuse(&message, Some(&format!("run `{}` and look at what changes", build_command(checked, target))));
        return Err(Outcome::Findings);
    }
    // What stands on disk is what would be written, byte for byte.
    let statements = |object: &ManifestObject| -> Vec<String> {
        let text = folder.files.get(&object.file).map_or("", String::as_str);
        object.statements.iter().filter_map(|(start, end)| text.get(*start..*end)).map(str::to_owned).collect()
    };
    let objects = folder.objects.iter().map(|object| (object.clone(), statements(object))).collect();
    Ok(Built { reset: folder.reset.clone(), objects })
}

fn build_command(checked: &Checked, target: &Target) -> String {
    if !target.tables.is_empty() {
        format!("northstar build --target {}", target.name)
    } else if target.dialect != checked.config.dialect {
        format!("northstar build --dialect {}", target.dialect.name())
    } else {
        "northstar build".to_owned()
    }
}

/// One refresh of a warehouse, in one transaction.
struct Refresh<'a> {
    connection: &'a mut Connection,
    schema: &'a str,
    as_of: Option<Date>,
}

type Refreshed<T> = Result<T, Box<Diagnostic>>;

impl Refresh<'_> {
    /// Makes everything anew; gives how many statements ran.
    fn run(&mut self, built: &Built) -> Refreshed<usize> {
        self.connection.begin().map_err(boxed)?;
        match self.make(built) {
            Ok(statements) => self.connection.commit().map_err(boxed).map(|()| statements),
            Err(error) => {
                // The first error says what is wrong, whatever becomes of the transaction.
                let _ = self.connection.rollback();
                Err(error)
            }
        }
    }

    fn make(&mut self, built: &Built) -> Refreshed<usize> {
        let mut statements = self.drop_removed(built)?;
        for sql in &built.reset {
            self.connection.execute(sql).map_err(boxed)?;
            statements += 1;
        }
        for (object, texts) in &built.objects {
            for sql in texts {
                self.connection.execute(sql).map_err(boxed)?;
                statements += 1;
            }
            if let (true, Some(day)) = (object.name == "build", self.as_of) {
                let sql = crate::sql::set_as_of(self.schema, day, self.connection.dialect());
                self.connection.execute(&sql).map_err(boxed)?;
                statements += 1;
            }
        }
        Ok(statements)
    }

    /// Drops what earlier refreshes made and is made no more, or as another kind of object. What `build` does not list as its own
    /// is somebody else's, and is not touched: a name that is taken by it stops the refresh.
    fn drop_removed(&mut self, built: &Built) -> Refreshed<usize> {
        let there = self.there()?;
        let own = if there.contains_key("build") { self.own()? } else { BTreeSet::new() };
        for (object, _) in &built.objects {
            if there.contains_key(&object.name) && !own.contains(&object.name) {
                let message = format!("the schema `{}` has a `{}` that northstar did not make", self.schema, object.name);
                let help = "rename it, or choose another `schema` under `[output]` in northstar.toml";
                return Err(Box::new(Diagnostic::global(codes::WAREHOUSE, message).help(help)));
            }
        }
        let mut drops: Vec<(bool, String)> = own.iter().filter_map(|name| Some((*there.get(name)?, name.clone()))).collect();
        // Views first: they read the tables.
        drops.sort_by_key(|(view, _)| !view);
        for (view, name) in &drops {
            let sql = crate::sql::drop_object(self.schema, name, *view, self.connection.dialect());
            self.connection.execute(&sql).map_err(boxed)?;
        }
        Ok(drops.len())
    }

    /// How many data checks there are, and how many fail.
    fn failing_checks(&mut self) -> Refreshed<(i128, i128)> {
        let sql = crate::sql::failing_checks(self.schema, self.connection.dialect());
        let table = self.connection.query(&sql).map_err(boxed)?;
        match table.rows.first().map(Vec::as_slice) {
            Some([Value::Integer(checks), Value::Integer(failing)]) => Ok((*checks, *failing)),
            _ => Ok((0, 0)),
        }
    }

    /// The objects of the schema, and whether each is a view.
    fn there(&mut self) -> Refreshed<BTreeMap<String, bool>> {
        let sql = crate::sql::objects_of(self.schema, self.connection.dialect());
        let table = self.connection.query(&sql).map_err(boxed)?;
        let pairs = table.rows.iter().filter_map(|row| match row.as_slice() {
            [Value::Text(name), Value::Text(kind)] => Some((name.clone(), kind == "VIEW")),
            _ => None,
        });
        Ok(pairs.collect())
    }

    /// What the last refresh made.
    fn own(&mut self) -> Refreshed<BTreeSet<String>> {
        let sql = crate::sql::own_objects(self.schema, self.connection.dialect());
        let table = self.connection.query(&sql).map_err(boxed)?;
        let names = table.rows.iter().flatten().filter_map(|value| match value {
            Value::Text(names) => Some(names.split_whitespace().map(str::to_owned).collect::<Vec<_>>()),
            _ => None,
        });
        Ok(names.flatten().collect())
    }
}

fn boxed(error: WarehouseError) -> Box<Diagnostic> {
    Box::new(error.diagnostic())
}
