//! A random case written out: project file, metric file, tables, questions.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use northstar::project::calendar::{Calendar, Grain, MONTHS, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::generator::{Aggregate, Case, Form, Measure, Metric, Pick, Question};
use super::value::{Exact, Value};
use super::wording::{Column, Kind, STATES, TEXTS, Words, arithmetic};

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
struct Source {
    name: String,
    text: String,
    columns: Vec<(String, Kind, bool)>,
    /// With whether they read links.
    computed: Vec<(String, Kind, bool)>,
    key: usize,
    links: Vec<(String, usize)>,
    rows: Vec<Vec<Value>>,
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
/// Windows, and at which grains they are asked.
const WINDOWS: [(&str, &str); 6] = [
    ("trailing 28 days", "day week none"),
    ("trailing 7 days", "day week none"),
    ("month to date", "day week month none"),
    ("year to date", "day week month quarter year none"),
    ("all time", "day week month quarter year none"),
    ("quarter to date", "day week month quarter none"),
];
/// Distances of lags, and at which grains they are asked.
const SHIFTS: [(&str, &str); 6] = [
    ("1 week", "day week"),
    ("1 year", "day week month quarter year"),
    ("1 month", "day month"),
    ("2 weeks", "day week"),
    ("1 quarter", "day month quarter"),
    ("1 day", "day"),
];
const GRAINS: [Option<Grain>; 7] =
    [Some(Grain::Week), Some(Grain::Day), Some(Grain::Month), None, Some(Grain::Quarter), Some(Grain::Year), Some(Grain::Hour)];
const KINDS: [Kind; 7] = [Kind::Text, Kind::Integer, Kind::OneOf, Kind::Decimal, Kind::Boolean, Kind::Date, Kind::Float];

/// What all parts of a case share.
struct Writer<'c> {
    case: &'c Case,
    zone: &'static str,
    base: Date,
    days: Vec<String>,
    sources: Vec<Source>,
    has_outlier: bool,
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
        let table = |source: &Source| WrittenTable {
            name: source.name.clone(),
            columns: source.columns.iter().map(|(name, kind, _)| (name.clone(), *kind)).collect(),
            rows: source.rows.clone(),
        };
        Written { calendar, metrics: text, tables: writer.sources.iter().map(table).collect(), questions }
    }
}

/// A metric that is being written: what it reads decides what it can be asked by.
struct WrittenMetric {
    name: String,
    text: String,
    unit: String,
    /// Every way to ask for a slice, and the column at its end.
    slices: BTreeMap<String, String>,
    /// Every path that a condition can read.
    paths: Vec<Column>,
    /// At which grains it can be asked.
    grains: Vec<Option<Grain>>,
    form: Shape,
    source: usize,
}

