//! Random small projects, tables and questions. Everything is a list of picks: a number that chooses from whatever is there
//! to choose from when the text is written, so that every shrunk case is a case.

use proptest::prelude::*;

/// A choice. 0 is the simplest.
#[derive(Clone, Copy, Debug)]
pub struct Pick(pub u16);

impl Pick {
    /// One of a list that is not empty.
    pub fn of<T>(self, list: &[T]) -> &T {
        &list[usize::from(self.0) % list.len()]
    }

    /// A number below `bound`.
    pub fn below(self, bound: u16) -> u16 {
        self.0 % bound
    }
}

fn pick() -> BoxedStrategy<Pick> {
    any::<u16>().prop_map(Pick).boxed()
}

/// A whole random case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Zone, first day of the week, first month of the fiscal year, the days that rows are around.
    pub calendar: [Pick; 4],
    /// `calendar.start`
    pub start: Option<Pick>,
    /// Sources that facts link to.
    pub dimensions: Vec<Dimension>,
    /// Sources that metrics aggregate.
    pub facts: Vec<Fact>,
    /// The metrics.
    pub metrics: Vec<Metric>,
    /// What is asked.
    pub questions: Vec<Question>,
}

/// A source that facts link to.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Whether its key has two columns.
    pub composite: bool,
    /// Whether it links to the next one.
    pub chained: bool,
    /// Whether its rows hold for a while: the kind of the columns from and to.
    pub valid: Option<Pick>,
    /// Kinds of columns.
    pub columns: Vec<(Pick, bool)>,
    /// Computed columns.
    pub computed: Vec<Computed>,
    /// Its rows.
    pub rows: Vec<Vec<Pick>>,
}

/// A source that metrics aggregate.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The kind of its time column, and whether it may be null.
    pub time: (Pick, bool),
    /// Whether it links to the dimension of that position; a second link to the first one.
    pub links: (bool, bool, bool),
    /// Kinds of columns.
    pub columns: Vec<(Pick, bool)>,
    /// Computed columns.
    pub computed: Vec<Computed>,
    /// `filter`
    pub filter: Option<Truth>,
    /// Its rows.
    pub rows: Vec<Vec<Pick>>,
}

/// A computed column.
#[derive(Clone, Debug)]
pub enum Computed {
    /// `text = …`
    Text(Wording),
    /// `boolean = …`
    Truth(Truth),
    /// `date = …` from a time column: by grain or cast.
    Day(Pick, Pick),
    /// `date = date_add('day', date_diff(…), …)`
    Difference(Pick, Pick, Pick),
    /// `integer = extract(…)`
    Part(Pick, Pick),
    /// `date = date_add(…)`
    Later(Pick, Pick, Pick),
    /// `float = …`
    Number(Number),
}

/// An expression of text.
#[derive(Clone, Debug)]
pub enum Wording {
    /// A column.
    Column(Pick),
    /// A function of one text.
    Call(Pick, Box<Wording>),
    /// `a || b`
    Concat(Box<Wording>, Box<Wording>),
    /// `coalesce(a, 'none')`
    Coalesce(Box<Wording>, Pick),
    /// `case when c then a else b end`
    Case(Box<Truth>, Box<Wording>, Pick),
    /// `cast(n as text)`
    Cast(Pick),
}

