//! Random cases, tried one after the other. By default always the same ones, so that a run tells of the code and not of its
//! luck; `NORTHSTAR_REFERENCE_CASES=5000` tries so many new ones. What failed is kept in `tests/reference/regressions.txt`
//! and tried first.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestCaseError, TestError, TestRunner};
use std::fmt::Write as _;
use std::io::Write as _;

use super::generator::{Case, Forms, cases};
use super::written::Written;

/// Judges cases until one fails, makes that one small, and panics with the files that reproduce it.
pub fn search(forms: Forms, by_default: u32, mut judge: impl FnMut(&Written) -> Result<(), String>) {
    let asked = std::env::var("NORTHSTAR_REFERENCE_CASES").ok().map(|number| number.parse().unwrap());
    let config = Config {
        cases: asked.unwrap_or(by_default),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) },
        max_shrink_iters: 20_000,
        max_shrink_time: 20_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/reference/regressions.txt"))),
        ..Config::default()
    };
    let judge = std::cell::RefCell::new(&mut judge);
    let rejected = std::cell::Cell::new(0_u32);
    let outcome = TestRunner::new(config).run(&cases(forms), |case: Case| {
        judge.borrow_mut()(&case.write()).map_err(|problem| match problem {
            // Rightly errors, and few random projects have them: a comparison that is always true or false, a level or a
            // distinct count that another metric adds up.
            _ if ["NS219", "NS212", "NS211"].iter().any(|code| problem.contains(code)) => {
                rejected.set(rejected.get() + 1);
                TestCaseError::reject(problem)
            }
            _ => TestCaseError::fail(problem),
        })
    });
    match outcome {
        Ok(()) => assert!(rejected.get() < asked.unwrap_or(by_default) / 4 + 20, "{} projects have errors", rejected.get()),
        Err(TestError::Fail(reason, case)) => panic!("{}\n{reason}", files(&case.write())),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// What a search did: straight to the stream, for the test harness swallows what `eprintln!` writes in a test that passes.
#[allow(clippy::explicit_write)]
pub fn say(said: &str) {
    writeln!(std::io::stderr(), "{said}").unwrap();
}

/// The files that reproduce a case.
fn files(written: &Written) -> String {
    let mut text = format!("--- northstar.toml\n{}\n--- metrics.nsm\n{}", written.project_file(), written.metrics);
    writeln!(text, "--- tables.sql\n{};", written.load().join(";\n")).unwrap();
    for question in &written.questions {
        writeln!(text, "--- {question}").unwrap();
    }
    text
}
