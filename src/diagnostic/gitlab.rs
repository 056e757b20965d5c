//! Findings as GitLab's Code Quality report.

use super::Level;
use super::report::{Finding, Report, json, line, rule};
use crate::source::SourceMap;
use serde_json::{Value, json};

/// The whole report, ended by a line break.
pub fn render(report: &Report) -> String {
    json(&report.findings().map(|finding| issue(&finding, report.sources)).collect::<Value>())
}

fn issue(finding: &Finding, sources: &SourceMap) -> Value {
    let diagnostic = finding.diagnostic;
    // A line is required, also of what is about no text.
    let (begin, end) = finding.span.map_or((1, 1), |span| (sources.start(span).line, sources.end(span).line));
    let severity = match diagnostic.level {
        Level::Error => "major",
        Level::Warn => "minor",
        Level::Off => "info",
    };
    json!({
        "type": "issue",
        "check_name": rule(diagnostic.code),
        "description": line(diagnostic),
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": finding.fingerprint,
        "location": {"path": finding.file, "lines": {"begin": begin, "end": end}},
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::diagnostic::report::tests::run;

    #[test]
    fn every_finding_has_a_line_a_severity_and_its_own_fingerprint() {
        let run = run();
        let prints: Vec<String> = run.report().findings().map(|finding| finding.fingerprint).collect();
        let issue = |index: usize, name: &str, description: &str, severity: &str, path: &str, lines: [u32; 2]| {
            json!({
                "type": "issue", "check_name": name, "description": description, "categories": ["Bug Risk"],
                "severity": severity, "fingerprint": prints.get(index),
                "location": {"path": path, "lines": {"begin": lines.first(), "end": lines.last()}},
            })
        };
        let value: Value = serde_json::from_str(&render(&run.report())).unwrap();
        let long = "there is no `x`, 100% sure (help: write `y`\\nor `z`)";
        assert_eq!(
            value,
            json!([
                issue(0, "NS301 no-north-star", "this project has no north star", "major", "northstar.toml", [1, 1]),
                issue(1, "NS102 unknown-name", long, "major", "metrics/50% é:, &.nsm", [2, 2]),
                issue(2, "NS313 no-equals", "over\\nlines", "minor", "northstar.toml", [1, 2]),
            ])
        );
    }
}