/// An expression of numbers.
#[derive(Clone, Debug)]
pub enum Number {
    /// A column of the fact itself.
    Column(Pick),
    /// `a + b` and so on: operator, operands.
    Arithmetic(Pick, Box<Number>, Box<Number>),
    /// `a * 2` and so on.
    WithLiteral(Pick, Box<Number>, Pick),
    /// A function of one number.
    Call(Pick, Box<Number>),
    /// `case when c then a else b end`
    Case(Box<Truth>, Box<Number>, Option<Box<Number>>),
    /// `coalesce(a, 1)`, `nullif(a, 1)`, `least(a, 1)` …
    Pair(Pick, Box<Number>, Pick),
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Truth {
    /// A number column against a number: operator, column, number.
    Number(Pick, Pick, Pick),
    /// A text column against a text.
    Text(Pick, Pick, Pick),
    /// `x is [not] null`, `x is [not] distinct from y`
    Null(Pick, bool),
    /// `x [not] in (…)`
    In(Pick, Vec<Pick>, bool),
    /// `x [not] like '…'`
    Like(Pick, Pick, bool),
    /// A function of two texts.
    Match(Pick, Pick, Pick),
    /// A time column against a day.
    Time(Pick, Pick, Pick),
    /// `date_diff(…) > n`
    Apart(Pick, Pick, Pick),
    /// `extract(…) = n`
    Part(Pick, Pick, Pick),
    /// `x between a and b`
    Between(Pick, Pick, Pick, bool),
    /// `x is [not] distinct from y`
    Distinct(Pick, Pick, bool),
    /// A boolean column.
    Column(Pick),
    /// `a and b`
    And(Box<Truth>, Box<Truth>),
    /// `a or b`
    Or(Box<Truth>, Box<Truth>),
    /// `not a`
    Not(Box<Truth>),
}

/// An aggregate with its filter.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// Which function.
    pub function: Pick,
    /// What it aggregates.
    pub number: Number,
    /// The columns of a distinct count.
    pub distinct: (Pick, Option<Pick>),
    /// `filter (where …)`
    pub filter: Option<Truth>,
}

/// Arithmetic over aggregates.
#[derive(Clone, Debug)]
pub enum Measure {
    /// One aggregate.
    One(Aggregate),
    /// An aggregate per key.
    Nested(Box<Nested>),
    /// Keys that qualify: key, bound.
    Qualified(Pick, Having),
    /// Operator, operands.
    Arithmetic(Pick, Box<Measure>, Box<Measure>),
    /// `coalesce(a, 1)` and so on.
    Pair(Pick, Box<Measure>, Pick),
}

/// An aggregate of aggregates per key.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The outer function.
    pub outer: Pick,
    /// Arithmetic over plain aggregates.
    pub inner: Measure,
    /// The key, or sub-periods.
    pub key: Pick,
    /// `having`
    pub having: Option<Having>,
    /// `filter (where …)` of the whole.
    pub filter: Option<Truth>,
}

/// A condition on the rows of a key.
#[derive(Clone, Debug)]
pub struct Having {
    /// What is compared; without it the rows are counted.
    pub aggregate: Option<Aggregate>,
    /// With what.
    pub bound: Pick,
}

/// Which rows a measure reads for a period.
#[derive(Clone, Debug)]
pub struct Reach {
    /// `window`
    pub window: Option<Pick>,
    /// `snapshot`
    pub snapshot: Option<Pick>,
    /// `time: a to b`
    pub lasting: bool,
}

/// A metric.
#[derive(Clone, Debug)]
pub struct Metric {
    /// The source, where it aggregates.
    pub source: Pick,
    /// How it is defined.
    pub form: Form,
    /// Which rows it reads, where it aggregates.
    pub reach: Option<Reach>,
    /// The grain that it declares, and the sub-periods that it may read.
    pub grain: (Pick, Pick),
    /// `where`
    pub filter: Option<Truth>,
    /// `fill`
    pub fill: Option<Pick>,
    /// Whether it is dated by another column.
    pub other_time: bool,
    /// The dimensions it publishes.
    pub dimensions: Vec<Pick>,
}

/// The forms of metrics.
#[derive(Clone, Debug)]
pub enum Form {
    /// Arithmetic over aggregates.
    Measure(Measure),
    /// Operator and metrics.
    Derived(Pick, Pick, Pick),
    /// `lag` or `growth`: metric, distance.
    Shift(bool, Pick, Pick),
    /// Growth accounting: part, metric.
    Growth(Pick, Pick),
    /// Conversion or retention: metrics, key, distance.
    Cohort(bool, [Pick; 4]),
    /// An aggregate over metrics per key: outer function, inner form, metrics, key, distance; having.
    Keyed([Pick; 6], Option<Pick>),
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The metrics.
    pub metrics: Vec<Pick>,
    /// The dimensions.
    pub by: Vec<Pick>,
    /// The grain.
    pub grain: Pick,
    /// `--since`
    pub since: Option<Pick>,
    /// `--until`
    pub until: Option<Pick>,
    /// `--where`
    pub filter: Option<Truth>,
    /// `--as-of`
    pub as_of: Pick,
    /// `--sparse`
    pub sparse: bool,
}

