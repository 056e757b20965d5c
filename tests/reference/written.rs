//! A random case written out: project file, metric file, tables, questions.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use northstar::project::calendar::{Calendar, Grain, MONTHS, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::forms::{WrittenMetric, asked_together};
use super::generator::{Case, Pick, Question};
use super::value::{Exact, Value};
use super::wording::{Column, Kind, STATES, TEXTS, Words};

/// A case as text and rows.
#[derive(Clone, Debug)]
pub struct Written {
    /// `[calendar]`
    pub calendar: Calendar,
    /// The metric file.
    pub metrics: String,
    /// The tables.
    pub tables: Vec<WrittenTable>,
    /// What is asked.
    pub questions: Vec<WrittenQuestion>,
    /// The metrics, each with the grains that it has a value at.
    pub grains: BTreeMap<String, Vec<Option<Grain>>>,
}

/// A table of the warehouse.
#[derive(Clone, Debug)]
pub struct WrittenTable {
    /// The source's name, and the table's.
    pub name: String,
    /// The columns that the table has; computed ones come after them in the source.
    pub columns: Vec<(String, Kind)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// A question in words.
#[derive(Clone, Debug)]
pub struct WrittenQuestion {
    /// The metrics' names.
    pub metrics: Vec<String>,
    /// The dimensions as asked.
    pub by: Vec<String>,
    /// The grain.
    pub grain: Option<Grain>,
    /// `--since`
    pub since: Option<Date>,
    /// `--until`
    pub until: Option<Date>,
    /// `--where`
    pub filter: Option<String>,
    /// `--as-of`
    pub as_of: Date,
    /// `--sparse`
    pub sparse: bool,
}

/// A source that is being written.
pub struct Source {
    /// Its name.
    pub name: String,
    text: String,
    /// Name, kind, and whether it may be null.
    pub columns: Vec<(String, Kind, bool)>,
    /// With whether they read links.
    computed: Vec<(String, Kind, bool)>,
    key: usize,
    /// Whether its rows hold from its column `begins` up to its column `ends`.
    changes: bool,
    links: Vec<(String, usize)>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

const ZONES: [&str; 6] =
    ["UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"];
const TIMES: [(i8, i8, i8, i32); 12] = [
    (12, 0, 0, 0),
    (0, 0, 0, 0),
    (23, 59, 59, 999_999_000),
    (0, 30, 0, 0),
    (1, 59, 59, 0),
    (2, 30, 0, 0),
    (3, 0, 0, 0),
    (10, 30, 0, 0),
    (7, 0, 0, 0),
    (15, 0, 0, 0),
    (18, 29, 59, 0),
    (22, 0, 0, 0),
];
/// Every grain that a question can have.
pub const GRAINS: [Option<Grain>; 7] =
    [Some(Grain::Week), Some(Grain::Day), Some(Grain::Month), None, Some(Grain::Quarter), Some(Grain::Year), Some(Grain::Hour)];
const KINDS: [Kind; 7] = [Kind::Text, Kind::Integer, Kind::OneOf, Kind::Decimal, Kind::Boolean, Kind::Date, Kind::Float];

/// What all parts of a case share.
pub struct Writer<'c> {
    /// The case.
    pub case: &'c Case,
    zone: &'static str,
    base: Date,
    /// Days that conditions ask for.
    pub days: Vec<String>,
    /// The sources: dimensions, then facts.
    pub sources: Vec<Source>,
    /// Whether a row is dated long before the others.
    pub has_outlier: bool,
}

impl Case {
    /// The case written out.
    pub fn write(&self) -> Written {
        let [zone, week_start, fiscal, base] = self.calendar;
        let base = *base.of(&[date(2026, 1, 5), date(2026, 3, 2), date(2025, 10, 13), date(2025, 12, 8), date(2026, 3, 23)]);
        let days = (0..40).map(|day| (base + (day - 2).days()).to_string()).collect();
        let zone = *zone.of(&ZONES);
        let mut writer = Writer { case: self, zone, base, days, sources: Vec::new(), has_outlier: false };
        writer.sources();
        let starts = [0, 10, -20, 17, 35];
        let calendar = Calendar {
            timezone: zone.to_owned(),
            week_start: *week_start.of(&Weekday::ALL),
            grain: Grain::Week,
            fiscal_year_start: u8::try_from(fiscal.below(12)).unwrap() + 1,
            start: self.start.map(|start| base + start.of(&starts).days()),
        };
        let metrics = writer.metrics();
        let mut text: String = writer.sources.iter().map(|source| source.text.as_str()).collect();
        text.extend(metrics.iter().map(|metric| metric.text.as_str()));
        let questions = self.questions.iter().map(|question| writer.question(question, &metrics)).collect();
        let grains = metrics.into_iter().map(|metric| (metric.name, metric.grains)).collect();
        let table = |source: &Source| WrittenTable {
            name: source.name.clone(),
            columns: source.columns.iter().map(|(name, kind, _)| (name.clone(), *kind)).collect(),
            rows: source.rows.clone(),
        };
        Written { calendar, metrics: text, tables: writer.sources.iter().map(table).collect(), questions, grains }
    }
}

impl Writer<'_> {
    fn sources(&mut self) {
        let count = self.case.dimensions.len();
        for position in (0..count).rev() {
            self.dimension(position);
        }
        // Dimensions were written last first, for a chain goes to the next one.
        for position in 0..self.case.facts.len() {
            self.fact(position);
        }
    }

