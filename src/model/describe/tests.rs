//! Every form of the language in a sentence, and expressions printed with the parentheses they need.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::{expression, sentence, words};
use crate::model::expr::{Arithmetic, Comparison, Expr, Function, Node, TimeField};
use crate::model::metric::*;
use crate::model::sample::{aggregate, arithmetic, column, is, measure, metric, metric_expr, sources, span, typed};
use crate::model::source::{ColumnIndex, ColumnPath, RowExpr, Source};
use crate::model::types::{Literal, Number, Type};
use crate::model::unit::Unit;
use crate::model::{Id, Project};
use crate::project::calendar::Grain;
use crate::syntax::ast::TimeUnit;

struct Case {
    project: Project,
    bookings: Id<Source>,
}

impl Case {
    fn new() -> Case {
        let mut project = Project::default();
        let bookings = sources(&mut project);
        Case { project, bookings }
    }

    fn count(&self) -> AggregateExpr {
        aggregate(AggregateFunction::Count, AggregateInput::Rows, None)
    }

    fn of(&self, function: AggregateFunction, index: u32) -> AggregateExpr {
        aggregate(function, AggregateInput::Value(column(self.bookings, index)), None)
    }

    fn distinct(&self, index: u32) -> AggregateExpr {
        aggregate(AggregateFunction::Count, AggregateInput::Distinct(vec![column(self.bookings, index)]), None)
    }

    fn measured(&self, expr: AggregateExpr) -> Metric {
        metric("m", Role::Metric, Definition::Measure(measure(self.bookings, None, expr)))
    }

    fn says(&self, metric: &Metric, expected: &str) {
        assert_eq!(sentence(&self.project, metric), expected);
    }

    fn add(&mut self, name: &str, expr: AggregateExpr) -> Id<Metric> {
        let definition = Definition::Measure(measure(self.bookings, None, expr));
        self.project.metrics.push(metric(name, Role::Metric, definition))
    }

    fn derived(&self, expr: MetricExpr, expected: &str) {
        self.says(&metric("m", Role::Metric, Definition::Derived(expr)), expected);
    }

    fn key(&self, index: u32) -> NestedKey {
        NestedKey::Column(ColumnPath { links: Vec::new(), source: self.bookings, column: ColumnIndex(index) })
    }
}

fn compare<L>(op: Comparison, left: Expr<L>, right: i128) -> Expr<L> {
    let right = Expr::literal(Literal::Number(Number::new(right, 0)), Type::Integer);
    typed(Node::Compare(op, Box::new(left), Box::new(right)), Type::Boolean)
}

#[test]
fn measures() {
    let case = Case::new();
    let rate = aggregate(AggregateFunction::Count, AggregateInput::Rows, Some(is(column(case.bookings, 4), "cancelled")));
    case.says(
        &case.measured(arithmetic(Arithmetic::Divide, rate, case.count())),
        "Number of rows (only those where status is 'cancelled') divided by number of rows in `bookings`, per week.",
    );
    let mut average = case.measured(case.of(AggregateFunction::Avg, 2));
    average.unit = Unit::named("night").per(&Unit::named("booking"));
    case.says(&average, "Average of `nights` over `bookings`, per week, in nights per booking.");
    let tail = AggregateFunction::Percentile(Number::new(95, 2));
    case.says(&case.measured(case.of(tail, 3)), "95% percentile of `price` over `bookings`, per week.");
    case.says(&case.measured(case.distinct(5)), "Number of distinct `listing_id` in `bookings`, per week.");
    let long = arithmetic(
        Arithmetic::Divide,
        case.of(AggregateFunction::Sum, 3),
        arithmetic(Arithmetic::Add, case.count(), case.distinct(5)),
    );
    case.says(&case.measured(long), "`sum(price) / (count(*) + count(distinct listing_id))` over `bookings`, per week.");
}