/// Cases of the forms asked for.
pub fn cases(forms: Forms) -> impl Strategy<Value = Case> {
    let calendar = [pick(), pick(), pick(), pick()];
    let start = prop::option::weighted(0.3, pick());
    let dimensions = prop::collection::vec(dimension(), 0..3);
    let facts = prop::collection::vec(fact(), 1..4);
    let metrics = prop::collection::vec(metric(forms), 1..6);
    // Growth accounting, cohorts and keys over metrics need counts to read.
    let counts = prop::collection::vec(metric(Forms::Simple), if matches!(forms, Forms::All) { 4 } else { 0 });
    let metrics = (counts, metrics).prop_map(|(mut counts, metrics)| {
        for (position, (metric, function)) in counts.iter_mut().zip([0, 2, 9, 2]).enumerate() {
            let (distinct, bound) = ((metric.source, None), metric.grain.1);
            let aggregate = Aggregate { function: Pick(function), number: Number::Column(Pick(0)), distinct, filter: None };
            // Keys that are there at a moment or for a while have a history, too.
            metric.reach = (position == 3 && bound.0 / 2 % 3 == 1).then(|| Reach {
                window: None,
                snapshot: (bound.0 % 4 < 2).then_some(metric.grain.0),
                lasting: bound.0 % 4 > 0,
            });
            metric.form = Form::Measure(match position {
                3 if bound.0 % 2 == 1 => Measure::Qualified(metric.source, Having { aggregate: None, bound }),
                _ => Measure::One(aggregate),
            });
        }
        counts.into_iter().chain(metrics).collect()
    });
    let questions = prop::collection::vec(question(), 1..4);
    (calendar, start, dimensions, facts, metrics, questions).prop_map(
        |(calendar, start, dimensions, facts, metrics, questions)| Case {
            calendar,
            start,
            dimensions,
            facts,
            metrics,
            questions,
        },
    )
}

/// Which forms of metrics are made.
#[derive(Clone, Copy, Debug)]
pub enum Forms {
    /// Measures and arithmetic over them.
    Simple,
    /// All of them.
    All,
}

fn columns() -> impl Strategy<Value = Vec<(Pick, bool)>> {
    prop::collection::vec((pick(), any::<bool>()), 1..5)
}

/// A row has more picks than any source has columns; each column takes its own. A case shrinks by losing rows: making each
/// value simpler would take too many steps.
fn table(most: usize) -> impl Strategy<Value = Vec<Vec<Pick>>> {
    let rows = |most| prop::collection::vec(prop::collection::vec(pick(), 26).no_shrink(), 0..most);
    prop_oneof![1 => rows(3), 6 => rows(most)]
}

fn dimension() -> impl Strategy<Value = Dimension> {
    let valid = prop::option::weighted(0.4, pick());
    (any::<bool>(), any::<bool>(), valid, columns(), prop::collection::vec(computed(), 0..2), table(12)).prop_map(
        |(composite, chained, valid, columns, computed, rows)| Dimension { composite, chained, valid, columns, computed, rows },
    )
}

fn fact() -> impl Strategy<Value = Fact> {
    let filter = prop::option::weighted(0.25, truth());
    let time = (pick(), prop::bool::weighted(0.2));
    (time, any::<(bool, bool, bool)>(), columns(), prop::collection::vec(computed(), 0..3), filter, table(40))
        .prop_map(|(time, links, columns, computed, filter, rows)| Fact { time, links, columns, computed, filter, rows })
}