/// What other metrics may do with a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `count(*)`
    Rows,
    /// A distinct count.
    Distinct,
    /// A measure of plain rows and periods.
    Plain,
    /// Anything else.
    Other,
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
            let filter = Words { scope: &scope, days: &self.days }.truth(filter);
            writeln!(source.text, "  filter: {filter}").unwrap();
        }
        source.text.push_str("}\n\n");
        self.fill(&mut source, &spec.rows);
        self.sources.push(source);
    }

    fn link(&self, source: &mut Source, dimension: usize, suffix: &str) {
        let link = format!("d{dimension}{suffix}");
        if self.case.dimensions[dimension].composite {
            source.column(&format!("{link}_id"), Kind::Integer, true, "");
            source.column(&format!("{link}_code"), Kind::Text, true, "");
            writeln!(source.text, "  link {link}: ({link}_id, {link}_code) references d{dimension}").unwrap();
        } else {
            source.column(&format!("{link}_id"), Kind::Integer, true, &format!(" references d{dimension} as {link}"));
        }
        source.links.push((link, self.dimension_at(dimension)));
    }

    fn computed(&self, source: &mut Source, prefix: &str, list: &[super::generator::Computed]) {
        for (at, computed) in list.iter().enumerate() {
            let scope = self.scope(source);
            let (kind, text) = Words { scope: &scope, days: &self.days }.computed(computed, self.zone);
            let name = format!("{prefix}{at}");
            writeln!(source.text, "  {name} {} nullable = {text}", kind.text()).unwrap();
            let reads = |column: &Column| column.is_linked && text.contains(&column.path);
            let is_linked = scope.iter().any(reads);
            source.computed.push((name, kind, is_linked));
        }
    }

    /// The columns of a source and of all that it links to.
    fn scope(&self, source: &Source) -> Vec<Column> {
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

    /// Rows for a source; of rows with the same key the first stays.
    fn fill(&mut self, source: &mut Source, rows: &[Vec<Pick>]) {
        let mut known = BTreeSet::new();
        for (position, picks) in rows.iter().enumerate() {
            let is_fact = source.name.starts_with('f');
            let mut row = Vec::new();
            for (at, (name, kind, nullable)) in source.columns.iter().enumerate() {
                let pick = picks[2 * at % picks.len()];
                let other = picks[(2 * at + 1) % picks.len()];
                row.push(match name.as_str() {
                    "id" if is_fact => Value::integer(position as i64),
                    _ if *nullable && pick.below(11) == 10 => Value::Null,
                    "id" | "person" | "d0_id" | "d1_id" | "d2_id" | "d0_too_id" => Value::integer(pick.below(6)),
                    "code" | "d0_code" | "d1_code" | "d2_code" | "d0_too_code" => Value::text(pick.of(&["a", "b"])),
                    "at" | "closed" => self.moment(*kind, pick, other),
                    _ => self.value(*kind, pick),
                });
            }
            let key: Vec<String> = row[..source.key].iter().map(Value::key).collect();
            if known.insert(key) {
                source.rows.push(row);
            }
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
                date(1999, 12, 31)
            }
            choice @ 560..600 => changes[usize::from(choice) % changes.len()],
            choice @ 600..=638 => bounds[usize::from(choice) % bounds.len()],
            choice => self.base + i64::from(choice % 40).days(),
        };
        let (hour, minute, second, rest) = *other.of(&TIMES);
        match kind {
            Kind::Date => Value::Date(day),
            _ => Value::Timestamp(DateTime::from_parts(day, jiff::civil::time(hour, minute, second, rest))),
        }
    }

    fn metrics(&self) -> Vec<WrittenMetric> {
        let mut metrics: Vec<WrittenMetric> = Vec::new();
        for (position, spec) in self.case.metrics.iter().enumerate() {
            let metric = self.metric(&format!("m{position}"), spec, &metrics);
            metrics.push(metric);
        }
        metrics
    }

    fn metric(&self, name: &str, spec: &Metric, before: &[WrittenMetric]) -> WrittenMetric {
        let first_fact = self.case.dimensions.len();
        let source = first_fact + usize::from(spec.source.below(u16::try_from(self.case.facts.len()).unwrap()));
        let scope = self.scope(&self.sources[source]);
        let words = Words { scope: &scope, days: &self.days };
        let mut metric = WrittenMetric::new(name, source, scope.clone());
        let mut properties = String::new();
        let value = self.form(spec, &words, before, &mut metric, &mut properties);
        match value {
            Value2::Measure(value) => {
                let from = spec.filter.as_ref().map_or_else(String::new, |filter| format!(" where {}", words.truth(filter)));
                let slices = scope.iter().filter(|column| is_slice(column));
                metric.slices = slices.map(|column| (column.path.clone(), column.end.clone())).collect();
                write!(metric.text, "metric {name} {{\n  value: {value} from {}{from}\n", self.sources[source].name).unwrap();
                if spec.other_time && !properties.contains("time:") {
                    properties.push_str("  time: closed\n");
                }
                self.publish(spec, &scope, &mut metric);
            }
            Value2::Derived(value) => write!(metric.text, "metric {name} {{\n  value: {value}\n").unwrap(),
        }
        metric.text.push_str(&properties);
        if let Some(grain) = metric.grains.iter().flatten().next().filter(|_| metric.grains.len() < GRAINS.len()) {
            writeln!(metric.text, "  grain: {}", grain.name()).unwrap();
        }
        if let Some(fill) = spec.fill {
            writeln!(metric.text, "  fill: {}", fill.of(&["zero", "previous"])).unwrap();
        }
        metric.text.push_str("}\n\n");
        metric
    }

    /// `dimensions`, each with a name of its own.
    fn publish(&self, spec: &Metric, scope: &[Column], metric: &mut WrittenMetric) {
        let slices: Vec<&Column> = scope.iter().filter(|column| is_slice(column)).collect();
        let mut published: BTreeMap<String, (String, String)> = BTreeMap::new();
        for pick in &spec.dimensions {
            let column = *pick.of(&slices);
            let last = column.path.rsplit('.').next().unwrap();
            let is_renamed = !column.is_own() && pick.0 % 2 == 1;
            let name = if is_renamed { format!("of_{}", column.path.replace('.', "_")) } else { last.to_owned() };
            let alias = if is_renamed { format!(" as {name}") } else { String::new() };
            // A name of another column of the row would hide it.
            if column.is_own() || !scope.iter().any(|other| other.path == name) {
                published.insert(name, (format!("{}{alias}", column.path), column.end.clone()));
            }
        }
        if !published.is_empty() {
            let list: Vec<&str> = published.values().map(|(text, _)| text.as_str()).collect();
            writeln!(metric.text, "  dimensions: {}", list.join(", ")).unwrap();
        }
        metric.slices.extend(published.into_iter().map(|(name, (_, end))| (name, end)));
    }

    fn form(
        &self,
        spec: &Metric,
        words: &Words<'_>,
        before: &[WrittenMetric],
        metric: &mut WrittenMetric,
        properties: &mut String,
    ) -> Value2 {
        let name = self.sources[metric.source].name.clone();
        let fallback = || Value2::Measure("count(*)".to_owned());
        match &spec.form {
            Form::Measure(measure) => {
                let (text, unit) = words.measure(measure, &name);
                metric.form = match measure {
                    Measure::One(_) if text.starts_with("count(*)") => Shape::Rows,
                    Measure::One(_) if text.starts_with("count(distinct") => Shape::Distinct,
                    _ => Shape::Plain,
                };
                metric.unit = unit;
                Value2::Measure(text)
            }
            Form::Window(measure, window) => {
                let (window, grains) = *window.of(&WINDOWS);
                writeln!(properties, "  window: {window}").unwrap();
                metric.only_at(grains);
                let (text, unit) = words.measure(measure, &name);
                metric.unit = unit;
                Value2::Measure(text)
            }
            Form::Snapshot(measure, which) => {
                let source = &self.sources[metric.source];
                let keys = source
                    .columns
                    .iter()
                    .filter(|(name, kind, nullable)| !nullable && kind.is_discrete() && name != "id" && name != "at");
                let by: Vec<String> = keys.map(|(name, ..)| format!(" by {name}")).chain([String::new()]).collect();
                let kind = *which.of(&["last", "first", "avg", "min", "max"]);
                let by = if which.below(5) < 2 { Pick(which.0 / 5).of(&by).clone() } else { String::new() };
                writeln!(properties, "  snapshot: {kind}{by}").unwrap();
                metric.only_at("day week month quarter year none");
                let (text, unit) = words.measure(measure, &name);
                metric.unit = unit;
                Value2::Measure(text)
            }
            Form::Lasting(measure) => {
                writeln!(properties, "  time: at to closed").unwrap();
                metric.only_at("day week month quarter year none");
                let (text, unit) = words.measure(measure, &name);
                metric.unit = unit;
                Value2::Measure(text)
            }
            Form::Nested(outer, inner, key, having) => self.nested(words, metric, *outer, inner, (*key, *having)),
            Form::Qualified(key_pick, bound) => {
                let key = words.scope.iter().filter(|column| is_slice(column)).collect::<Vec<_>>();
                let key = &key_pick.of(&key).path;
                metric.unit = name;
                Value2::Measure(format!("count(distinct {key} having count(*) >= {})", bound.below(3) + 1))
            }
            _ => {
                let over_metrics = self.over_metrics(spec, before, metric);
                over_metrics.filter(|_| metric.grains.iter().any(Option::is_some)).unwrap_or_else(|| {
                    *metric = WrittenMetric::new(&metric.name, metric.source, words.scope.to_vec());
                    metric.unit = name;
                    fallback()
                })
            }
        }
    }

    fn nested(
        &self,
        words: &Words<'_>,
        metric: &mut WrittenMetric,
        outer: Pick,
        inner: &Aggregate,
        (key, having): (Pick, Option<Pick>),
    ) -> Value2 {
        let name = self.sources[metric.source].name.clone();
        let (text, unit) = words.aggregate(inner, &name);
        let mut keys: Vec<&str> =
            words.scope.iter().filter(|column| is_slice(column)).map(|column| column.path.as_str()).collect();
        keys.insert(0, "person");
        keys.insert(0, "day");
        let key = *key.of(&keys);
        if key == "day" {
            metric.only_at("week month quarter year none");
        }
        let having = having.map_or_else(String::new, |having| format!(" having count(*) >= {}", having.below(3) + 1));
        metric.unit = unit;
        let outer = outer.of(&["avg(#)", "sum(#)", "median(#)", "max(#)", "min(#)", "stddev(#)"]);
        Value2::Measure(outer.replace('#', &format!("{text} per {key}{having}")))
    }

    /// Forms over metrics; `None` where no metric before suits.
    fn over_metrics(&self, spec: &Metric, before: &[WrittenMetric], metric: &mut WrittenMetric) -> Option<Value2> {
        let shaped = |shapes: &[Shape]| before.iter().filter(|metric| shapes.contains(&metric.form)).collect::<Vec<_>>();
        let one = |list: &[&WrittenMetric], pick: Pick| (!list.is_empty()).then(|| usize::from(pick.0) % list.len());
        let all: Vec<&WrittenMetric> = before.iter().collect();
        Some(Value2::Derived(match &spec.form {
            Form::Derived(operator, a, b) => {
                let (a, b) = (all[one(&all, *a)?], all[one(&all, *b)?]);
                let (text, unit) = arithmetic(*operator, (a.name.clone(), a.unit.clone()), (b.name.clone(), b.unit.clone()));
                metric.unit = unit;
                metric.shares([a, b]);
                text
            }
            Form::Shift(is_lag, part, span) => {
                let part = all[one(&all, *part)?];
                let (span, grains) = *span.of(&SHIFTS);
                metric.shares([part]);
                metric.only_at(grains);
                metric.unit = if *is_lag { part.unit.clone() } else { String::new() };
                format!("{}({}, {span})", if *is_lag { "lag" } else { "growth" }, part.name)
            }
            Form::Growth(growth, part) => {
                let list = shaped(&[Shape::Distinct]);
                let part = list[one(&list, *part)?];
                metric.shares([part]);
                metric.only_at("day week month quarter year");
                metric.unit = part.unit.clone();
                format!("{}({})", growth.of(&["new", "retained", "resurrected", "churned"]), part.name)
            }
            Form::Cohort(is_conversion, from, to, span) => {
                let list = shaped(&[Shape::Rows]);
                let (from, to) = (list[one(&list, *from)?], list[one(&list, *to)?]);
                metric.shares([from]);
                metric.grains.retain(|grain| to.grains.contains(grain));
                let span = *span.of(&["3 days", "1 week", "1 month", "2 days", "1 day"]);
                let (form, word) = if *is_conversion { ("conversion", "within") } else { ("retention", "after") };
                format!("{form}({} to {} on person {word} {span})", from.name, to.name)
            }
            Form::Keyed(outer, operator, a, b, having) => {
                let list = shaped(&[Shape::Rows, Shape::Distinct, Shape::Plain]);
                let (a, b) = (list[one(&list, *a)?], list[one(&list, *b)?]);
                metric.shares([a, b]);
                let (inner, unit) = arithmetic(*operator, (a.name.clone(), a.unit.clone()), (b.name.clone(), b.unit.clone()));
                let having = having.map_or_else(String::new, |having| format!(" having {} > {}", b.name, having.below(3)));
                metric.unit = unit;
                match *outer.of(&["sum", "avg", "max", "median", "count"]) {
                    "count" => {
                        metric.unit = "person".to_owned();
                        format!("count(distinct person having {} > 0 and {} > 0)", a.name, b.name)
                    }
                    outer => format!("{outer}({inner} per person{having})"),
                }
            }
            _ => return None,
        }))
    }

    fn question(&self, spec: &Question, metrics: &[WrittenMetric]) -> WrittenQuestion {
        let asked: BTreeSet<usize> = spec.metrics.iter().map(|pick| usize::from(pick.0) % metrics.len()).collect();
        let mut asked: Vec<&WrittenMetric> = asked.into_iter().map(|at| &metrics[at]).collect();
        // Metrics that have no grain in common cannot be asked together.
        while GRAINS.iter().all(|grain| asked.iter().any(|metric| !metric.grains.contains(grain))) {
            asked.pop();
        }
        let mut shared = WrittenMetric::new("", 0, Vec::new());
        shared.shares(asked.iter().copied());
        let slices: Vec<&String> = shared.slices.keys().collect();
        let mut by: BTreeMap<&str, String> = BTreeMap::new();
        for pick in spec.by.iter().filter(|_| !slices.is_empty()) {
            let path = *pick.of(&slices);
            by.insert(path.rsplit('.').next().unwrap(), path.clone());
        }
        let as_of = self.base + spec.as_of.of(&[44, 30, 60, 20, 14, 90]).days();
        let grain = *spec.grain.of(&shared.grains);
        let bound = |pick: Pick| self.base + pick.of(&[7, 10, 21, 0, 28, -20, 33]).days();
        // A long range of short periods says no more than a short one.
        let since = match grain {
            Some(Grain::Hour) => Some(as_of - 2.days()),
            Some(Grain::Day) if self.has_outlier => Some(as_of - 30.days()),
            _ => spec.since.map(bound),
        };
        let filter = spec.filter.as_ref().filter(|_| !shared.paths.is_empty());
        WrittenQuestion {
            metrics: asked.iter().map(|metric| metric.name.clone()).collect(),
            by: by.into_values().collect(),
            grain,
            since,
            // A range without a day is refused.
            until: spec.until.map(bound).filter(|until| since.is_none_or(|since| since < *until)),
            filter: filter.map(|filter| Words { scope: &shared.paths, days: &self.days }.truth(filter)),
            as_of,
            sparse: spec.sparse,
        }
    }
}