    /// The position among the sources of a dimension.
    fn dimension_at(&self, dimension: usize) -> usize {
        self.case.dimensions.len() - 1 - dimension
    }

    fn dimension(&mut self, position: usize) {
        let spec = &self.case.dimensions[position];
        let name = format!("d{position}");
        let letter = ["a", "b", "c"][position];
        let mut source = Source::new(&name);
        source.column("id", Kind::Integer, false, " key");
        if spec.composite {
            source.column("code", Kind::Text, false, " key");
        }
        source.key = source.columns.len();
        if let Some(valid) = spec.valid {
            let kind = *valid.of(&[Kind::Date, Kind::Instant, Kind::Wall("Europe/Paris"), Kind::Wall(self.zone)]);
            source.column("begins", kind, false, "");
            source.column("ends", kind, true, "");
            source.text.push_str("  valid: begins to ends\n");
            source.changes = true;
        }
        if spec.chained && position + 1 < self.case.dimensions.len() {
            self.link(&mut source, position + 1, "");
        }
        for (at, (kind, nullable)) in spec.columns.iter().enumerate() {
            source.column(&format!("{letter}{at}"), *kind.of(&KINDS), *nullable, "");
        }
        self.computed(&mut source, &format!("{letter}c"), &spec.computed);
        source.text.push_str("}\n\n");
        self.fill(&mut source, &spec.rows);
        self.sources.push(source);
    }

    fn fact(&mut self, position: usize) {
        let spec = &self.case.facts[position];
        let name = format!("f{position}");
        let letter = ["p", "q", "r"][position];
        let mut source = Source::new(&name);
        let kinds = [Kind::Instant, Kind::Date, Kind::Wall(self.zone), Kind::Wall("Europe/Paris"), Kind::Instant];
        source.column("id", Kind::Integer, false, " key");
        source.key = 1;
        source.column("at", *spec.time.0.of(&kinds), spec.time.1, " time");
        source.column("closed", *Pick(spec.time.0.0 / 5).of(&[Kind::Date, Kind::Instant]), true, "");
        source.column("person", Kind::Integer, true, "");
        let (first, second, twice) = spec.links;
        for (dimension, is_linked) in [first, second].into_iter().enumerate() {
            if is_linked && dimension < self.case.dimensions.len() {
                self.link(&mut source, dimension, "");
                if twice && dimension == 0 {
                    self.link(&mut source, dimension, "_too");
                }
            }
        }
        for (at, (kind, nullable)) in spec.columns.iter().enumerate() {
            source.column(&format!("{letter}{at}"), *kind.of(&KINDS), *nullable, "");
        }
        self.computed(&mut source, &format!("{letter}c"), &spec.computed);
        if let Some(filter) = &spec.filter {
            let scope = self.scope(&source);
            let filter = Words::new(&scope, &self.days).truth(filter);
            writeln!(source.text, "  filter: {filter}").unwrap();
        }
        source.text.push_str("}\n\n");
        self.fill(&mut source, &spec.rows);
        self.sources.push(source);
    }

    fn link(&self, source: &mut Source, dimension: usize, suffix: &str) {
        let link = format!("d{dimension}{suffix}");
        let at = self.case.dimensions[dimension].valid.map_or_else(String::new, |pick| {
            let kind = *Pick(pick.0 / 4).of(&[Kind::Instant, Kind::Date, Kind::Wall("Asia/Kolkata")]);
            source.column(&format!("{link}_seen"), kind, true, "");
            let times: Vec<&str> =
                source.columns.iter().filter(|(_, kind, _)| kind.is_time()).map(|(name, ..)| name.as_str()).collect();
            format!(" at {}", Pick(pick.0 / 12).of(&times))
        });
        if self.case.dimensions[dimension].composite {
            source.column(&format!("{link}_id"), Kind::Integer, true, "");
            source.column(&format!("{link}_code"), Kind::Text, true, "");
            writeln!(source.text, "  link {link}: ({link}_id, {link}_code) references d{dimension}{at}").unwrap();
        } else {
            source.column(&format!("{link}_id"), Kind::Integer, true, &format!(" references d{dimension} as {link}{at}"));
        }
        source.links.push((link, self.dimension_at(dimension)));
    }

