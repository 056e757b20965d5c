//! `northstar new DIR`: a project that checks, formats, builds and answers queries at once.

mod sample;

use super::output::Outcome;
use super::session::Session;
use crate::project::dialect::Dialect;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Zoned};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  northstar new demo
  northstar new demo --dialect postgres    for PostgreSQL; the sample still runs embedded
  northstar new demo --ci github           with a workflow that checks every change

Then: cd demo && northstar check && northstar query nights_booked --by city";

/// The arguments of `new`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder to make; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// What the project is about
    #[arg(long, value_name = "NAME", default_value = "stays")]
    pub template: Template,
    /// What `build` writes SQL for
    #[arg(long, value_name = "NAME", default_value = "duckdb", value_parser = dialect_parser())]
    pub dialect: Dialect,
    /// Add a pipeline that checks every change
    #[arg(long, value_name = "SERVICE")]
    pub ci: Option<Ci>,
}

fn dialect_parser() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(Dialect::name);
    PossibleValuesParser::new(names).map(|name| Dialect::from_name(&name).unwrap_or(Dialect::Duckdb))
}

/// What the new project is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// A marketplace for places to stay, with three months of sample bookings
    Stays,
}

/// Where a pipeline runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// A workflow of GitHub Actions
    Github,
    /// A job of GitLab
    Gitlab,
}

/// Makes the project.
pub fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let folder = &arguments.folder;
    let shown = folder.display().to_string();
    match vacant(folder) {
        Ok(true) => {}
        Ok(false) => {
            let help = "choose a folder that does not exist yet; nothing was changed";
            return session.terminal.refuse(&format!("`{shown}` is there already and is not empty"), Some(help));
        }
        Err(error) => return session.terminal.refuse(&format!("`{shown}` cannot be read: {error}"), None),
    }
    let files = files(arguments, Zoned::now().date());
    match write(folder, &files) {
        Ok(()) => {
            let names: String = files.iter().map(|(name, _)| format!("  {name}\n")).collect();
            session.terminal.print(&format!("made `{shown}`:\n{names}"));
            session.terminal.note(&format!("next: cd {shown} && northstar check && northstar query nights_booked --by city"));
            Outcome::Ok
        }
        Err(error) => session.terminal.refuse(&format!("`{shown}` cannot be made: {error}"), Some("nothing was left behind")),
    }
}

/// Whether nothing is in the way.
fn vacant(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
    }
}

/// The files of the new project: path with `/`, and text.
fn files(arguments: &Arguments, today: Date) -> Vec<(String, String)> {
    let Template::Stays = arguments.template;
    let name = name(&arguments.folder);
    let monday = monday(today);
    let fill = |text: &str| {
        text.replace("@name@", &name)
            .replace("@today@", &today.to_string())
            .replace("@due@", &later(monday, 26).to_string())
            .replace("@baseline@", &later(monday, -4).to_string())
            .replace("@dialect@", arguments.dialect.name())
    };
    let mut settings = include_str!("stays/northstar.toml").replace("@name@", &toml::Value::String(name.clone()).to_string());
    if arguments.dialect == Dialect::Postgres {
        settings.push_str(include_str!("stays/postgres.toml"));
    }
    let mut files = vec![
        ("northstar.toml".to_owned(), fill(&settings)),
        ("metrics/sources.nsm".to_owned(), include_str!("stays/sources.nsm").to_owned()),
        ("metrics/stays.nsm".to_owned(), fill(include_str!("stays/stays.nsm"))),
        ("data/listings.csv".to_owned(), sample::listings()),
        ("data/bookings.csv".to_owned(), sample::bookings(later(monday, -12), today)),
        ("README.md".to_owned(), fill(include_str!("stays/README.md"))),
        (".gitattributes".to_owned(), "build/** linguist-generated=true\n*.nsm text eol=lf\n".to_owned()),
    ];
    match arguments.ci {
        Some(Ci::Github) => files.push((".github/workflows/metrics.yml".to_owned(), include_str!("stays/github.yml").to_owned())),
        Some(Ci::Gitlab) => files.push((".gitlab-ci.yml".to_owned(), include_str!("stays/gitlab.yml").to_owned())),
        None => {}
    }
    files
}

/// A name for the project, from its folder's.
fn name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let last = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plain: String = last.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    if plain.trim().is_empty() { "stays".to_owned() } else { plain }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(back.days()).unwrap_or(day)
}

