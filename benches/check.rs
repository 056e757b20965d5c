//! How long a check and a build take, by the number of metrics: parsing alone, all of a check, and from a checked project to SQL.
//! `cargo bench --bench check` · `cargo bench --bench check -- --write FOLDER METRICS` writes a generated project instead.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod generate;

use criterion::{BenchmarkId, Criterion, Throughput};
use northstar::diagnostic::Diagnostics;
use northstar::plan::{build, checks};
use northstar::project::config::{Config, Materialize};
use northstar::project::dialect::Dialect;
use northstar::rules::EXAMPLE_DATE;
use northstar::source::{FileId, SourceMap};
use northstar::sql::build::{Settings, objects};
use northstar::sql::print;
use std::fs;
use std::hint::black_box;
use std::path::Path;

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// A kind of project, by name, and how to generate one with so many metrics.
type Shape = (&'static str, fn(usize) -> generate::Files);

struct Case {
    config: Config,
    sources: SourceMap,
    files: Vec<FileId>,
    bytes: u64,
}

/// A project of files, the project file first, read from memory.
fn case(files: generate::Files) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let mut texts = files.into_iter();
    let (name, text) = texts.next().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let config = northstar::project::load(folder.path(), &mut sources, &mut diagnostics).unwrap();
    let mut bytes = 0;
    let files = texts
        .map(|(path, text)| {
            bytes += text.len() as u64;
            sources.add(path, text)
        })
        .collect();
    Case { config, sources, files, bytes }
}

fn benchmarks(criterion: &mut Criterion) {
    for metrics in SIZES {
        let case = case(generate::project(metrics));
        let mut group = criterion.benchmark_group("project");
        group.sample_size(10).throughput(Throughput::Bytes(case.bytes));
        group.bench_function(BenchmarkId::new("parse", metrics), |bench| {
            bench.iter(|| {
                let mut diagnostics = Diagnostics::default();
                black_box(northstar::parse(&case.sources, &case.files, &mut diagnostics))
            });
        });
        group.bench_function(BenchmarkId::new("check", metrics), |bench| {
            bench.iter(|| {
                let mut diagnostics = Diagnostics::default();
                let project = northstar::check(&case.config, &case.sources, &case.files, EXAMPLE_DATE, &mut diagnostics);
                assert!(diagnostics.is_empty());
                black_box(project)
            });
        });
        group.finish();
    }
}

/// From a checked project to the text of every object.
fn builds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10);
    for metrics in SIZES {
        let case = case(generate::project(metrics));
        let mut diagnostics = Diagnostics::default();
        let project = northstar::check(&case.config, &case.sources, &case.files, EXAMPLE_DATE, &mut diagnostics);
        let settings = Settings { schema: "northstar".to_owned(), materialize: Materialize::Table, max_segments: 1_000 };
        let printer = northstar::sql::dialect::of(Dialect::Duckdb);
        group.bench_function(BenchmarkId::new("sql", metrics), |bench| {
            bench.iter(|| {
                let plan = build::plan(&project, &mut Diagnostics::default()).unwrap();
                let made = objects(&plan, &[], &checks::checks(&project), &settings, printer).unwrap();
                let statements = made.iter().flat_map(|object| &object.statements);
                black_box(statements.map(|statement| print::statement(statement, printer).len()).sum::<usize>())
            });
        });
    }
    group.finish();
}

/// Shapes that a walk over metrics could be slow at, each in two sizes: their ratio shows whether the time grows as the project does.
fn shapes(criterion: &mut Criterion) {
    let shapes: [Shape; 3] = [("one file", generate::in_one_file), ("chain", generate::chain), ("misspelt", generate::misspelt)];
    let mut group = criterion.benchmark_group("shape");
    group.sample_size(10);
    for (name, shape) in shapes {
        for metrics in [2_000, 8_000] {
            let case = case(shape(metrics));
            group.bench_function(BenchmarkId::new(name, metrics), |bench| {
                bench.iter(|| {
                    let mut diagnostics = Diagnostics::default();
                    northstar::check(&case.config, &case.sources, &case.files, EXAMPLE_DATE, &mut diagnostics);
                    black_box(diagnostics)
                });
            });
        }
    }
    group.finish();
}

/// A project without a fault beside one with many: what is wrong must not take longer to find than what is right to see.
fn faults(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("faults");
    group.sample_size(20);
    for faults in [0, 500] {
        let case = case(generate::faulty(10_000, faults));
        group.bench_function(BenchmarkId::new("check", faults), |bench| {
            bench.iter(|| {
                let mut diagnostics = Diagnostics::default();
                northstar::check(&case.config, &case.sources, &case.files, EXAMPLE_DATE, &mut diagnostics);
                assert_eq!(diagnostics.errors(), faults);
                black_box(diagnostics)
            });
        });
    }
    group.finish();
}

/// Writes a generated project to a folder, for measuring the whole program.
fn write(folder: &str, files: generate::Files) {
    for (path, text) in files {
        let path = Path::new(folder).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, folder, metrics, ..] = arguments.as_slice()
        && first == "--write"
    {
        return write(folder, generate::project(metrics.parse().expect("a number of metrics")));
    }
    let mut criterion = Criterion::default().configure_from_args();
    benchmarks(&mut criterion);
    builds(&mut criterion);
    shapes(&mut criterion);
    faults(&mut criterion);
    criterion.final_summary();
}