#[test]
fn per_key_and_having() {
    let case = Case::new();
    let nested =
        |inner, key, having| AggregateInput::Nested(Box::new(Nested { inner: NestedInner::Aggregates(inner), key, having }));
    let median = aggregate(AggregateFunction::Median, nested(case.of(AggregateFunction::Sum, 2), case.key(5), None), None);
    case.says(&case.measured(median), "Median, over every `listing_id`, of its sum of `nights` over `bookings`, per week.");
    let daily = aggregate(AggregateFunction::Avg, nested(case.distinct(5), NestedKey::Period(Grain::Day), None), None);
    case.says(
        &case.measured(daily),
        "Average, over every day, of its number of distinct `listing_id` over `bookings`, per week.",
    );
    let having = compare(Comparison::GreaterOrEqual, case.distinct(0), 3);
    let keys = AggregateInput::QualifiedKeys(column(case.bookings, 5), Box::new(having.clone()));
    case.says(
        &case.measured(aggregate(AggregateFunction::Count, keys, None)),
        "Number of distinct `listing_id` whose number of distinct `booking_id` is at least 3 in `bookings`, per week.",
    );
    let some = aggregate(AggregateFunction::Sum, nested(case.count(), case.key(5), Some(having)), None);
    let text = expression::aggregates(&case.project, case.bookings, &some);
    assert_eq!(text, "sum(count(*) per listing_id having count(distinct booking_id) >= 3)");
    case.says(
        &case.measured(some),
        "Sum, over every `listing_id`, of its number of rows (only for `listing_id` whose number of distinct `booking_id` is at least 3) \
         over `bookings`, per week.",
    );
}

#[test]
fn windows_snapshots_and_intervals() {
    let case = Case::new();
    let base = || case.measured(case.of(AggregateFunction::Sum, 2));
    let window = |window| Metric { window: Some(window), ..base() };
    case.says(
        &window(Window::Trailing(28, TimeUnit::Day)),
        "Sum of `nights` over `bookings`, over the 28 days up to the end of each week.",
    );
    case.says(
        &window(Window::ToDate(Grain::Month)),
        "Sum of `nights` over `bookings`, from the start of the month to the end of each week.",
    );
    case.says(&window(Window::AllTime), "Sum of `nights` over `bookings`, over all time up to the end of each week.");
    let snapshot = |which, by| Metric { snapshot: Some(Snapshot { which, by }), ..base() };
    case.says(&snapshot(SnapshotKind::Last, vec![]), "Sum of `nights` over `bookings`, on the last day of each week.");
    case.says(
        &snapshot(SnapshotKind::Last, vec![ColumnIndex(5)]),
        "Sum of `nights` over `bookings`, taking the last row of each `listing_id` in each week.",
    );
    case.says(
        &snapshot(SnapshotKind::Avg, vec![]),
        "Sum of `nights` over `bookings`, the average of the levels of the days of each week.",
    );
    let mut stays = case.measured(case.count());
    let Definition::Measure(lasting) = &mut stays.definition else { panic!("a measure") };
    lasting.time = TimeAxis::Interval(ColumnIndex(1), ColumnIndex(8));
    case.says(
        &stays,
        "Number of rows in `bookings`, each row counted on every day from `booked_at` up to, not including, `checkout`, per week.",
    );
    stays.snapshot = Some(Snapshot { which: SnapshotKind::Last, by: vec![] });
    assert!(sentence(&case.project, &stays).ends_with(", as open at the end of each week."));
}

