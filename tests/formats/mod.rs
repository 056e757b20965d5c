//! The formats of `check`: that all say the same, and that what they are written for can read them.

mod agree;
mod page;
mod readers;

use crate::cli::Project;
use northstar::diagnostic::report::{About, Report};
use northstar::diagnostic::{Diagnostic, Diagnostics, Edit, Fix, Level, codes};
use northstar::source::{SourceMap, Span};

/// The formats that other programs read, without our own JSON.
pub const FORMATS: [&str; 6] = ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"];

/// A file whose name and text are hard to write down: line breaks of two characters, letters and signs of several bytes.
pub const ODD: &str = "metrics/50% näme/a, b: 'c' & d.nsm";
const ODD_TEXT: &str = "team supply { title: \"Supply & <Co>, 100% sure\" }\r\n\
    metric a_count { title: \"🌙🌙 é\" value: sum(nigths) from bookings }\r\n\
    metric twice { value: count(*) from bookings }\r\n";
pub const OTHER: &str = "metrics/other.nsm";
const OTHER_TEXT: &str = "metric twice { value: count(*) from bookings }\n\
    metric b_count { value: sum(nigths) from bookings }\n\
    metric c_count { value: sum(nigths) from bookings }\n";
const SOURCES: &str = "source bookings {\n  table: bookings\n\n  id      integer    key\n  made    timestamp  time\n  \
    nights  integer    unit night\n}\n";

/// A project with a finding about no text, one with two places, equal ones, and a warning.
pub fn odd() -> Project {
    let project = "[project]\nname = \"odd\"\ninclude = [\"metrics/**/*.nsm\"]\n";
    Project::of(&[("northstar.toml", project), (ODD, ODD_TEXT), (OTHER, OTHER_TEXT), ("metrics/sources.nsm", SOURCES)])
}

/// Where a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: &'static str,
    pub line: usize,
    /// In code points, and in bytes.
    pub columns: [usize; 2],
    pub length: usize,
}

/// A finding of [`odd`], counted by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    pub code: &'static str,
    pub name: &'static str,
    pub level: &'static str,
    pub place: Option<Place>,
}

const fn at(
    code: &'static str,
    name: &'static str,
    level: &'static str,
    file: &'static str,
    [line, column, byte, length]: [usize; 4],
) -> Expected {
    Expected { code, name, level, place: Some(Place { file, line, columns: [column, byte], length }) }
}

/// The findings of [`odd`], in their order.
pub const EXPECTED: [Expected; 6] = [
    Expected { code: "NS301", name: "no-north-star", level: "error", place: None },
    at("NS408", "no-contact", "warning", ODD, [1, 6, 6, 6]),
    // Two signs of four bytes and a letter of two stand before it.
    at("NS102", "unknown-name", "error", ODD, [2, 43, 50, 6]),
    at("NS101", "duplicate-name", "error", OTHER, [1, 8, 8, 5]),
    at("NS102", "unknown-name", "error", OTHER, [2, 29, 29, 6]),
    at("NS102", "unknown-name", "error", OTHER, [3, 29, 29, 6]),
];

impl Expected {
    pub fn rule(&self) -> String {
        format!("{} {}", self.code, self.name)
    }

    /// The file, or the one that stands in for it.
    pub fn file(&self) -> &'static str {
        self.place.map_or("northstar.toml", |place| place.file)
    }
}

/// What a project is, and what it prints in a format; all formats end alike.
pub fn printed(project: &Project, format: &str, code: i32) -> String {
    let ended = project.run(&["check", "--format", format]).expect(code);
    assert_eq!(ended.err, "", "{format}");
    ended.out
}

/// No rule mends anything yet, so findings with changes are made here, and written by the formats' own functions.
pub fn mended(render: fn(&Report) -> String) -> String {
    let mut sources = SourceMap::default();
    let one = sources.add(ODD, "ä 🌙 x\r\nx\r\n");
    let two = sources.add(OTHER, "x\n");
    let edit = |file, start, text: &str| Edit { span: Span::new(file, start, start + 1), text: text.to_owned() };
    let fix = |title: &str, safe, edits| Fix { title: title.to_owned(), safe, edits };
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(
        Diagnostic::new(codes::UNKNOWN_NAME, Span::new(one, 8, 9), "there is no `x`")
            .label(Span::new(two, 0, 1), "here")
            .fix(fix("write `y`", true, vec![edit(one, 8, "y")]))
            .fix(fix("write `ü` in both lines", true, vec![edit(one, 8, "ü"), edit(one, 11, "ü")]))
            .fix(fix("write `z` everywhere", false, vec![edit(one, 8, "z"), edit(two, 0, "z")])),
    );
    let rules = [About {
        code: codes::UNKNOWN_NAME,
        family: "Names",
        summary: "A name that nothing declares",
        explanation: "It does not exist.",
        page: "# NS102 unknown-name\n".to_owned(),
    }];
    let (diagnostics, sources, rules) = (&diagnostics, &sources, &rules[..]);
    render(&Report { diagnostics, sources, denied: Level::Error, project_file: "northstar.toml", rules })
}