    fn computed(&self, source: &mut Source, prefix: &str, list: &[super::generator::Computed]) {
        for (at, computed) in list.iter().enumerate() {
            let scope = self.scope(source);
            let (kind, text) = Words::new(&scope, &self.days).computed(computed, self.zone);
            let name = format!("{prefix}{at}");
            writeln!(source.text, "  {name} {} nullable = {text}", kind.text()).unwrap();
            let reads = |column: &Column| column.is_linked && text.contains(&column.path);
            let is_linked = scope.iter().any(reads);
            source.computed.push((name, kind, is_linked));
        }
    }

    /// The columns of a source and of all that it links to.
    pub fn scope(&self, source: &Source) -> Vec<Column> {
        let mut scope = Vec::new();
        self.add_columns(source, "", &mut scope);
        scope
    }

    fn add_columns(&self, source: &Source, prefix: &str, scope: &mut Vec<Column>) {
        let physical = source.columns.iter().map(|(name, kind, _)| (name, kind, false));
        for (name, kind, is_linked) in physical.chain(source.computed.iter().map(|(name, kind, linked)| (name, kind, *linked))) {
            scope.push(Column {
                path: format!("{prefix}{name}"),
                end: format!("{}.{name}", source.name),
                kind: *kind,
                is_linked: is_linked || !prefix.is_empty(),
            });
        }
        for (link, target) in &source.links {
            self.add_columns(&self.sources[*target], &format!("{prefix}{link}."), scope);
        }
    }

    /// Rows for a source; of rows with the same key the first stays. Of a source whose rows hold for a while a key has several
    /// rows, one after the other.
    fn fill(&mut self, source: &mut Source, rows: &[Vec<Pick>]) {
        let is_fact = source.name.starts_with('f');
        for (position, picks) in rows.iter().enumerate() {
            let mut row = Vec::new();
            for (at, (name, kind, nullable)) in source.columns.iter().enumerate() {
                let pick = picks[2 * at % picks.len()];
                let other = picks[(2 * at + 1) % picks.len()];
                // Some columns are null on every row.
                let is_empty = rows[0][2 * at % picks.len()].0 % 23 == 22;
                row.push(match name.as_str() {
                    "id" if is_fact => Value::integer(position as i64),
                    _ if *nullable && (is_empty || pick.below(11) == 10) => Value::Null,
                    "id" if source.changes => Value::integer(pick.below(4)),
                    "id" | "person" => Value::integer(pick.below(6)),
                    "code" => Value::text(pick.of(&["a", "b"])),
                    id if id.starts_with('d') && id.ends_with("_id") => Value::integer(pick.below(6)),
                    code if code.starts_with('d') && code.ends_with("_code") => Value::text(pick.of(&["a", "b"])),
                    "at" | "closed" => self.moment(*kind, pick, other),
                    // On the wall clock, an hour that a zone has not or has twice would not be where its order says.
                    "begins" | "ends" => self.moment(*kind, pick, Pick(other.below(3))),
                    seen if seen.ends_with("_seen") => self.moment(*kind, pick, other),
                    _ => self.value(*kind, pick),
                });
            }
            source.rows.push(row);
        }
        let mut known = BTreeSet::new();
        let key = source.key + usize::from(source.changes);
        let text = |row: &Vec<Value>| row[..key].iter().map(Value::key).collect::<Vec<_>>();
        source.rows.retain(|row| known.insert(text(row)));
        if source.changes {
            one_after_the_other(&mut source.rows, source.key);
        }
    }

    fn value(&self, kind: Kind, pick: Pick) -> Value {
        match kind {
            Kind::Integer => Value::integer(*pick.of(&[1, 2, 0, 3, 5, -4, 10, 100])),
            Kind::Decimal => {
                Value::Number(Exact { mantissa: *pick.of(&[100, 250, 0, 10, -333, 1999, 100_000_001, 5]), scale: 2 })
            }
            Kind::Float => Value::Float(*pick.of(&[1.0, 0.5, 0.0, -2.25, 3.125, 1e6, 0.1])),
            Kind::Boolean => Value::Bool(pick.below(2) == 0),
            Kind::Text => Value::text(pick.of(&TEXTS)),
            Kind::OneOf => Value::text(pick.of(&STATES)),
            Kind::Date => Value::Date(self.base + i64::from(pick.below(30)).days()),
            Kind::Instant | Kind::Wall(_) => panic!("a time column has its own values"),
        }
    }