#[test]
fn derived_forms() {
    let mut case = Case::new();
    let visits = case.add("visits", case.count());
    let paid = case.add("paid", case.distinct(5));
    let one = |leaf| metric_expr(leaf);
    let divided = arithmetic(Arithmetic::Divide, one(MetricLeaf::Metric(paid)), one(MetricLeaf::Metric(visits)));
    case.derived(divided, "`paid` divided by `visits`, per week.");
    case.derived(one(MetricLeaf::Lag(paid, 1, TimeUnit::Year)), "`paid` as of 1 year before, per week.");
    case.derived(one(MetricLeaf::Growth(paid, 2, TimeUnit::Week)), "Growth of `paid` since 2 weeks before, per week.");
    case.derived(
        one(MetricLeaf::GrowthAccounting(GrowthPart::Churned, paid)),
        "Number of those that `paid` counts in the period before but not in this one, per week.",
    );
    let cohort = |count, unit| Cohort { from: visits, to: paid, key: (ColumnIndex(5), ColumnIndex(5)), count, unit };
    let conversion = one(MetricLeaf::Conversion(cohort(7, TimeUnit::Day)));
    let text = expression::metrics(&case.project, &conversion);
    assert_eq!(text, "conversion(visits to paid on listing_id within 7 days)");
    case.derived(
        conversion,
        "Share of what `visits` counts that is followed by something `paid` counts, with the same `listing_id`, within 7 days, per week.",
    );
    let retention = one(MetricLeaf::Retention(cohort(4, TimeUnit::Week)));
    assert_eq!(expression::metrics(&case.project, &retention), "retention(visits to paid on listing_id after 4 weeks)");
    case.derived(
        retention,
        "Share of each `listing_id` first counted by `visits` that `paid` counts again in the week that starts 4 weeks later, per week.",
    );
    let above = compare(Comparison::Greater, one(MetricLeaf::Metric(visits)), 0);
    let keyed = Keyed { function: AggregateFunction::Count, inner: None, key: "listing_id".to_owned(), having: Some(above) };
    let keyed = one(MetricLeaf::Keyed(Box::new(keyed)));
    assert_eq!(expression::metrics(&case.project, &keyed), "count(distinct listing_id having visits > 0)");
    case.derived(keyed, "Number of distinct `listing_id` whose `visits` is more than 0, per week.");
    case.derived(
        one(MetricLeaf::GrowthAccounting(GrowthPart::New, paid)),
        "Number of those that `paid` counts in this period for the first time ever, per week.",
    );
}

#[test]
fn parentheses_stand_where_they_must() {
    let case = Case::new();
    let a = || column(case.bookings, 0);
    let n = || column(case.bookings, 2);
    let op = |op, left, right| arithmetic(op, left, right);
    let text = |expr: &RowExpr| expression::row(&case.project, case.bookings, expr);
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    assert_eq!(text(&op(Multiply, op(Add, a(), n()), n())), "(booking_id + nights) * nights");
    assert_eq!(text(&op(Add, op(Multiply, a(), n()), n())), "booking_id * nights + nights");
    assert_eq!(text(&op(Subtract, a(), op(Subtract, n(), a()))), "booking_id - (nights - booking_id)");
    assert_eq!(text(&op(Subtract, op(Subtract, a(), n()), a())), "booking_id - nights - booking_id");
    assert_eq!(text(&op(Divide, a(), op(Multiply, n(), a()))), "booking_id / (nights * booking_id)");
    let boolean = |node| typed(node, Type::Boolean);
    let low = || compare(Comparison::GreaterOrEqual, n(), 1);
    let high = || compare(Comparison::LessOrEqual, n(), 5);
    let and = |l, r| boolean(Node::And(Box::new(l), Box::new(r)));
    let or = |l, r| boolean(Node::Or(Box::new(l), Box::new(r)));
    let not = |x| boolean(Node::Not(Box::new(x)));
    let null = || boolean(Node::IsNull(Box::new(n())));
    assert_eq!(text(&and(low(), high())), "nights between 1 and 5");
    assert_eq!(text(&and(or(low(), null()), high())), "(nights >= 1 or nights is null) and nights <= 5");
    assert_eq!(text(&or(and(low(), null()), high())), "nights >= 1 and nights is null or nights <= 5");
    assert_eq!(text(&not(or(low(), null()))), "not (nights >= 1 or nights is null)");
    assert_eq!(text(&not(null())), "nights is not null");
    assert_eq!(text(&boolean(Node::IsNull(Box::new(low())))), "(nights >= 1) is null");
    let list = vec![Expr::literal(Literal::Text("it's".to_owned()), Type::Text)];
    assert_eq!(text(&not(boolean(Node::In(Box::new(column(case.bookings, 4)), list)))), "status not in ('it''s')");
    let negative = Expr::literal(Literal::Number(Number::new(-5, 0)), Type::Integer);
    assert_eq!(text(&op(Subtract, a(), negative.clone())), "booking_id - -5");
    let minus = |x| typed(Node::Negate(Box::new(x)), Type::Integer);
    assert_eq!(text(&minus(minus(a()))), "-(-booking_id)");
    assert_eq!(text(&minus(negative.clone())), "-(-5)");
    assert_eq!(text(&minus(op(Add, a(), negative))), "-(booking_id + -5)");
    let week = typed(Node::Extract(TimeField::Week, Box::new(column(case.bookings, 1))), Type::Integer);
    assert_eq!(text(&week), "extract(week from booked_at)");
    let trunc = typed(Node::Call(Function::DateTrunc(Grain::Week), vec![column(case.bookings, 1)]), Type::Date);
    assert_eq!(text(&trunc), "date_trunc('week', booked_at)");
    let case_when = typed(Node::Case(vec![(low(), a())], Some(Box::new(n()))), Type::Integer);
    assert_eq!(text(&case_when), "case when nights >= 1 then booking_id else nights end");
    let cast = typed(Node::Cast(Box::new(a())), Type::Decimal { precision: 12, scale: 2 });
    assert_eq!(text(&cast), "cast(booking_id as decimal(12, 2))");
    let at = jiff::civil::date(2026, 1, 5).at(10, 0, 7, 0);
    assert_eq!(expression::literal(&Literal::Timestamp(at)), "2026-01-05 10:00:07");
}

