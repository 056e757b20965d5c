//! Twenty metrics of real histories asked together, in one pass over the table, and one by one: the same rows on Spark, and what each way
//! takes, for `docs/performance.md`. `NORTHSTAR_TIMES=10` asks of ten times the rows.

#[allow(dead_code)]
#[path = "../../benches/oss/mod.rs"]
mod histories;

use super::DATABRICKS;
use super::judge::Judge;
use crate::oss::data;
use crate::support::{self, rows};
use histories::{ADDITIVE, AS_OF};
use northstar::diagnostic::Diagnostics;
use northstar::model::Project;
use northstar::model::types::{Type, Zone};
use northstar::plan::query::{self, AskedGrain, QueryRequest};
use northstar::project::calendar::Grain;
use northstar::project::dialect::Dialect;
use northstar::source::SourceMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

const COMMITS: [(&str, Type); 10] = [
    ("commit_id", Type::Text),
    ("repo_id", Type::Integer),
    ("contributor_id", Type::Text),
    ("authored_at", Type::Timestamp(Zone::Utc)),
    ("committed_at", Type::Timestamp(Zone::Utc)),
    ("parent_count", Type::Integer),
    ("files_changed", Type::Integer),
    ("is_merge", Type::Boolean),
    ("is_revert", Type::Boolean),
    ("kind", Type::Text),
];

fn project() -> Project {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
    let [(config_name, config), (name, text)] = histories::project("UTC", &ADDITIVE);
    fs::write(folder.path().join(config_name), config).unwrap();
    let config = northstar::project::load(folder.path(), &mut sources, &mut found).unwrap();
    let file = sources.add(name, text);
    let project = northstar::check(&config, &sources, &[file], AS_OF, &mut found);
    assert_eq!(found.errors(), 0, "{found:#?}");
    project
}

/// A question for some metrics by owner and week.
fn question(project: &Project, names: &[&str]) -> String {
    let request = QueryRequest {
        metrics: names.iter().map(|name| project.metric_named(name).unwrap()).collect(),
        by: vec!["owner".to_owned()],
        grain: Some(AskedGrain::Periods(Grain::Week)),
        as_of: Some(AS_OF),
        ..QueryRequest::default()
    };
    let plan = query::plan(project, &request, &mut Diagnostics::default()).unwrap();
    northstar::sql::query(&plan, Dialect::Databricks).unwrap()
}

/// The histories so many times over, with commits and projects of their own.
fn fill(judge: &mut Judge, data: &Path, times: u32) {
    let folder = tempfile::tempdir().unwrap();
    let mut duckdb = histories::warehouse(folder.path(), data, times);
    let commits: Vec<&str> = COMMITS.iter().map(|(name, _)| *name).collect();
    for (table, columns) in [("repos", "repo_id, owner".to_owned()), ("commits", commits.join(", "))] {
        let file = folder.path().join(format!("{table}.csv"));
        duckdb.execute(&format!("COPY (SELECT {columns} FROM oss.{table}) TO '{}' (HEADER)", file.display())).unwrap();
        let repos = vec![("repo_id".to_owned(), Type::Integer), ("owner".to_owned(), Type::Text)];
        let commits: Vec<(String, Type)> = COMMITS.iter().map(|(name, ty)| ((*name).to_owned(), ty.clone())).collect();
        judge.load_csv("oss", table, if table == "repos" { &repos } else { &commits }, &file);
    }
}

#[test]
fn databricks_gives_the_same_together_and_one_by_one() {
    let Some(data) = data("databricks_gives_the_same_together_and_one_by_one") else { return };
    let Some(mut judge) = DATABRICKS.start() else { return };
    let times = std::env::var("NORTHSTAR_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    fill(&mut judge, &data, times);
    let project = project();
    let names: Vec<&str> = ADDITIVE.iter().map(|(name, ..)| *name).collect();
    let start = Instant::now();
    let together = judge.query(&question(&project, &names)).unwrap();
    let (all, start) = (start.elapsed(), Instant::now());
    for (position, name) in names.iter().enumerate() {
        let alone = judge.query(&question(&project, &[name])).unwrap();
        // Together, segments are those that any of the metrics has.
        let own: Vec<Vec<Option<String>>> =
            together.rows.iter().map(|row| vec![row[0].clone(), row[1].clone(), row[2 + position].clone()]).collect();
        let seen: std::collections::BTreeSet<_> = alone.rows.iter().map(|row| row[1].clone()).collect();
        let own: Vec<_> = own.into_iter().filter(|row| seen.contains(&row[1])).collect();
        rows::same(own, alone.rows).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let each = start.elapsed();
    support::note(&format!(
        "{}: twenty metrics of {times} times the histories in {all:.1?} together, in {each:.1?} one by one",
        judge.engine
    ));
}