    fn moment(&mut self, kind: Kind, pick: Pick, other: Pick) -> Value {
        let changes =
            [date(2026, 3, 29), date(2026, 3, 8), date(2025, 10, 26), date(2025, 11, 2), date(2026, 4, 5), date(2025, 10, 5)];
        let bounds = [date(2026, 1, 1), date(2025, 12, 31), date(2026, 2, 1), date(2026, 3, 31), date(2025, 11, 1)];
        let day = match pick.below(640) {
            639 => {
                self.has_outlier = true;
                date(2024, 12, 31)
            }
            choice @ 560..600 => changes[usize::from(choice) % changes.len()],
            choice @ 600..=638 => bounds[usize::from(choice) % bounds.len()],
            choice => self.base + i64::from(choice % 40).days(),
        };
        let (hour, minute, second, rest) = *other.of(&TIMES);
        match kind {
            Kind::Date => Value::Date(day),
            // Exactly where a day of the project's zone begins.
            Kind::Instant if other.0 % 7 == 6 => {
                let zone = jiff::tz::TimeZone::get(self.zone).unwrap();
                let midnight = day.to_zoned(zone).unwrap().timestamp();
                Value::Timestamp(jiff::tz::TimeZone::UTC.to_datetime(midnight))
            }
            _ => Value::Timestamp(DateTime::from_parts(day, jiff::civil::time(hour, minute, second, rest))),
        }
    }

    fn question(&self, spec: &Question, metrics: &[WrittenMetric]) -> WrittenQuestion {
        let asked = asked_together(&spec.metrics, metrics);
        let mut shared = WrittenMetric::new("");
        shared.shares(asked.iter().copied());
        let slices: Vec<&String> = shared.slices.keys().collect();
        let mut by: BTreeMap<&str, String> = BTreeMap::new();
        for pick in spec.by.iter().filter(|_| !slices.is_empty()) {
            let path = *pick.of(&slices);
            by.insert(path.rsplit('.').next().unwrap(), path.clone());
        }
        // A long range of short periods says no more than a short one, and takes a slow evaluator long: so no question has more
        // than a few hundred periods, and hours are not asked where values may come from years before.
        let grains: Vec<Option<Grain>> =
            shared.grains.iter().copied().filter(|grain| *grain != Some(Grain::Hour) || !self.has_outlier).collect();
        let grain = *spec.grain.of(if grains.is_empty() { &shared.grains } else { &grains });
        let as_of = self.base + spec.as_of.of(&[44, 30, 60, 20, 14, 90]).days();
        let bound = |pick: Pick| self.base + pick.of(&[7, 10, 21, 0, 28, -20, 33]).days();
        let mut since = spec.since.map(bound);
        let mut until = spec.until.map(bound);
        match grain {
            Some(Grain::Hour) => {
                let first = self.base + i64::from(spec.as_of.0 / 6 % 38).days();
                (since, until) = (Some(first), Some(first + i64::from(1 + spec.as_of.0 / 228 % 2).days()));
            }
            Some(Grain::Day) if self.has_outlier => since = Some(as_of - 30.days()),
            _ => {}
        }
        let filter = spec.filter.as_ref().filter(|_| !shared.paths.is_empty());
        WrittenQuestion {
            metrics: asked.iter().map(|metric| metric.name.clone()).collect(),
            by: by.into_values().collect(),
            grain,
            since,
            // A range without a day is refused.
            until: until.filter(|until| since.is_none_or(|since| since < *until)),
            filter: filter.map(|filter| Words::new(&shared.paths, &self.days).truth(filter)),
            as_of,
            sparse: spec.sparse,
        }
    }
}

