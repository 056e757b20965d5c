//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use super::report::{Finding, Report, rule, text};
use super::{Level, visible};
use crate::source::SourceMap;
use std::fmt::Write;

/// How many of each level GitHub shows of one step.
const SHOWN: usize = 10;

/// A command per line. Errors come first: what is above the number that GitHub shows stays in the log.
pub fn render(report: &Report) -> String {
    let mut findings: Vec<Finding> = report.findings().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.diagnostic.level));
    let mut commands: String = findings.iter().map(|finding| command(finding, report.sources)).collect();
    let (errors, warnings) = (report.diagnostics.errors(), report.diagnostics.warnings());
    if errors > SHOWN || warnings > SHOWN {
        // Writing into a string cannot fail.
        let _ = writeln!(
            commands,
            "::notice title=northstar::GitHub shows {SHOWN} errors and {SHOWN} warnings of a step. This one found \
             {errors} and {warnings}; all of them are in its log."
        );
    }
    commands
}

fn command(finding: &Finding, sources: &SourceMap) -> String {
    let diagnostic = finding.diagnostic;
    let name = match diagnostic.level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "notice",
    };
    let mut command = format!("::{name} ");
    if let Some(span) = finding.span {
        let (start, end) = (sources.start(span), sources.end(span));
        let _ = write!(command, "file={},line={},endLine={},", property(finding.file), start.line, end.line);
        // GitHub refuses columns of more than one line.
        if start.line == end.line {
            let _ = write!(command, "col={},endColumn={},", start.column, end.column);
        }
    }
    let mut said = text(diagnostic);
    for label in &diagnostic.labels {
        let start = sources.start(label.span);
        let (path, there) = (visible::line(sources.path(label.span)), visible::line(&label.text));
        let _ = write!(said, "\n{path}:{}:{}: {there}", start.line, start.column);
    }
    let _ = writeln!(command, "title={}::{}", property(&rule(diagnostic.code)), data(&said));
    command
}

/// The text of a command, in which a percent sign and a line break mean something.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, in which a colon and a comma do, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::report::tests::{Run, run};
    use crate::diagnostic::{Diagnostic, Diagnostics, codes};

    fn rendered(run: &Run) -> String {
        render(&run.report())
    }

    #[test]
    fn errors_come_first_and_what_means_something_is_escaped() {
        let lines = rendered(&run());
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(
            lines,
            [
                "::error title=NS301 no-north-star::this project has no north star",
                "::error file=metrics/50%25 é%3A%2C &.nsm,line=2,endLine=2,col=5,endColumn=6,title=NS102 unknown-name::\
                 there is no `x`, 100%25 sure%0Awhy: it hurts%0Ahelp: write `y`%0Aor `z`%0Anorthstar.toml:1:2: it was here",
                "::warning file=northstar.toml,line=1,endLine=2,title=NS313 no-equals::over\\nlines",
            ]
        );
    }

    #[test]
    fn more_than_github_shows_is_said() {
        let mut run = run();
        run.diagnostics = Diagnostics::default();
        for _ in 0..10 {
            run.diagnostics.push(Diagnostic::global(codes::NO_EQUALS, "a warning"));
        }
        assert!(!rendered(&run).contains("::notice"));
        run.diagnostics.push(Diagnostic::global(codes::NO_EQUALS, "a warning"));
        let last = rendered(&run);
        assert!(
            last.lines().last().is_some_and(|line| line.starts_with("::notice title=northstar::") && line.contains("0 and 11;"))
        );
        assert_eq!(last.lines().count(), 12);
    }
}