/// A metric's value: over rows, or over metrics.
enum Value2 {
    Measure(String),
    Derived(String),
}

impl WrittenMetric {
    fn new(name: &str, source: usize, paths: Vec<Column>) -> WrittenMetric {
        WrittenMetric {
            name: name.to_owned(),
            text: String::new(),
            unit: String::new(),
            slices: BTreeMap::new(),
            paths,
            grains: GRAINS.to_vec(),
            form: Shape::Other,
            source,
        }
    }

    /// Can be asked at these grains only.
    fn only_at(&mut self, grains: &str) {
        self.grains.retain(|grain| grains.split(' ').any(|word| word == grain.map_or("none", Grain::name)));
    }

    /// Can be asked by what all of some metrics can be asked by, with the same column at the end.
    fn shares<'m>(&mut self, parts: impl IntoIterator<Item = &'m WrittenMetric>) {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return };
        (self.slices, self.paths) = (first.slices.clone(), first.paths.clone());
        self.grains.retain(|grain| first.grains.contains(grain));
        for part in parts {
            self.grains.retain(|grain| part.grains.contains(grain));
            self.slices.retain(|name, end| part.slices.get(name) == Some(end));
            self.paths.retain(|column| part.paths.iter().any(|other| other.path == column.path && other.end == column.end));
        }
    }
}

/// What makes segments: every engine agrees on equal values, and there are few of them.
fn is_slice(column: &Column) -> bool {
    let is_few = !matches!(column.path.as_str(), "id" | "at" | "closed");
    is_few && column.kind.is_discrete() && !matches!(column.kind, Kind::Instant | Kind::Wall(_))
}

impl Source {
    fn new(name: &str) -> Source {
        Source {
            name: name.to_owned(),
            text: format!("source {name} {{\n  table: {name}\n"),
            columns: Vec::new(),
            computed: Vec::new(),
            key: 0,
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
