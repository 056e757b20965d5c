//! Random metrics written out: each with what it can be asked by, so that every question has an answer.

use northstar::project::calendar::Grain;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::generator::{Form, Measure, Metric, Pick, Reach};
use super::wording::{Column, Kind, Words, arithmetic, is_slice};
use super::written::{GRAINS, Writer};

/// A length of time.
type Span = (u32, &'static str);

const WINDOWS: [(&str, Option<Span>, Option<Grain>); 12] = [
    ("trailing 28 days", Some((28, "day")), None),
    ("trailing 7 days", Some((7, "day")), None),
    ("month to date", None, Some(Grain::Month)),
    ("year to date", None, Some(Grain::Year)),
    ("all time", None, None),
    ("quarter to date", None, Some(Grain::Quarter)),
    ("trailing 48 hours", Some((48, "hour")), None),
    ("week to date", None, Some(Grain::Week)),
    ("trailing 2 months", Some((2, "month")), None),
    ("trailing 3 weeks", Some((3, "week")), None),
    ("trailing 1 year", Some((1, "year")), None),
    ("trailing 1 day", Some((1, "day")), None),
];
const SHIFTS: [(&str, Span); 10] = [
    ("1 week", (1, "week")),
    ("1 year", (1, "year")),
    ("1 month", (1, "month")),
    ("2 weeks", (2, "week")),
    ("1 quarter", (1, "quarter")),
    ("1 day", (1, "day")),
    ("7 days", (7, "day")),
    ("24 hours", (24, "hour")),
    ("3 months", (3, "month")),
    ("2 days", (2, "day")),
];
const WAITS: [&str; 9] = ["3 days", "1 week", "1 month", "2 days", "1 day", "36 hours", "90 minutes", "1 hour", "1 quarter"];

/// Whether a length is a whole number of periods, as the language has it.
fn fits((count, unit): Span, grain: Grain) -> bool {
    let months = |unit: &str| match unit {
        "month" => Some(1),
        "quarter" => Some(3),
        "year" => Some(12),
        _ => None,
    };
    let hours = |unit: &str| match unit {
        "hour" => Some(1),
        "day" => Some(24),
        "week" => Some(7 * 24),
        _ => None,
    };
    match (months(unit), months(grain.name()), hours(unit), hours(grain.name())) {
        (Some(length), Some(period), ..) => (length * count).is_multiple_of(period),
        (_, _, Some(length), Some(period)) => (length * count).is_multiple_of(period),
        // Months are made of days, but not of weeks.
        (Some(_), ..) => grain < Grain::Week,
        _ => false,
    }
}

/// A metric that is being written: what it reads decides what it can be asked by.
pub struct WrittenMetric {
    /// Its name.
    pub name: String,
    /// Its declaration.
    pub text: String,
    unit: String,
    /// Every way to ask for a slice, and the column at its end.
    pub slices: BTreeMap<String, String>,
    /// Every path that a condition can read.
    pub paths: Vec<Column>,
    /// At which grains it can be asked.
    pub grains: Vec<Option<Grain>>,
    /// Columns of the sources of all its rows, by name.
    keys: BTreeMap<String, Kind>,
    /// Whether it is one count of rows of its period, which others can follow.
    rows: bool,
    /// Whether it counts distinct keys of its period.
    distinct: bool,
    /// Whether it can be added to others of its unit.
    flow: bool,
    /// Whether it has a value per key.
    keyable: bool,
}

impl Writer<'_> {
    /// All metrics.
    pub fn metrics(&self) -> Vec<WrittenMetric> {
        let mut metrics: Vec<WrittenMetric> = Vec::new();
        for (position, spec) in self.case.metrics.iter().enumerate() {
            let metric = self.metric(&format!("m{position}"), spec, &metrics);
            metrics.push(metric);
        }
        metrics
    }

    fn metric(&self, name: &str, spec: &Metric, before: &[WrittenMetric]) -> WrittenMetric {
        let mut metric = WrittenMetric::new(name);
        let derived = match &spec.form {
            Form::Measure(_) => None,
            _ => over_metrics(spec, before, &mut metric)
                .filter(|_| metric.grains.iter().flatten().any(|grain| *grain > Grain::Hour)),
        };
        match derived {
            Some(value) => write!(metric.text, "metric {name} {{\n  value: {value}\n").unwrap(),
            None => metric = self.measure(name, spec),
        }
        let declared: Vec<Grain> = metric.grains.iter().copied().flatten().filter(|grain| *grain > Grain::Hour).collect();
        writeln!(metric.text, "  grain: {}", spec.grain.0.of(&declared).name()).unwrap();
        if let Some(fill) = spec.fill {
            writeln!(metric.text, "  fill: {}", fill.of(&["zero", "previous"])).unwrap();
        }
        metric.text.push_str("}\n\n");
        metric
    }

    /// A metric of rows.
    fn measure(&self, name: &str, spec: &Metric) -> WrittenMetric {
        let first_fact = self.case.dimensions.len();
        let source = first_fact + usize::from(spec.source.below(u16::try_from(self.case.facts.len()).unwrap()));
        let source = &self.sources[source];
        let scope = self.scope(source);
        let mut metric = WrittenMetric::new(name);
        metric.paths.clone_from(&scope);
        metric.keys = scope.iter().filter(|c| c.is_own() && is_slice(c)).map(|c| (c.path.clone(), c.kind)).collect();
        metric.keyable = true;
        let mut properties = String::new();
        let mut words = Words::new(&scope, &self.days);
        metric.reach(spec, &mut properties, &mut words, source);
        let time = if properties.contains(" to closed") || !spec.other_time { "at" } else { "closed" };
        if time == "closed" {
            properties.push_str("  time: closed\n");
        }
        let by_day =
            properties.contains(" to closed") || source.columns.iter().any(|(name, kind, _)| name == time && *kind == Kind::Date);
        if by_day {
            metric.grains.retain(|grain| *grain != Some(Grain::Hour));
        }
        if !words.level {
            words.sub_period = metric.sub_period(spec.grain.1, by_day);
        }
        let one = Measure::One(super::generator::Aggregate {
            function: Pick(0),
            number: super::generator::Number::Column(Pick(0)),
            distinct: (Pick(0), None),
            filter: None,
        });
        let written = if let Form::Measure(measure) = &spec.form { measure } else { &one };
        let (value, unit) = words.measure(written, &source.name);
        if let Some(sub) = words.sub_period.filter(|sub| value.contains(&format!(" per {sub}"))) {
            metric.grains.retain(|grain| grain.is_none_or(|grain| grain.name() != sub && holds(sub, grain)));
        }
        metric.unit = unit;
        let leaf = |name: &str| matches!(written, Measure::One(_)) && value.starts_with(name);
        metric.rows = properties.lines().all(|line| line == "  time: closed") && leaf("count(");
        let counts_keys = leaf("count(distinct") || (matches!(written, Measure::Qualified(..)) && value.starts_with("count(d"));
        // The average of daily counts has no keys to follow.
        let daily = ["avg", "min", "max"].iter().any(|kind| properties.contains(&format!("snapshot: {kind}")));
        metric.distinct = counts_keys && !properties.contains("window") && !daily;
        metric.flow = !properties.contains("window") && !properties.contains("snapshot") && !counts_keys;
        let slices = scope.iter().filter(|column| is_slice(column));
        metric.slices = slices.map(|column| (column.path.clone(), column.end.clone())).collect();
        let from = spec.filter.as_ref().map_or_else(String::new, |filter| format!(" where {}", words.truth(filter)));
        write!(metric.text, "metric {name} {{\n  value: {value} from {}{from}\n{properties}", source.name).unwrap();
        publish(spec, &scope, &mut metric);
        metric
    }
}

