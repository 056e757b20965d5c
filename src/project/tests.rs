//! Tests of the project file and of the search for metric files.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::calendar::{Grain, Weekday};
use super::config::{Config, Materialize, TargetUrl};
use super::dialect::Dialect;
use super::{find, load, read_files};
use crate::diagnostic::{Diagnostics, Level};
use crate::source::SourceMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FULL: &str = r##"[project]
name    = "stays"
include = ["metrics/**/*.nsm", "extra.nsm"]
dialect = "postgres"

[calendar]
timezone          = "Europe/Paris"
week_start        = "sunday"
grain             = "month"
fiscal_year_start = "july"
start             = 2024-01-01

[output]
sql = "out/sql/"
docs = "./out/docs"
schema = "metrics"
materialize = "view"
max_segments = 50

[lint]
vanity-unknown-but-not = "deny"
"##;

/// The configuration of a project file's text, and what was said: `line:column code message | help`.
fn read(text: &str) -> (Option<Config>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    read_in(folder.path(), text)
}

fn read_in(root: &Path, text: &str) -> (Option<Config>, Vec<String>) {
    fs::write(root.join("northstar.toml"), text).unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let config = load(root, &mut sources, &mut diagnostics);
    diagnostics.sort(&sources);
    (config, said(&sources, &diagnostics))
}