fn computed() -> impl Strategy<Value = Computed> {
    prop_oneof![
        wording().prop_map(Computed::Text),
        truth().prop_map(Computed::Truth),
        (pick(), pick()).prop_map(|(a, b)| Computed::Day(a, b)),
        (pick(), pick(), pick()).prop_map(|(a, b, c)| Computed::Difference(a, b, c)),
        (pick(), pick()).prop_map(|(a, b)| Computed::Part(a, b)),
        (pick(), pick(), pick()).prop_map(|(a, b, c)| Computed::Later(a, b, c)),
        number().prop_map(Computed::Number),
    ]
}

fn wording() -> impl Strategy<Value = Wording> {
    let leaf = prop_oneof![3 => pick().prop_map(Wording::Column), 1 => pick().prop_map(Wording::Cast)];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (pick(), boxed()).prop_map(|(f, a)| Wording::Call(f, a)),
            (boxed(), boxed()).prop_map(|(a, b)| Wording::Concat(a, b)),
            (boxed(), pick()).prop_map(|(a, b)| Wording::Coalesce(a, b)),
            (truth().prop_map(Box::new), boxed(), pick()).prop_map(|(c, a, b)| Wording::Case(c, a, b)),
        ]
    })
}

fn number() -> BoxedStrategy<Number> {
    let leaf = pick().prop_map(Number::Column);
    let nested = leaf.clone().prop_recursive(2, 6, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let case = (truth().prop_map(Box::new), boxed(), prop::option::of(boxed()));
        prop_oneof![
            (pick(), boxed(), boxed()).prop_map(|(o, a, b)| Number::Arithmetic(o, a, b)),
            (pick(), boxed(), pick()).prop_map(|(o, a, b)| Number::WithLiteral(o, a, b)),
            (pick(), boxed()).prop_map(|(f, a)| Number::Call(f, a)),
            case.prop_map(|(c, a, b)| Number::Case(c, a, b)),
            (pick(), boxed(), pick()).prop_map(|(f, a, b)| Number::Pair(f, a, b)),
        ]
    });
    prop_oneof![2 => leaf, 1 => nested].boxed()
}

fn truth() -> BoxedStrategy<Truth> {
    let three = || (pick(), pick(), pick());
    let leaf = prop_oneof![
        three().prop_map(|(a, b, c)| Truth::Number(a, b, c)),
        three().prop_map(|(a, b, c)| Truth::Text(a, b, c)),
        (pick(), any::<bool>()).prop_map(|(a, b)| Truth::Null(a, b)),
        (pick(), prop::collection::vec(pick(), 1..3), any::<bool>()).prop_map(|(a, b, c)| Truth::In(a, b, c)),
        (pick(), pick(), any::<bool>()).prop_map(|(a, b, c)| Truth::Like(a, b, c)),
        three().prop_map(|(a, b, c)| Truth::Match(a, b, c)),
        three().prop_map(|(a, b, c)| Truth::Time(a, b, c)),
        three().prop_map(|(a, b, c)| Truth::Apart(a, b, c)),
        three().prop_map(|(a, b, c)| Truth::Part(a, b, c)),
        (pick(), pick(), pick(), any::<bool>()).prop_map(|(a, b, c, d)| Truth::Between(a, b, c, d)),
        (pick(), pick(), any::<bool>()).prop_map(|(a, b, c)| Truth::Distinct(a, b, c)),
        pick().prop_map(Truth::Column),
    ];
    let nested = leaf.clone().prop_recursive(2, 4, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (boxed(), boxed()).prop_map(|(a, b)| Truth::And(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Truth::Or(a, b)),
            boxed().prop_map(Truth::Not),
        ]
    });
    prop_oneof![3 => leaf, 1 => nested].boxed()
}

fn aggregate() -> impl Strategy<Value = Aggregate> {
    let distinct = (pick(), prop::option::weighted(0.3, pick()));
    (pick(), number(), distinct, prop::option::weighted(0.3, truth()))
        .prop_map(|(function, number, distinct, filter)| Aggregate { function, number, distinct, filter })
}