/// Whether sub-periods nest in a period.
fn holds(sub: &str, grain: Grain) -> bool {
    let sub = Grain::ALL.into_iter().find(|grain| grain.name() == sub).unwrap();
    sub < grain && fits((1, grain.name()), sub)
}

/// `dimensions`, each with a name of its own.
fn publish(spec: &Metric, scope: &[Column], metric: &mut WrittenMetric) {
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

/// Forms over metrics; `None` where no metric before suits.
fn over_metrics(spec: &Metric, before: &[WrittenMetric], metric: &mut WrittenMetric) -> Option<String> {
    let suits = |suit: &dyn Fn(&WrittenMetric) -> bool| before.iter().filter(|metric| suit(metric)).collect::<Vec<_>>();
    let one = |list: &[&WrittenMetric], pick: Pick| (!list.is_empty()).then(|| usize::from(pick.0) % list.len());
    let all = suits(&|_| true);
    Some(match &spec.form {
        Form::Derived(operator, a, b) => {
            let (a, b) = (all[one(&all, *a)?], all[one(&all, *b)?]);
            metric.shares([a, b]);
            metric.of_two(*operator, a, b)
        }
        Form::Shift(is_lag, part, span) => {
            let part = all[one(&all, *part)?];
            metric.shares([part]);
            let text = metric.shifted(part, *is_lag, *span)?;
            metric.unit = if *is_lag { part.unit.clone() } else { String::new() };
            text
        }
        Form::Growth(growth, part) => {
            let list = suits(&|metric| metric.distinct);
            let part = list[one(&list, *part)?];
            metric.shares([part]);
            metric.grains.retain(Option::is_some);
            metric.keyable = false;
            metric.unit = part.unit.clone();
            format!("{}({})", growth.of(&["new", "retained", "resurrected", "churned"]), part.name)
        }
        Form::Cohort(is_conversion, [from, to, key, span]) => {
            let list = suits(&|metric| metric.rows);
            let (from, to) = (list[one(&list, *from)?], list[one(&list, *to)?]);
            metric.shares([from]);
            // What arrives is of no period.
            metric.grains.retain(|grain| to.grains.contains(grain));
            metric.keyable = false;
            let keys = shared_keys([from, to]);
            let (form, word) = if *is_conversion { ("conversion", "within") } else { ("retention", "after") };
            format!("{form}({} to {} on {} {word} {})", from.name, to.name, key.of(&keys), span.of(&WAITS))
        }
        Form::Keyed([outer, shape, a, b, key, span], having) => {
            let list = suits(&|metric| metric.keyable);
            let (a, b) = (list[one(&list, *a)?], list[one(&list, *b)?]);
            // The second metric is read in the arithmetic, or in the condition alone, or not at all.
            let b = if shape.below(5) < 2 || having.is_some() { b } else { a };
            metric.shares([a, b]);
            let keys = shared_keys([a, b]);
            let key = *key.of(&keys);
            let outer = *outer.of(&["sum", "avg", "max", "median", "count distinct", "min", "stddev", "count"]);
            let inner = match shape.below(5) {
                0 | 1 => metric.of_two(Pick(shape.0 / 5), a, b),
                2 => {
                    metric.unit = a.unit.clone();
                    let earlier = metric.shifted(a, true, *span)?;
                    format!("greatest({} - {earlier}, 0)", a.name)
                }
                3 => {
                    metric.unit = String::new();
                    metric.shifted(a, false, *span)?
                }
                _ => {
                    metric.unit = a.unit.clone();
                    a.name.clone()
                }
            };
            metric.keyable = false;
            metric.flow = false;
            let having = having.map(|having| format!(" having {} > {}", b.name, having.below(3))).unwrap_or_default();
            match outer {
                "count distinct" => {
                    metric.unit = format!("count(distinct {key})");
                    let also = having.replace(" having ", " and ");
                    format!("count(distinct {key} having {} > 0 and {inner} is not null{also})", a.name)
                }
                outer => {
                    if outer == "count" {
                        metric.unit = format!("count(distinct {key})");
                    }
                    format!("{outer}({inner} per {key}{having})")
                }
            }
        }
        Form::Measure(_) => return None,
    })
}

/// Keys that the sources of all of these have. (Every fact has a person.)
fn shared_keys(metrics: [&WrittenMetric; 2]) -> Vec<&str> {
    let [a, b] = metrics;
    let mut keys: Vec<&str> =
        a.keys.iter().filter(|(name, kind)| b.keys.get(*name) == Some(kind)).map(|(name, _)| name.as_str()).collect();
    keys.insert(0, "person");
    keys
}

impl WrittenMetric {
    /// One that can be asked at every grain and by nothing.
    pub fn new(name: &str) -> WrittenMetric {
        WrittenMetric {
            name: name.to_owned(),
            text: String::new(),
            unit: String::new(),
            slices: BTreeMap::new(),
            paths: Vec::new(),
            grains: GRAINS.to_vec(),
            keys: BTreeMap::new(),
            rows: false,
            distinct: false,
            flow: false,
            keyable: false,
        }
    }

    fn only_where(&mut self, fits: impl Fn(Grain) -> bool) {
        self.grains.retain(|grain| grain.is_none_or(&fits));
    }

    /// `window`, `snapshot` and `time: a to b`, as far as they go together.
    fn reach(&mut self, spec: &Metric, properties: &mut String, words: &mut Words<'_>, source: &super::written::Source) {
        let Some(Reach { window, snapshot, lasting }) = &spec.reach else { return };
        if *lasting {
            properties.push_str("  time: at to closed\n");
        }
        let mut of_one_day = false;
        if let Some(which) = snapshot {
            let keys = source
                .columns
                .iter()
                .filter(|(name, kind, nullable)| !nullable && kind.is_discrete() && name != "id" && name != "at");
            let by: Vec<String> = keys.map(|(name, ..)| format!(" by {name}")).chain([String::new()]).collect();
            let kind = *which.of(&["last", "first", "avg", "min", "max"]);
            let by = if which.below(5) < 2 { Pick(which.0 / 5).of(&by).as_str() } else { "" };
            of_one_day = which.below(5) < 2 && by.is_empty();
            writeln!(properties, "  snapshot: {kind}{by}").unwrap();
            self.only_where(|grain| grain > Grain::Hour);
            words.level = true;
            words.plain = which.below(5) >= 2;
        }
        if let Some(window) = window.filter(|_| !of_one_day) {
            let (text, length, to_date) = *window.of(&WINDOWS);
            writeln!(properties, "  window: {text}").unwrap();
            self.only_where(|grain| {
                length.is_none_or(|length| fits(length, grain)) && to_date.is_none_or(|whole| whole >= grain)
            });
        }
    }

    /// Sub-periods that some period of the metric holds.
    fn sub_period(&self, pick: Pick, by_day: bool) -> Option<&'static str> {
        let subs = ["day", "week", "hour", "month", "day"].into_iter().filter(|sub| {
            let held = self.grains.iter().flatten().any(|grain| *grain > Grain::Hour && holds(sub, *grain));
            held && !(by_day && *sub == "hour")
        });
        let subs: Vec<&'static str> = subs.collect();
        (!subs.is_empty()).then(|| *pick.of(&subs))
    }

    /// Arithmetic over two metrics.
    fn of_two(&mut self, operator: Pick, a: &WrittenMetric, b: &WrittenMetric) -> String {
        // What does not add up is divided.
        let operator = if a.flow && b.flow { operator } else { Pick(operator.0 - operator.0 % 3) };
        let (text, unit) = arithmetic(operator, (a.name.clone(), a.unit.clone()), (b.name.clone(), b.unit.clone()));
        self.flow = a.flow && b.flow && !text.contains('/');
        self.unit = unit;
        text
    }

    fn shifted(&mut self, part: &WrittenMetric, is_lag: bool, span: Pick) -> Option<String> {
        let fitting = |length: Span, grain: Grain| fits(length, grain) || (length == (1, "year") && grain == Grain::Week);
        let suits = |length: Span| self.grains.iter().flatten().any(|grain| *grain > Grain::Hour && fitting(length, *grain));
        let shifts: Vec<&(&str, Span)> = SHIFTS.iter().filter(|(_, length)| suits(*length)).collect();
        if shifts.is_empty() {
            return None;
        }
        let (text, length) = **span.of(&shifts);
        self.grains.retain(|grain| grain.is_some_and(|grain| fitting(length, grain)));
        Some(format!("{}({}, {text})", if is_lag { "lag" } else { "growth" }, part.name))
    }

    /// Can be asked by what all of some metrics can be asked by, with the same column at the end.
    pub fn shares<'m>(&mut self, parts: impl IntoIterator<Item = &'m WrittenMetric>) {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return };
        (self.slices, self.paths) = (first.slices.clone(), first.paths.clone());
        self.keys.clone_from(&first.keys);
        self.keyable = first.keyable;
        self.grains.retain(|grain| first.grains.contains(grain));
        for part in parts {
            self.grains.retain(|grain| part.grains.contains(grain));
            self.slices.retain(|name, end| part.slices.get(name) == Some(end));
            self.paths.retain(|column| part.paths.iter().any(|other| other.path == column.path && other.end == column.end));
            self.keys.retain(|name, kind| part.keys.get(name) == Some(kind));
            self.keyable &= part.keyable;
        }
    }
}

/// Metrics that are asked together: as many of the first as have a grain in common.
pub fn asked_together<'m>(picks: &[Pick], metrics: &'m [WrittenMetric]) -> Vec<&'m WrittenMetric> {
    let asked: BTreeSet<usize> = picks.iter().map(|pick| usize::from(pick.0) % metrics.len()).collect();
    let mut asked: Vec<&WrittenMetric> = asked.into_iter().map(|at| &metrics[at]).collect();
    while GRAINS.iter().all(|grain| asked.iter().any(|metric| !metric.grains.contains(grain))) {
        asked.pop();
    }
    asked
}