fn said(sources: &SourceMap, diagnostics: &Diagnostics) -> Vec<String> {
    let line = |d: &crate::diagnostic::Diagnostic| {
        let place = d.primary.as_ref().map_or("-".to_owned(), |label| {
            let at = sources.start(label.span);
            format!("{}:{}", at.line, at.column)
        });
        let help = d.help.as_ref().map_or(String::new(), |help| format!(" | {help}"));
        format!("{place} {} {}{help}", d.code.id, d.message)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn the_smallest_file_gets_every_default() {
    let (config, said) = read("[project]\nname = \"stays\"\n");
    assert_eq!(said, Vec::<String>::new());
    let config = config.unwrap();
    assert_eq!(config.name, "stays");
    assert_eq!(config.include, ["**/*.nsm"]);
    assert_eq!(config.dialect, Dialect::Duckdb);
    assert_eq!(config.calendar, super::calendar::Calendar::default());
    assert_eq!((config.output.sql.as_str(), config.output.docs.as_str()), ("build/sql", "build/docs"));
    assert_eq!((config.output.schema.as_str(), config.output.max_segments), ("northstar", 1000));
    assert_eq!(config.output.materialize, Materialize::Table);
    let local = &config.targets["local"];
    assert_eq!((local.dialect, &local.url), (Dialect::Duckdb, &TargetUrl::Literal(":memory:".to_owned())));
}

#[test]
fn every_table_is_read() {
    let text = FULL.replace("vanity-unknown-but-not", "no-contact")
        + r##"NS310 = "allow"

[target.prod]
dialect = "postgres"
url = { env = "WAREHOUSE_URL" }
driver = "adbc_driver_postgresql"
[target.prod.tables]
analytics = "prod_analytics"

[target.local]
dialect = "duckdb"
[target.local.files]
"analytics.dim_listings" = "data/listings.csv"
"##;
    let (config, said) = read(&text);
    assert_eq!(said, Vec::<String>::new());
    let config = config.unwrap();
    assert_eq!((config.calendar.week_start, config.calendar.grain), (Weekday::Sunday, Grain::Month));
    assert_eq!((config.calendar.timezone.as_str(), config.calendar.fiscal_year_start), ("Europe/Paris", 7));
    assert_eq!(config.calendar.start, Some(jiff::civil::date(2024, 1, 1)));
    assert_eq!((config.output.sql.as_str(), config.output.docs.as_str()), ("out/sql", "out/docs"));
    assert_eq!(config.output.materialize, Materialize::View);
    assert_eq!(config.lint.get("NS408"), Some(&Level::Error));
    assert_eq!(config.lint.get("NS310"), Some(&Level::Off));
    assert_eq!(config.targets.keys().collect::<Vec<_>>(), ["prod", "local"]);
    assert_eq!(config.targets["prod"].url, TargetUrl::Environment("WAREHOUSE_URL".to_owned()));
    assert_eq!(config.targets["prod"].tables["analytics"], "prod_analytics");
    assert_eq!(config.targets["local"].files["analytics.dim_listings"], "data/listings.csv");
}

#[test]
fn all_faults_of_a_file_are_said_at_their_place() {
    let text = "[project]\nnam = \"stays\"\ndialect = \"duckbd\"\n[calendar]\ntimezone = \"Europe/Pariss\"\ngrain = 7\nweek_start = \"moonday\"\n\
                fiscal_year_start = \"juli\"\nstart = \"2024-01-01\"\n[lnt]\n[lint]\nno-conact = \"deny\"\nno-owner = \"wran\"\n";
    let (config, said) = read(text);
    assert!(config.is_none());
    assert_eq!(
        said,
        [
            "2:1 NS902 `[project]` has no key `nam` | did you mean `name`?",
            "3:11 NS906 there is no dialect `duckbd` | did you mean `duckdb`?",
            "5:12 NS906 there is no time zone `Europe/Pariss` | did you mean `Europe/Paris`?",
            "6:9 NS902 `calendar.grain` needs a text in quotes | write `grain = \"week\"`",
            "7:14 NS906 there is no day of the week `moonday` | did you mean `monday`?",
            "8:21 NS906 there is no month `juli` | did you mean `july`?",
            "9:9 NS902 `calendar.start` needs a date | write `start = 2024-01-01`, without quotes or a time",
            "10:2 NS902 the project file has no table `lnt` | did you mean `lint`?",
            "12:1 NS906 there is no rule `no-conact` | did you mean `no-contact`?",
            "13:12 NS906 there is no level `wran` | did you mean `warn`?",
        ]
    );
}

#[test]
fn a_project_has_a_name() {
    let help = "write `name = \"my_project\"` below it";
    assert_eq!(read("[project]\n").1, [format!("1:1 NS902 `[project]` has no `name` | {help}")]);
    assert_eq!(
        read("").1,
        ["1:1 NS902 the project file has no table `[project]` | write `[project]` and below it `name = \"my_project\"`"]
    );
}

#[test]
fn a_file_that_is_no_toml_is_said_where_it_breaks() {
    let (config, said) = read("[project]\nname = stays\n");
    assert!(config.is_none());
    assert_eq!(said, ["2:8 NS902 this is not TOML"]);
}

#[test]
fn errors_of_meaning_cannot_be_lowered() {
    let (_, said) = read(
        "[project]\nname = \"a\"\n[lint]\nfan-out = \"warn\"\nNS302 = \"allow\"\nunused-declaration = \"allow\"\nNS201 = \"deny\"\n",
    );
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("4:11 NS902 NS205 `fan-out` is always an error"));
    assert!(said[1].starts_with("5:9 NS902 NS302 `two-north-stars` is always an error"));
}

#[test]
fn a_rule_has_one_level() {
    let (_, said) = read("[project]\nname = \"a\"\n[lint]\nno-contact = \"warn\"\nNS408 = \"deny\"\n");
    assert_eq!(said, ["5:1 NS902 the level of NS408 `no-contact` is set twice"]);
}

#[test]
fn a_password_is_refused_and_not_shown() {
    for url in [
        "postgres://me:hunter2@db/x",
        "postgres://me@db/x?password=hunter2",
        "host=db password=hunter2 user=me",
        "p://u:hunter2@x@db/y",
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(
            folder.path().join("northstar.toml"),
            format!("[project]\nname=\"a\"\n[target.prod]\ndialect=\"postgres\"\nurl = \"{url}\"\n"),
        )
        .unwrap();
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        assert!(load(folder.path(), &mut sources, &mut diagnostics).is_none(), "{url}");
        assert_eq!(diagnostics.iter().next().unwrap().code.id, "NS904");
        assert!(sources.files().all(|(_, file)| !file.text.contains("hunter2")), "{url}");
    }
    for url in ["postgres://me@db:5432/x", "postgres://db/x?sslmode=require", "data/stays.duckdb", ":memory:"] {
        let (config, said) = read(&format!("[project]\nname=\"a\"\n[target.prod]\ndialect=\"postgres\"\nurl = \"{url}\"\n"));
        assert!(config.is_some(), "{url}: {said:?}");
    }
}

#[test]
fn output_stays_inside() {
    for path in ["/tmp/x", "../x", "a/../../x", "..\\\\x"] {
        let (config, said) = read(&format!("[project]\nname=\"a\"\n[output]\nsql = \"{path}\"\n"));
        assert!(config.is_none(), "{path}");
        assert!(said[0].starts_with("4:7 NS905 `output.sql` writes outside the project"), "{said:?}");
    }
    let (_, said) = read("[project]\nname=\"a\"\n[output]\nsql = \".\"\n");
    assert!(said[0].starts_with("4:7 NS902 `output.sql` is the project's own folder"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn output_does_not_follow_a_link_out() {
    let (outside, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    std::os::unix::fs::symlink(outside.path(), folder.path().join("build")).unwrap();
    let (config, said) = read_in(folder.path(), "[project]\nname=\"a\"\n");
    assert!(config.is_some(), "the default is checked where it is written: {said:?}");
    let (config, said) = read_in(folder.path(), "[project]\nname=\"a\"\n[output]\nsql = \"build/sql\"\n");
    assert!(config.is_none());
    assert!(said[0].contains("NS905"), "{said:?}");
}

#[test]
fn targets_are_checked() {
    let (_, said) = read(
        "[project]\nname=\"a\"\n[target.a]\nurl=\"x\"\n[target.b]\ndialect=\"postgres\"\n[target.c]\ndialect=\"postgres\"\nurl={evn=\"X\"}\n\
         [target.d]\ndialect=\"postgres\"\nurl=\"x\"\n[target.d.files]\na=\"b\"\n[target.e]\ndialect=\"duckdb\"\n[target.e.files]\nx.y=\"z\"\n\
         [target.f]\ndialect=\"oracle\"\n[target.g]\ndialect=\"duckdb\"\n[target.g.tables]\na=\"b.\"\n",
    );
    let start: Vec<&str> = said.iter().map(|line| line.split(" | ").next().unwrap()).collect();
    assert_eq!(
        start,
        [
            "3:9 NS902 `[target.a]` has no `dialect`",
            "9:5 NS902 `target.c.url` names no variable",
            "9:6 NS902 `[target.c.url]` has no key `evn`",
            "13:1 NS902 `target.d.files` reads files, which `postgres` cannot",
            "18:1 NS902 `target.e.files.x` was read as a table, not as a name",
            "20:9 NS906 there is no dialect `oracle`",
            "24:3 NS902 `target.g.tables.a` has an empty part",
        ]
    );
}

#[test]
fn an_address_may_be_missing_until_something_is_run() {
    for dialect in Dialect::ALL {
        let (config, said) = read(&format!("[project]\nname=\"a\"\n[target.t]\ndialect=\"{}\"\n", dialect.name()));
        let url = config.map(|config| config.targets["t"].url.clone());
        let embedded = dialect == Dialect::Duckdb;
        assert_eq!(url, Some(if embedded { TargetUrl::Literal(":memory:".to_owned()) } else { TargetUrl::Unknown }));
        assert!(said.is_empty(), "{said:?}");
    }
    // One that is given is read, and holds no password.
    let (config, said) = read("[project]\nname=\"a\"\n[target.t]\ndialect=\"trino\"\nurl={env=\"X\"}\n");
    assert_eq!(config.map(|config| config.targets["t"].url.clone()), Some(TargetUrl::Environment("X".to_owned())), "{said:?}");
    let (_, said) = read("[project]\nname=\"a\"\n[target.t]\ndialect=\"trino\"\nurl=\"trino://u:p@h/x\"\n");
    assert!(said[0].contains("NS904"), "{said:?}");
}

#[test]
fn find_walks_up_and_says_where_it_looked() {
    let folder = TempDir::new().unwrap();
    let deep = folder.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    let error = find(&deep).unwrap_err();
    assert_eq!(error.code.id, "NS901");
    assert!(error.message.contains(&deep.display().to_string()), "{}", error.message);
    fs::write(folder.path().join("northstar.toml"), "").unwrap();
    assert_eq!(find(&deep).unwrap(), folder.path());
}

/// The paths read, and what was said.
fn files(root: &Path, include: &str) -> (Vec<String>, Vec<String>) {
    fs::write(root.join("northstar.toml"), format!("[project]\nname = \"a\"\ninclude = {include}\n")).unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let config = load(root, &mut sources, &mut diagnostics).unwrap();
    let ids = read_files(&config, None, &mut sources, &mut diagnostics);
    diagnostics.sort(&sources);
    (ids.iter().map(|id| sources.file(*id).unwrap().path.clone()).collect(), said(&sources, &diagnostics))
}

fn write(root: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

#[test]
fn files_are_sorted_and_read_once() {
    let folder = TempDir::new().unwrap();
    for path in ["metrics/b.nsm", "metrics/a/é.nsm", "metrics/notes.md", "build/sql/x.nsm", ".git/x.nsm", "other/z.nsm"] {
        write(folder.path(), path, "# text\n");
    }
    let (paths, said) = files(folder.path(), r#"["**/*.nsm", "metrics/*.nsm", "./metrics/**/*.nsm"]"#);
    assert_eq!(paths, ["metrics/a/é.nsm", "metrics/b.nsm", "other/z.nsm"]);
    assert_eq!(said, Vec::<String>::new());
    let (paths, _) = files(folder.path(), r#"[".git/*.nsm", "build/sql/*.nsm"]"#);
    assert_eq!(paths, [".git/x.nsm", "build/sql/x.nsm"]);
}

#[test]
fn a_pattern_without_a_file_is_said_at_its_place() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "a.nsm", "");
    let (paths, said) = files(folder.path(), r#"["*.nsm", "metrcs/*.nsm"]"#);
    assert_eq!(paths, ["a.nsm"]);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("3:21 NS903 `metrcs/*.nsm` matches no file"), "{said:?}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_read() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "bad.nsm", b"line one\nb\xFFd");
    write(folder.path(), "good.nsm", "# fine");
    fs::File::create(folder.path().join("huge.nsm")).unwrap().set_len(10 * 1024 * 1024 + 1).unwrap();
    let (paths, said) = files(folder.path(), r#"["*.nsm"]"#);
    assert_eq!(paths, ["good.nsm"]);
    assert_eq!(
        said,
        [
            "2:2 NS007 `bad.nsm` is not UTF-8: line 2, byte 11 of the file is 0xFF | save the file as UTF-8",
            "1:1 NS008 `huge.nsm` is larger than 10 MB | split it: the files of a project share one namespace, so nothing else changes",
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "metrics/a.nsm", "");
    std::os::unix::fs::symlink(folder.path().join("metrics"), folder.path().join("metrics/again")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("metrics/a.nsm"), folder.path().join("metrics/b.nsm")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("metrics/gone.nsm")).unwrap();
    let (paths, said) = files(folder.path(), r#"["metrics/**/*.nsm"]"#);
    assert_eq!(paths, ["metrics/a.nsm"]);
    assert_eq!(
        said,
        [
            "- NS907 `metrics/again` is a link back to its own folder `metrics`",
            "- NS907 `metrics/gone.nsm` cannot be read: it does not exist",
        ]
    );
}

#[test]
fn a_schema_may_be_in_a_catalog() {
    let of = |schema: &str| read(&format!("[project]\nname=\"a\"\n[output]\nschema=\"{schema}\"\n"));
    let (config, said) = of("my-project.northstar");
    assert_eq!(config.map(|config| config.output.schema).as_deref(), Some("my-project.northstar"), "{said:?}");
    for wrong in ["a.b.c", "a.", ".b", "my-project", "a b.c"] {
        assert!(of(wrong).1.iter().any(|line| line.contains("NS902")), "{wrong}");
    }
}