#[test]
fn conditions_in_words() {
    let case = Case::new();
    let status = || column(case.bookings, 4);
    let nights = compare(Comparison::GreaterOrEqual, column(case.bookings, 2), 2);
    let either = typed(Node::Or(Box::new(is(status(), "a")), Box::new(is(status(), "b"))), Type::Boolean);
    let both = typed(Node::And(Box::new(either), Box::new(nights)), Type::Boolean);
    let mut metric = case.measured(case.count());
    let Definition::Measure(measure) = &mut metric.definition else { panic!("a measure") };
    measure.filter = Some(both);
    case.says(&metric, "Number of rows in `bookings` where (status is 'a' or status is 'b') and nights is at least 2, per week.");
}

#[test]
fn units_numbers_and_limits() {
    let unit = |unit: Unit| words::unit(&unit).unwrap_or_default();
    assert_eq!(unit(Unit::named("company").per(&Unit::named("usd"))), "companies per USD");
    assert_eq!(unit(Unit::named("day").times(&Unit::named("box"))), "boxes × days");
    assert_eq!(unit(Unit::none().per(&Unit::named("team_member"))), "per team member");
    let plurals = ["usage_events", "class", "bus", "day", "reply", "match"].map(words::plural);
    assert_eq!(plurals, ["usage events", "classes", "buses", "days", "replies", "matches"]);
    assert_eq!(words::grouped(Number::new(-12_345_675, 1)), "-1,234,567.5");
    assert_eq!(words::percent(Number::new(25, 3)), "2.5%");
    assert_eq!(words::percent(Number::new(5, 1)), "50%");
    let counter = Metric { share: true, ..metric("c", Role::Counter, Definition::Error) };
    let limit = |low: Option<Number>, high, baseline: Option<(u32, TimeUnit)>| {
        let baseline = baseline.map(|(count, unit)| LimitBaseline { count, unit });
        words::limit(&counter, &Limit { low, high, baseline, span: span() })
    };
    let weeks = Some((8, TimeUnit::Week));
    assert_eq!(limit(None, Some(Number::new(8, 2)), None), "at most 8%");
    assert_eq!(limit(Some(Number::new(1, 0)), Some(Number::new(3, 0)), None), "between 100% and 300%");
    assert_eq!(limit(None, Some(Number::new(11, 1)), weeks), "at most 10% above the mean of the 8 complete weeks before");
    assert_eq!(limit(Some(Number::new(95, 2)), None, weeks), "at most 5% below the mean of the 8 complete weeks before");
    assert_eq!(limit(Some(Number::new(105, 2)), None, weeks), "at least 5% above the mean of the 8 complete weeks before");
    let both = limit(Some(Number::new(102, 2)), Some(Number::new(11, 1)), weeks);
    assert_eq!(both, "at least 2% above and at most 10% above the mean of the 8 complete weeks before");
}
