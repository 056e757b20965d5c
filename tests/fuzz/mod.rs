//! Texts that nobody would write, through the parser, the formatter, the checker and the fixes: no panic, no hang, nothing lost.
//!
//! Always: the inputs kept under `tests/cases/fuzz/`, and a short run from a fixed seed. `NORTHSTAR_FUZZ_SECONDS=300 cargo test --test
//! main fuzz` runs on for that long from a seed of its own, which it prints; `NORTHSTAR_FUZZ_SEED=…` starts from that one again. An input
//! that fails is made smaller and kept.

mod input;
mod properties;

use input::{Corpus, Random};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How many inputs the short run has.
const INPUTS: usize = 600;
/// What no input may take, by far: most take milliseconds in a debug build.
const HANG: Duration = Duration::from_secs(60);
/// How many failures end a run.
const ENOUGH: usize = 5;

/// Where inputs that failed once are kept.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fuzz")
}

fn keep(text: &str) -> PathBuf {
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    let path = kept().join(format!("{:016x}.nsm", hash.finish()));
    fs::write(&path, text).unwrap();
    path
}

/// What is wrong with what northstar makes of a text, if something is.
fn problem(text: &str) -> Option<String> {
    let found = catch_unwind(AssertUnwindSafe(|| properties::check(text)));
    let panic = found.err()?;
    let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Some(text.unwrap_or_else(|| "a panic without a text".to_owned()))
}

/// A smaller text that fails too, found by leaving out ever smaller pieces, within a bounded number of tries.
fn smaller(text: &str) -> String {
    let (mut best, mut tries) = (text.to_owned(), 300);
    let mut size = best.chars().count() / 2;
    while size > 0 && tries > 0 {
        let mut at = 0;
        while at < best.chars().count() && tries > 0 {
            let shorter: String = best.chars().take(at).chain(best.chars().skip(at + size)).collect();
            tries -= 1;
            if problem(&shorter).is_some() {
                best = shorter;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    best
}

/// What a worker tells: which input it starts with, and what was wrong with it.
enum News {
    Start(String),
    Fails(String, String),
}

/// Tries inputs in a thread of their own until there are enough, and watches that none takes forever.
fn run(seed: u64, until: impl Fn(usize) -> bool + Send + 'static) -> usize {
    let (tell, told) = channel();
    let worker = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let (corpus, mut random) = (Corpus::new(), Random::new(seed));
        let mut count = 0;
        while !until(count) {
            let text = corpus.input(&mut random);
            count += 1;
            if tell.send(News::Start(text.clone())).is_err() {
                break;
            }
            if let Some(problem) = problem(&text) {
                let _ = tell.send(News::Fails(text, problem));
            }
        }
        count
    });
    let worker = worker.unwrap();
    let (mut at_work, mut failures) = (String::new(), Vec::new());
    loop {
        match told.recv_timeout(HANG) {
            Ok(News::Start(text)) => at_work = text,
            Ok(News::Fails(text, problem)) => {
                let small = smaller(&text);
                failures.push(format!("{}\n{problem}", keep(&small).display()));
                if failures.len() == ENOUGH {
                    break;
                }
            }
            Err(RecvTimeoutError::Timeout) => panic!("no end within {HANG:?}: {}", keep(&at_work).display()),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    drop(told);
    assert!(failures.is_empty(), "seed {seed}:\n{}", failures.join("\n\n"));
    worker.join().unwrap()
}

#[test]
fn inputs_that_failed_once_hold() {
    let inputs = fs::read_dir(kept()).unwrap().map(|entry| entry.unwrap().path());
    let mut failures = Vec::new();
    for path in inputs.filter(|path| path.extension().is_some_and(|extension| extension == "nsm")) {
        let text = fs::read_to_string(&path).unwrap();
        failures.extend(problem(&text).map(|problem| format!("{}\n{problem}", path.display())));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn inputs_that_nobody_would_write_hold() {
    let number =
        |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{name}: {text}")));
    let Some(seconds) = number("NORTHSTAR_FUZZ_SECONDS") else {
        assert_eq!(run(number("NORTHSTAR_FUZZ_SEED").unwrap_or(1), |count| count >= INPUTS), INPUTS);
        return;
    };
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    let seed = number("NORTHSTAR_FUZZ_SEED").unwrap_or_else(|| u64::from(clock()));
    println!("seed {seed}");
    let end = Instant::now() + Duration::from_secs(seconds);
    println!("{} inputs hold", run(seed, move |_| Instant::now() >= end));
}
