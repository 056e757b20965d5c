//! Findings as Checkstyle's XML.

use super::report::{Finding, Report, line};
use super::{Level, xml};
use crate::source::SourceMap;
use indexmap::IndexMap;
use std::fmt::Write;

/// The whole document, ended by a line break.
pub fn render(report: &Report) -> String {
    let mut files: IndexMap<&str, Vec<Finding>> = IndexMap::new();
    for finding in report.findings() {
        files.entry(finding.file).or_default().push(finding);
    }
    let mut document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n".to_owned();
    for (file, findings) in files {
        // Writing into a string cannot fail.
        let _ = writeln!(document, "  <file name=\"{}\">", xml::attribute(file));
        findings.iter().for_each(|finding| error(&mut document, finding, report.sources));
        document.push_str("  </file>\n");
    }
    document.push_str("</checkstyle>\n");
    document
}

fn error(document: &mut String, finding: &Finding, sources: &SourceMap) {
    let diagnostic = finding.diagnostic;
    document.push_str("    <error");
    if let Some(span) = finding.span {
        let start = sources.start(span);
        let _ = write!(document, " line=\"{}\" column=\"{}\"", start.line, start.column);
    }
    let severity = match diagnostic.level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Off => "info",
    };
    let message = xml::attribute(&line(diagnostic));
    let (code, name) = (diagnostic.code.id, diagnostic.code.name);
    let _ = writeln!(document, " severity=\"{severity}\" message=\"{message}\" source=\"northstar.{code}.{name}\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::report::tests::run;

    #[test]
    fn a_file_stands_once_with_all_that_is_about_it() {
        let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<checkstyle version=\"4.3\">
  <file name=\"northstar.toml\">
    <error severity=\"error\" message=\"this project has no north star\" source=\"northstar.NS301.no-north-star\"/>
    <error line=\"1\" column=\"1\" severity=\"warning\" message=\"over\\nlines\" source=\"northstar.NS313.no-equals\"/>
  </file>
  <file name=\"metrics/50% é:, &amp;.nsm\">
    <error line=\"2\" column=\"5\" severity=\"error\" message=\"there is no `x`, 100% sure (help: write `y`\\nor `z`)\" \
         source=\"northstar.NS102.unknown-name\"/>
  </file>
</checkstyle>
";
        assert_eq!(render(&run().report()), expected);
    }
}