impl Source {
    fn new(name: &str) -> Source {
        Source {
            name: name.to_owned(),
            text: format!("source {name} {{\n  table: {name}\n"),
            columns: Vec::new(),
            computed: Vec::new(),
            key: 0,
            changes: false,
            links: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn column(&mut self, name: &str, kind: Kind, nullable: bool, attributes: &str) {
        let one_of = if kind == Kind::OneOf { " one_of ('new', 'old')" } else { "" };
        let nullable_text = if nullable { " nullable" } else { "" };
        let physical = physical(name);
        let other_name = if physical == name { String::new() } else { format!(" column \"{physical}\"") };
        writeln!(self.text, "  {name} {}{attributes}{one_of}{nullable_text}{other_name}", kind.text()).unwrap();
        self.columns.push((name.to_owned(), kind, nullable));
    }
}

/// What a column is called in its table: every source has one whose name the language could not write.
fn physical(name: &str) -> String {
    if name.len() == 2 && name.ends_with('0') { format!("Odd {name}") } else { name.to_owned() }
}

/// Lets no row of a key hold beyond the start of the next one; the last may be open.
fn one_after_the_other(rows: &mut [Vec<Value>], begins: usize) {
    let starts: Vec<(String, Value)> = rows
        .iter()
        .map(|row| (row[..begins].iter().map(Value::key).collect::<Vec<_>>().join("|"), row[begins].clone()))
        .collect();
    for (row, (key, start)) in rows.iter_mut().zip(&starts) {
        let later = |other: &&Value| other.order(start).is_some_and(std::cmp::Ordering::is_gt);
        let after = starts.iter().filter(|(other, _)| other == key).map(|(_, start)| start).filter(later);
        let next = after.min_by(|a, b| a.order(b).unwrap());
        let end = &mut row[begins + 1];
        if end.order(start).is_some_and(std::cmp::Ordering::is_lt) {
            *end = Value::Null;
        }
        if let Some(next) = next
            && end.order(next).is_none_or(std::cmp::Ordering::is_gt)
        {
            *end = next.clone();
        }
    }
}

impl Written {
    /// `northstar.toml`
    pub fn project_file(&self) -> String {
        let calendar = &self.calendar;
        let start = calendar.start.map_or_else(String::new, |start| format!("start = {start}\n"));
        format!(
            "[project]\nname = \"random\"\ninclude = [\"*.nsm\"]\ndialect = \"duckdb\"\n\n[calendar]\ntimezone = \"{}\"\nweek_start = \"{}\"\nfiscal_year_start = \"{}\"\n{start}",
            calendar.timezone,
            calendar.week_start.name(),
            MONTHS[usize::from(calendar.fiscal_year_start) - 1],
        )
    }

    /// The tables, as statements that any engine here takes.
    pub fn load(&self) -> Vec<String> {
        self.tables.iter().flat_map(WrittenTable::load).collect()
    }
}

impl WrittenTable {
    fn load(&self) -> Vec<String> {
        let kind = |kind: &Kind| match kind {
            Kind::Integer => "BIGINT",
            Kind::Decimal => "DECIMAL(12, 2)",
            Kind::Float => "DOUBLE PRECISION",
            Kind::Boolean => "BOOLEAN",
            Kind::Text | Kind::OneOf => "TEXT",
            Kind::Date => "DATE",
            Kind::Instant | Kind::Wall(_) => "TIMESTAMP",
        };
        let columns: Vec<String> = self.columns.iter().map(|(name, of)| format!("\"{}\" {}", physical(name), kind(of))).collect();
        let mut statements =
            vec![format!("DROP TABLE IF EXISTS {}", self.name), format!("CREATE TABLE {} ({})", self.name, columns.join(", "))];
        if !self.rows.is_empty() {
            let row = |row: &Vec<Value>| format!("({})", row.iter().map(sql_literal).collect::<Vec<_>>().join(", "));
            let rows: Vec<String> = self.rows.iter().map(row).collect();
            statements.push(format!("INSERT INTO {} VALUES\n  {}", self.name, rows.join(",\n  ")));
        }
        statements
    }
}

fn sql_literal(value: &Value) -> String {
    match value {
        Value::Float(number) => format!("CAST('{number:?}' AS DOUBLE PRECISION)"),
        Value::Date(day) => format!("DATE '{day}'"),
        Value::Timestamp(_) => format!("TIMESTAMP '{value}'"),
        other => other.to_string(),
    }
}

impl std::fmt::Display for WrittenQuestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "northstar query {} --grain {}", self.metrics.join(","), self.grain.map_or("none", Grain::name))?;
        if !self.by.is_empty() {
            write!(f, " --by {}", self.by.join(","))?;
        }
        let dates = [("--since", self.since), ("--until", self.until), ("--as-of", Some(self.as_of))];
        for (flag, date) in dates {
            if let Some(date) = date {
                write!(f, " {flag} {date}")?;
            }
        }
        if let Some(filter) = &self.filter {
            write!(f, " --where \"{filter}\"")?;
        }
        if self.sparse { f.write_str(" --sparse") } else { Ok(()) }
    }
}
