//! Results of tests as JUnit's XML: a suite per file, a case per test.

use super::human::{details, place};
use super::{Ran, Run, Verdict};
use crate::diagnostic::human::Style;
use crate::diagnostic::xml;
use crate::model::Project;
use crate::source::SourceMap;
use indexmap::IndexMap;
use std::fmt::Write;

/// The whole document, ended by a line break.
pub fn render(run: &Run, project: &Project, sources: &SourceMap) -> String {
    let mut files: IndexMap<&str, Vec<&Ran>> = IndexMap::new();
    for ran in &run.tests {
        files.entry(sources.path(project.tests[ran.test].name_span)).or_default().push(ran);
    }
    let all: Vec<&Ran> = run.tests.iter().collect();
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    // Writing into a string cannot fail.
    let _ = writeln!(xml, "<testsuites name=\"{}\"{}>", xml::attribute(&project.name), counts(&all, run.took.as_secs_f64()));
    for (file, tests) in files {
        let took = tests.iter().map(|ran| ran.took.as_secs_f64()).sum();
        let _ = writeln!(xml, "  <testsuite name=\"{}\"{}>", xml::attribute(file), counts(&tests, took));
        tests.iter().for_each(|ran| case(&mut xml, ran, project, sources));
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn counts(tests: &[&Ran], seconds: f64) -> String {
    let count = |verdict| tests.iter().filter(|ran| ran.verdict() == verdict).count();
    let (failures, errors) = (count(Verdict::Failed), count(Verdict::Stopped));
    format!(" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\" time=\"{seconds:.3}\"", tests.len())
}

fn case(xml: &mut String, ran: &Ran, project: &Project, sources: &SourceMap) {
    let test = &project.tests[ran.test];
    let file = xml::attribute(sources.path(test.name_span));
    let (name, line) = (xml::attribute(&test.name), sources.start(test.name_span).line);
    let seconds = ran.took.as_secs_f64();
    let _ =
        write!(xml, "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\" time=\"{seconds:.3}\"");
    let (element, kind, message) = match ran.verdict() {
        Verdict::Passed => {
            xml.push_str("/>\n");
            return;
        }
        Verdict::Failed => ("failure", "failed", message(ran, sources)),
        Verdict::Stopped => {
            let stopped = ran.stopped.as_ref();
            ("error", stopped.map_or("", |d| d.code.id), stopped.map(|d| d.message.clone()).unwrap_or_default())
        }
    };
    let text = xml::text(&details(ran, sources, Style::default()));
    let _ = write!(xml, ">\n      <{element} type=\"{kind}\" message=\"{}\">{text}</{element}>\n", xml::attribute(&message));
    xml.push_str("    </testcase>\n");
}

/// Which expectations do not hold, in one line.
fn message(ran: &Ran, sources: &SourceMap) -> String {
    let failed = ran.expects.iter().filter(|judged| !judged.passed());
    let failed: Vec<String> = failed.map(|judged| format!("{} at {}", judged.metric, place(sources, judged.span))).collect();
    format!("not as expected: {}", failed.join(", "))
}