fn measure(forms: Forms) -> BoxedStrategy<Measure> {
    let plain = arithmetic(aggregate().prop_map(Measure::One).boxed());
    if matches!(forms, Forms::Simple) {
        return plain;
    }
    let leaf = prop_oneof![
        3 => aggregate().prop_map(Measure::One),
        2 => nested(plain).prop_map(|nested| Measure::Nested(Box::new(nested))),
        1 => (pick(), having()).prop_map(|(key, having)| Measure::Qualified(key, having)),
    ];
    arithmetic(leaf.boxed())
}

fn arithmetic(leaf: BoxedStrategy<Measure>) -> BoxedStrategy<Measure> {
    let nested = leaf.clone().prop_recursive(2, 4, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => (pick(), boxed(), boxed()).prop_map(|(o, a, b)| Measure::Arithmetic(o, a, b)),
            1 => (pick(), boxed(), pick()).prop_map(|(f, a, b)| Measure::Pair(f, a, b)),
        ]
    });
    prop_oneof![2 => leaf, 1 => nested].boxed()
}

fn having() -> impl Strategy<Value = Having> {
    (prop::option::of(aggregate()), pick()).prop_map(|(aggregate, bound)| Having { aggregate, bound })
}

fn nested(inner: BoxedStrategy<Measure>) -> impl Strategy<Value = Nested> {
    (pick(), inner, pick(), prop::option::weighted(0.4, having()), prop::option::weighted(0.2, truth()))
        .prop_map(|(outer, inner, key, having, filter)| Nested { outer, inner, key, having, filter })
}

fn reach() -> impl Strategy<Value = Reach> {
    (prop::option::of(pick()), prop::option::weighted(0.4, pick()), prop::bool::weighted(0.3))
        .prop_map(|(window, snapshot, lasting)| Reach { window, snapshot, lasting })
}

fn form(forms: Forms) -> BoxedStrategy<Form> {
    let simple = prop_oneof![
        4 => measure(forms).prop_map(Form::Measure),
        2 => (pick(), pick(), pick()).prop_map(|(o, a, b)| Form::Derived(o, a, b)),
    ]
    .boxed();
    if matches!(forms, Forms::Simple) {
        return simple;
    }
    let keyed = ([pick(), pick(), pick(), pick(), pick(), pick()], prop::option::of(pick()));
    prop_oneof![
        5 => simple,
        1 => (any::<bool>(), pick(), pick()).prop_map(|(a, b, c)| Form::Shift(a, b, c)),
        1 => (pick(), pick()).prop_map(|(a, b)| Form::Growth(a, b)),
        1 => (any::<bool>(), [pick(), pick(), pick(), pick()]).prop_map(|(a, b)| Form::Cohort(a, b)),
        1 => keyed.prop_map(|(a, b)| Form::Keyed(a, b)),
    ]
    .boxed()
}

fn metric(forms: Forms) -> impl Strategy<Value = Metric> {
    let filter = prop::option::weighted(0.3, truth());
    let fill = prop::option::weighted(0.3, pick());
    let dimensions = prop::collection::vec(pick(), 0..3);
    let reach = match forms {
        Forms::All => prop::option::of(reach()).boxed(),
        Forms::Simple => Just(None).boxed(),
    };
    (pick(), form(forms), reach, (pick(), pick()), filter, fill, prop::bool::weighted(0.2), dimensions).prop_map(
        |(source, form, reach, grain, filter, fill, other_time, dimensions)| Metric {
            source,
            form,
            reach,
            grain,
            filter,
            fill,
            other_time,
            dimensions,
        },
    )
}

fn question() -> impl Strategy<Value = Question> {
    let metrics = prop::collection::vec(pick(), 1..4);
    let by = prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(pick(), 1..3)];
    let some = || prop::option::weighted(0.25, pick());
    let filter = prop::option::weighted(0.2, truth());
    (metrics, by, pick(), some(), some(), filter, pick(), prop::bool::weighted(0.2)).prop_map(
        |(metrics, by, grain, since, until, filter, as_of, sparse)| Question {
            metrics,
            by,
            grain,
            since,
            until,
            filter,
            as_of,
            sparse,
        },
    )
}