/// Some weeks later, or earlier.
fn later(day: Date, weeks: i64) -> Date {
    day.checked_add(weeks.weeks()).unwrap_or(day)
}

/// Writes all files into a folder beside the wanted one, and moves that into its place: it is there whole, or not at all.
fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let target = std::path::absolute(folder)?;
    let parent = target.parent().ok_or_else(|| io::Error::other("it has no parent folder"))?;
    let made = first_missing(parent);
    fs::create_dir_all(parent)?;
    let last = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let draft = parent.join(format!(".{last}.northstar-{}", std::process::id()));
    let result = fill(&draft, files).and_then(|()| {
        if target.exists() {
            // It is empty; some systems do not move a folder over one that is there.
            fs::remove_dir(&target)?;
        }
        fs::rename(&draft, &target)
    });
    if result.is_err() {
        // What could not be finished goes away again; that this fails too cannot be helped.
        let _ = fs::remove_dir_all(&draft);
        if let Some(made) = made {
            let _ = fs::remove_dir_all(made);
        }
    }
    result
}

/// The topmost folder of a path that does not exist yet.
fn first_missing(path: &Path) -> Option<PathBuf> {
    path.ancestors().take_while(|folder| !folder.exists()).last().map(Path::to_path_buf)
}

fn fill(draft: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (name, text) in files {
        let path = draft.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::commands::output::Terminal;
    use crate::diagnostic::Diagnostics;
    use crate::project::{load, read_files};
    use crate::source::SourceMap;

    fn arguments(folder: PathBuf, dialect: Dialect, ci: Option<Ci>) -> Arguments {
        Arguments { folder, template: Template::Stays, dialect, ci }
    }

    fn session() -> Session {
        Session::new(Terminal::to(Box::new(io::sink()), Box::new(io::sink())), None)
    }

    #[test]
    fn the_project_loads_without_a_word() {
        let folder = tempfile::tempdir().unwrap();
        for (name, dialect, ci) in [
            ("a b\"c", Dialect::Duckdb, None),
            ("deep/er/x", Dialect::Postgres, Some(Ci::Github)),
            ("y", Dialect::Duckdb, Some(Ci::Gitlab)),
        ] {
            let target = folder.path().join(name);
            assert_eq!(run(&arguments(target.clone(), dialect, ci), &mut session()), Outcome::Ok);
            let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
            let config = load(&target, &mut sources, &mut diagnostics);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let config = config.unwrap();
            assert_eq!(config.dialect, dialect);
            assert_eq!(read_files(&config, None, &mut sources, &mut diagnostics).len(), 2);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            assert!(config.targets["local"].files.values().all(|file| target.join(file).is_file()));
            assert!(sources.files().all(|(_, file)| !file.text.contains('@') || file.path.ends_with("stays.nsm")));
        }
    }

    #[test]
    fn a_folder_with_content_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x"), "mine").unwrap();
        assert_eq!(run(&arguments(folder.path().to_path_buf(), Dialect::Duckdb, None), &mut session()), Outcome::Error);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let file = folder.path().join("x");
        assert_eq!(run(&arguments(file, Dialect::Duckdb, None), &mut session()), Outcome::Error);
        let empty = folder.path().join("empty");
        fs::create_dir(&empty).unwrap();
        assert_eq!(run(&arguments(empty.clone(), Dialect::Duckdb, None), &mut session()), Outcome::Ok);
        assert!(empty.join("northstar.toml").is_file());
    }

    #[test]
    fn nothing_is_left_of_what_could_not_be_finished() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("a".to_owned(), "x".to_owned()), ("a/b".to_owned(), "not below a file".to_owned())];
        assert!(write(&folder.path().join("one/two"), &files).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn dates_lie_around_today() {
        let day = jiff::civil::date(2026, 7, 9);
        assert_eq!(monday(day), jiff::civil::date(2026, 7, 6));
        let all = files(&arguments(PathBuf::from("demo"), Dialect::Duckdb, None), day);
        let framework = &all.iter().find(|(name, _)| name == "metrics/stays.nsm").unwrap().1;
        assert!(framework.contains("reviewed:    2026-07-09"));
        assert!(framework.contains("target:      +12% by 2027-01-04 from 2026-06-08"));
    }
}
