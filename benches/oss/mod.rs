//! The real histories that stand beside the checkout, several times over, and a project of metrics over them.

use northstar::project::config::{Target, TargetUrl};
use northstar::project::dialect::Dialect;
use northstar::warehouse::{Connection, Environment, connect};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A metric: its name, its aggregate, its condition (empty: none), more entries.
pub type Metric = (&'static str, &'static str, &'static str, &'static str);

/// Sums, counts and extremes.
pub const ADDITIVE: [Metric; 20] = [
    ("commits", "count(*)", "", ""),
    ("changes", "count(*)", "not is_merge", ""),
    ("merges", "count(*)", "is_merge", ""),
    ("reverts", "count(*)", "is_revert", ""),
    ("roots", "count(*)", "parent_count = 0", ""),
    ("fixes", "count(*)", "kind = 'fix'", ""),
    ("features", "count(*)", "kind = 'feature'", ""),
    ("large", "count(*)", "files_changed > 10", ""),
    ("small", "count(*)", "files_changed = 1", ""),
    ("late", "count(*)", "committed_at > authored_at", ""),
    ("files", "sum(files_changed)", "", ""),
    ("files_of_changes", "sum(files_changed)", "not is_merge", ""),
    ("files_of_fixes", "sum(files_changed)", "kind = 'fix'", ""),
    ("files_of_features", "sum(files_changed)", "kind = 'feature'", ""),
    ("parents", "sum(parent_count)", "", ""),
    ("parents_of_merges", "sum(parent_count)", "is_merge", ""),
    ("largest", "max(files_changed)", "", ""),
    ("largest_change", "max(files_changed)", "not is_merge", ""),
    ("largest_fix", "max(files_changed)", "kind = 'fix'", ""),
    ("smallest_change", "min(files_changed)", "not is_merge", ""),
];

/// What keeps keys.
pub const DISTINCT: [Metric; 4] = [
    ("people", "count(distinct contributor_id)", "", ""),
    ("authors", "count(distinct contributor_id)", "not is_merge", ""),
    ("fixers", "count(distinct contributor_id)", "kind = 'fix'", ""),
    ("projects", "count(distinct repo_id)", "not is_merge", ""),
];

/// What is not of its own period only.
pub const WINDOWS: [Metric; 6] = [
    ("changes_in_28_days", "count(*)", "not is_merge", "window: trailing 28 days"),
    ("changes_ever", "count(*)", "not is_merge", "window: all time"),
    ("authors_in_28_days", "count(distinct contributor_id)", "not is_merge", "window: trailing 28 days"),
    ("authors_in_the_year", "count(distinct contributor_id)", "not is_merge", "window: year to date"),
    ("authors_ever", "count(distinct contributor_id)", "not is_merge", "window: all time"),
    ("authors_of_the_day", "count(distinct contributor_id)", "not is_merge", ""),
];

/// The computed dimension, as people write it by hand too.
pub const SIZE: &str = "case when files_changed <= 1 then 'one' when files_changed <= 10 then 'few' else 'many' end";

/// The last day of the data.
pub const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 8, 22);

/// A project file and a metric file: every metric by owner, kind and size.
pub fn project(timezone: &str, metrics: &[Metric]) -> [(String, String); 2] {
    let config = format!(
        "[project]\nname = \"histories\"\n\n[calendar]\ntimezone = \"{timezone}\"\n\n[lint]\nno-north-star = \"allow\"\n"
    );
    let mut text = format!(
        "source repos {{
  table: oss.repos
  repo_id  integer  key
  owner    text
}}

source commits {{
  table: oss.commits
  commit_id       text       key
  repo_id         integer    references repos as repo
  contributor_id  text
  authored_at     timestamp  time
  committed_at    timestamp
  parent_count    integer
  files_changed   integer
  is_merge        boolean
  is_revert       boolean
  kind            text
  size            text       = {SIZE}
}}
"
    );
    for (name, value, condition, more) in metrics {
        let condition = if condition.is_empty() { String::new() } else { format!(" where {condition}") };
        let _ = write!(
            text,
            "\nmetric {name} {{\n  value: {value} from commits{condition}\n  dimensions: repo.owner, kind, size\n  {more}\n}}\n"
        );
    }
    [("northstar.toml".to_owned(), config), ("metrics.nsm".to_owned(), text)]
}

