//! Findings as JUnit's XML: a suite per file, a case per finding. What does not make the run fail is a case that passed and says so.

use super::report::{Finding, Report, line, rule, text};
use super::{human, xml};
use crate::source::SourceMap;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::fmt::Write;

/// The whole document, ended by a line break. Where nothing was found there is one case, which passed.
pub fn render(report: &Report) -> String {
    let mut files: IndexMap<&str, Vec<Finding>> = IndexMap::new();
    for finding in report.findings() {
        files.entry(finding.file).or_default().push(finding);
    }
    let fails = |finding: &Finding| finding.diagnostic.level >= report.denied;
    let failures = report.findings().filter(|finding| fails(finding)).count();
    let cases = report.diagnostics.len().max(1);
    let mut document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    // Writing into a string cannot fail.
    let _ = writeln!(document, "<testsuites name=\"northstar check\"{}>", counts(cases, failures));
    if files.is_empty() {
        let _ = writeln!(document, "  <testsuite name=\"northstar check\"{}>", counts(1, 0));
        document.push_str("    <testcase name=\"nothing to report\" classname=\"northstar check\"/>\n  </testsuite>\n");
    }
    for (file, findings) in files {
        let failures = findings.iter().filter(|finding| fails(finding)).count();
        let _ = writeln!(document, "  <testsuite name=\"{}\"{}>", xml::attribute(file), counts(findings.len(), failures));
        let mut names: HashMap<String, usize> = HashMap::new();
        for finding in &findings {
            case(&mut document, finding, fails(finding), &mut names, report.sources);
        }
        document.push_str("  </testsuite>\n");
    }
    document.push_str("</testsuites>\n");
    document
}

fn counts(tests: usize, failures: usize) -> String {
    format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\"")
}

/// A case. Readers know one by its names, so a rule's second case in a file has another one.
fn case(document: &mut String, finding: &Finding, fails: bool, names: &mut HashMap<String, usize>, sources: &SourceMap) {
    let diagnostic = finding.diagnostic;
    let file = xml::attribute(finding.file);
    let rule = rule(diagnostic.code);
    let count = names.entry(rule.clone()).or_default();
    *count += 1;
    let name = if *count == 1 { rule } else { format!("{rule} ({count})") };
    let _ = write!(document, "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\"");
    let place = finding.span.map(|span| sources.start(span));
    if let Some(place) = place {
        let _ = write!(document, " line=\"{}\"", place.line);
    }
    let at = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
    let all = xml::text(&format!("{}{at}: {}", finding.file, text(diagnostic)));
    let level = human::level(diagnostic.level);
    if fails {
        let message = xml::attribute(&line(diagnostic));
        let _ = write!(document, ">\n      <failure type=\"{level}\" message=\"{message}\">{all}</failure>\n");
    } else {
        let _ = write!(document, ">\n      <system-out>{level}: {all}</system-out>\n");
    }
    document.push_str("    </testcase>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::report::tests::run;
    use crate::diagnostic::{Diagnostics, Level};

    #[test]
    fn a_case_fails_where_the_run_does() {
        let mut run = run();
        let again = run.diagnostics.iter().last().cloned();
        again.into_iter().for_each(|again| run.diagnostics.push(again));
        let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"northstar check\" tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"0\">
  <testsuite name=\"northstar.toml\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\">
    <testcase name=\"NS301 no-north-star\" classname=\"northstar.toml\" file=\"northstar.toml\">
      <failure type=\"error\" message=\"this project has no north star\">northstar.toml: this project has no north star</failure>
    </testcase>
    <testcase name=\"NS313 no-equals\" classname=\"northstar.toml\" file=\"northstar.toml\" line=\"1\">
      <system-out>warning: northstar.toml:1:1: over\\nlines</system-out>
    </testcase>
    <testcase name=\"NS313 no-equals (2)\" classname=\"northstar.toml\" file=\"northstar.toml\" line=\"1\">
      <system-out>warning: northstar.toml:1:1: over\\nlines</system-out>
    </testcase>
  </testsuite>
  <testsuite name=\"metrics/50% é:, &amp;.nsm\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">
    <testcase name=\"NS102 unknown-name\" classname=\"metrics/50% é:, &amp;.nsm\" file=\"metrics/50% é:, &amp;.nsm\" line=\"2\">
      <failure type=\"error\" message=\"there is no `x`, 100% sure (help: write `y`\\nor `z`)\">\
         metrics/50% é:, &amp;.nsm:2:5: there is no `x`, 100% sure
why: it hurts
help: write `y`
or `z`</failure>
    </testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(render(&run.report()), expected);
        run.denied = Level::Warn;
        let denied = render(&run.report());
        assert!(denied.contains("<testsuites name=\"northstar check\" tests=\"4\" failures=\"4\""), "{denied}");
        assert!(
            denied.contains("<failure type=\"warning\" message=\"over\\nlines\">") && !denied.contains("system-out"),
            "{denied}"
        );
    }

    #[test]
    fn nothing_found_is_a_case_that_passed() {
        let mut run = run();
        run.diagnostics = Diagnostics::default();
        let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"northstar check\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">
  <testsuite name=\"northstar check\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">
    <testcase name=\"nothing to report\" classname=\"northstar check\"/>
  </testsuite>
</testsuites>
";
        assert_eq!(render(&run.report()), expected);
    }
}