/// The folder of the histories, where it is there.
pub fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("NORTHSTAR_SHARED_DATA").map_or(beside, PathBuf::from).join("oss");
    folder.join("commits.csv.gz").is_file().then_some(folder)
}

/// A connection by the drivers of the tests.
fn connected(folder: &Path, dialect: Dialect, url: String) -> Connection {
    let target = Target::new("histories", dialect, TargetUrl::Literal(url));
    let mut variables: BTreeMap<String, String> = std::env::vars().collect();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools").display().to_string();
    variables.entry("NORTHSTAR_DATA_DIR".to_owned()).or_insert(tools);
    connect(&target, folder, &[], &Environment { variables, executable_folder: None }).unwrap()
}

/// A DuckDB file with the histories so many times over: the same days, other commits, people and projects of the same owners.
pub fn warehouse(folder: &Path, data: &Path, times: u32) -> Connection {
    let mut connection = connected(folder, Dialect::Duckdb, format!("histories_{times}.duckdb"));
    let data = data.display().to_string().replace('\'', "''");
    for sql in [
        "CREATE SCHEMA oss".to_owned(),
        format!(
            "CREATE TABLE oss.repos AS SELECT * EXCLUDE (copy) REPLACE (repo_id + 1000 * copy AS repo_id)
             FROM '{data}/repos.csv', range({times}) AS copies (copy)"
        ),
        format!(
            "CREATE TABLE oss.commits AS SELECT * EXCLUDE (copy) REPLACE (
               commit_id || '-' || copy AS commit_id, repo_id + 1000 * copy AS repo_id,
               contributor_id || '-' || copy AS contributor_id,
               authored_at::timestamp AS authored_at, committed_at::timestamp AS committed_at)
             FROM '{data}/commits.csv.gz', range({times}) AS copies (copy)"
        ),
    ] {
        connection.execute(&sql).unwrap();
    }
    connection
}

/// The same in an empty PostgreSQL database, whose server reads the files itself.
pub fn postgres(address: &str, data: &Path, times: u32) -> Connection {
    let mut connection = connected(Path::new("."), Dialect::Postgres, address.to_owned());
    let data = data.display().to_string().replace('\'', "''");
    for sql in [
        "CREATE SCHEMA oss".to_owned(),
        "CREATE SCHEMA once".to_owned(),
        "CREATE TABLE once.repos (repo_id bigint, owner text, name text, first_commit_at timestamp)".to_owned(),
        "CREATE TABLE once.commits (commit_id text, repo_id bigint, contributor_id text, authored_at timestamp,
           utc_offset_minutes integer, committed_at timestamp, parent_count integer, files_changed integer, is_merge boolean,
           is_revert boolean, kind text)"
            .to_owned(),
        format!("COPY once.repos FROM '{data}/repos.csv' (FORMAT csv, HEADER)"),
        format!("COPY once.commits FROM PROGRAM 'gzip -dc \"{data}/commits.csv.gz\"' (FORMAT csv, HEADER)"),
        format!(
            "CREATE TABLE oss.repos AS SELECT repo_id + 1000 * copy AS repo_id, owner
             FROM once.repos CROSS JOIN generate_series(0, {times} - 1) AS copies (copy)"
        ),
        format!(
            "CREATE TABLE oss.commits AS SELECT commit_id || '-' || copy AS commit_id, repo_id + 1000 * copy AS repo_id,
               contributor_id || '-' || copy AS contributor_id, authored_at, committed_at, parent_count, files_changed, is_merge,
               is_revert, kind
             FROM once.commits CROSS JOIN generate_series(0, {times} - 1) AS copies (copy)"
        ),
        "ANALYZE oss.commits".to_owned(),
    ] {
        connection.execute(&sql).unwrap();
    }
    connection
}
