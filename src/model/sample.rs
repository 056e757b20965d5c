//! Projects built by hand, for the tests of everything that renders a project.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use crate::model::expr::{Arithmetic, Comparison, Expr, Node};
use crate::model::metric::*;
use crate::model::source::*;
use crate::model::types::{Literal, Number, Type, Zone};
use crate::model::unit::Unit;
use crate::model::{Cadence, Every, Id, On, Project, Team};
use crate::project::calendar::{Grain, Weekday};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::ast::TimeUnit;
use std::collections::BTreeMap;

/// A place in the only file.
pub fn span() -> Span {
    Span::new(FileId(0), 0, 4)
}

/// The only file.
pub fn files() -> SourceMap {
    let mut map = SourceMap::default();
    map.add("metrics/stays.nsm", "team marketplace {}\n");
    map
}

/// An expression of a type.
pub fn typed<L>(node: Node<L>, ty: Type) -> Expr<L> {
    Expr { node, ty, unit: None }
}

/// A column of the row itself.
pub fn column(source: Id<Source>, index: u32) -> RowExpr {
    let path = ColumnPath { links: Vec::new(), source, column: ColumnIndex(index) };
    typed(Node::Leaf(RowLeaf::Column(path)), Type::Integer)
}

/// `left = 'text'`
pub fn is(left: RowExpr, text: &str) -> RowExpr {
    let right = Expr::literal(Literal::Text(text.to_owned()), Type::Text);
    typed(Node::Compare(Comparison::Equal, Box::new(left), Box::new(right)), Type::Boolean)
}

/// An aggregate as an expression.
pub fn aggregate(function: AggregateFunction, input: AggregateInput, filter: Option<RowExpr>) -> AggregateExpr {
    typed(Node::Leaf(Aggregate { function, input, filter }), Type::Integer)
}

/// `left op right`
pub fn arithmetic<L>(op: Arithmetic, left: Expr<L>, right: Expr<L>) -> Expr<L> {
    typed(Node::Arithmetic(op, Box::new(left), Box::new(right)), Type::Float)
}

/// A metric as an expression.
pub fn metric_expr(leaf: MetricLeaf) -> MetricExpr {
    typed(Node::Leaf(leaf), Type::Float)
}

/// A column declaration.
pub fn declared(name: &str, ty: Type, unit: Option<&str>) -> Column {
    Column {
        name: name.to_owned(),
        name_span: span(),
        span: span(),
        physical: None,
        ty,
        unit: unit.map(Unit::named),
        nullable: false,
        one_of: Vec::new(),
        description: None,
        computed: None,
    }
}

/// A source declaration.
pub fn source(name: &str, columns: Vec<Column>, time: u32) -> Source {
    Source {
        name: name.to_owned(),
        name_span: span(),
        span: span(),
        relation: Relation::Table(vec!["analytics".to_owned(), name.to_owned()]),
        description: Some("One row per booking attempt.".to_owned()),
        columns,
        links: Vec::new(),
        key: vec![ColumnIndex(0)],
        time: Some(ColumnIndex(time)),
        filter: None,
        valid: None,
        fresh: Some((1, TimeUnit::Day)),
        tags: Vec::new(),
        allow: Vec::new(),
        computed_by_query: Vec::new(),
        broken: false,
    }
}

/// A metric with a role and a definition, and nothing else.
pub fn metric(name: &str, role: Role, definition: Definition) -> Metric {
    Metric {
        name: name.to_owned(),
        name_span: span(),
        span: span(),
        role,
        title: None,
        description: None,
        definition,
        definition_text: "sum(nights) from bookings".to_owned(),
        qualifiers: Vec::new(),
        unit: Unit::none(),
        ty: Type::Integer,
        grain: Grain::Week,
        window: None,
        snapshot: None,
        fill: None,
        dimensions: Vec::new(),
        direction: Direction::Increase,
        owner: None,
        review: None,
        targets: Vec::new(),
        tags: Vec::new(),
        status: Status::Active,
        replaces: Vec::new(),
        equals: None,
        leads: Vec::new(),
        adopted: None,
        reviewed: None,
        revisit: None,
        stage: None,
        because: None,
        drives: Vec::new(),
        guards: Vec::new(),
        limit: None,
        allow: Vec::new(),
        additivity: Additivity { time: TimeKind::Flow, merge: Merge::Sum, over_dimensions: true, over_time: true },
        properties: BTreeMap::new(),
        misfits: Default::default(),
        share: false,
        part: false,
        signed: false,
        broken: false,
        incomplete: false,
    }
}

/// A team with nothing but a name.
pub fn team(name: &str, title: &str) -> Team {
    Team {
        name: name.to_owned(),
        name_span: span(),
        span: span(),
        title: Some(title.to_owned()),
        lead: None,
        contact: Some(format!("{name}@stays.example")),
        channel: Some(format!("#{name}")),
        description: None,
        allow: Vec::new(),
        broken: false,
    }
}

/// The sources of the example, `bookings` and the `listings` it links to.
pub fn sources(project: &mut Project) -> Id<Source> {
    let listings = project.sources.push(source(
        "listings",
        vec![
            declared("listing_id", Type::Integer, None),
            declared("city", Type::Text, None),
            declared("created_at", Type::Timestamp(Zone::Utc), None),
        ],
        2,
    ));
    let mut columns = vec![
        declared("booking_id", Type::Integer, None),
        declared("booked_at", Type::Timestamp(Zone::Utc), None),
        declared("nights", Type::Integer, Some("night")),
        declared("price", Type::Decimal { precision: 12, scale: 2 }, Some("usd")),
        declared("status", Type::Text, None),
        declared("listing_id", Type::Integer, None),
        declared("utm_source", Type::Text, None),
        declared("channel", Type::Text, None),
        declared("checkout", Type::Date, None),
    ];
    columns[2].physical = Some("Nights \"n\"".to_owned());
    columns[3].description = Some("What the guest pays | before tax".to_owned());
    columns[4].one_of = ["confirmed", "cancelled"].map(|text| Literal::Text(text.to_owned())).to_vec();
    columns[6].nullable = true;
    let mut bookings = source("bookings", columns, 1);
    bookings.links.push(Link {
        name: "listing".to_owned(),
        name_span: span(),
        columns: vec![ColumnIndex(5)],
        target: listings,
        at: None,
    });
    let id = project.sources.push(bookings);
    let coalesced = typed(
        Node::Call(
            crate::model::expr::Function::Coalesce,
            vec![column(id, 6), Expr::literal(Literal::Text("direct".to_owned()), Type::Text)],
        ),
        Type::Text,
    );
    project.sources[id].columns[7].computed = Some(coalesced);
    id
}

/// A measure of `bookings`, dated by its time column.
pub fn measure(source: Id<Source>, filter: Option<RowExpr>, expr: AggregateExpr) -> Measure {
    Measure { source, time: TimeAxis::Column(ColumnIndex(1)), filter, expr }
}

/// The `stays` example of the language page.
pub fn stays() -> Project {
    let mut project = Project { name: "stays".to_owned(), ..Project::default() };
    let marketplace = project.teams.push(team("marketplace", "Marketplace"));
    let supply = project.teams.push(team("supply", "Host Supply"));
    let review = project.cadences.push(Cadence {
        name: "weekly_review".to_owned(),
        name_span: Some(span()),
        span: Some(span()),
        every: Every { count: 1, unit: TimeUnit::Week, on: Some(On::Weekday(Weekday::Monday)) },
        chair: Some(marketplace),
        attendees: vec![supply],
        agenda: Some("1. What moved\n2. What we do".to_owned()),
        description: None,
        allow: Vec::new(),
        broken: false,
    });
    let bookings = sources(&mut project);
    let confirmed = || Some(is(column(bookings, 4), "confirmed"));
    let sum = |index| aggregate(AggregateFunction::Sum, AggregateInput::Value(column(bookings, index)), None);
    let count = |filter| aggregate(AggregateFunction::Count, AggregateInput::Rows, filter);
    let define = |expr, filter| Definition::Measure(measure(bookings, filter, expr));
    let mut star = metric("nights_booked", Role::NorthStar, define(sum(2), confirmed()));
    star.title = Some("Nights booked".to_owned());
    star.description = Some("A night booked is value for a guest and income for a host.".to_owned());
    star.unit = Unit::named("night");
    star.owner = Some(marketplace);
    star.review = Some(review);
    star.adopted = Some(jiff::civil::date(2025, 1, 6));
    star.revisit = Some((1, TimeUnit::Year));
    star.targets = vec![Target {
        goal: Goal::Relative(Number::new(12, 2)),
        by: jiff::civil::date(2026, 12, 28),
        from: Some(jiff::civil::date(2025, 12, 29)),
        span: span(),
    }];
    let listings = project.sources[bookings].links[0].target;
    let city = ColumnPath { links: vec![LinkIndex(0)], source: listings, column: ColumnIndex(1) };
    let channel = ColumnPath { links: Vec::new(), source: bookings, column: ColumnIndex(7) };
    star.dimensions = vec![
        Dimension {
            name: "city".to_owned(),
            written: "listing.city".to_owned(),
            span: span(),
            column: (listings, ColumnIndex(1)),
            path: Some(city),
        },
        Dimension {
            name: "channel".to_owned(),
            written: "channel".to_owned(),
            span: span(),
            column: (bookings, ColumnIndex(7)),
            path: Some(channel),
        },
    ];
    let star = project.metrics.push(star);
    let made = project.metrics.push(Metric {
        drives: vec![(star, span())],
        unit: Unit::named("booking"),
        owner: Some(marketplace),
        review: Some(review),
        tags: vec!["core".to_owned()],
        ..metric("bookings_made", Role::Input, define(count(None), confirmed()))
    });
    let nights = aggregate(AggregateFunction::Avg, AggregateInput::Value(column(bookings, 2)), None);
    let per_booking = project.metrics.push(Metric {
        drives: vec![(star, span())],
        unit: Unit::named("night").per(&Unit::named("booking")),
        owner: Some(supply),
        additivity: Additivity { time: TimeKind::Flow, merge: Merge::Recompute, over_dimensions: false, over_time: false },
        ..metric("nights_per_booking", Role::Input, define(nights, confirmed()))
    });
    let rate = arithmetic(Arithmetic::Divide, count(Some(is(column(bookings, 4), "cancelled"))), count(None));
    project.metrics.push(Metric {
        guards: vec![(star, span())],
        limit: Some(Limit { low: None, high: Some(Number::new(8, 2)), baseline: None, span: span() }),
        direction: Direction::Decrease,
        misfits: Default::default(),
        share: true,
        part: false,
        owner: Some(supply),
        allow: vec![Allow { code: "NS405", because: "One team | two levers".to_owned(), span: span(), place: span() }],
        ..metric("cancellation_rate", Role::Counter, define(rate, None))
    });
    let value = project
        .metrics
        .push(Metric { unit: Unit::named("usd"), ..metric("gross_booking_value", Role::Outcome, define(sum(3), confirmed())) });
    let identity =
        arithmetic(Arithmetic::Multiply, metric_expr(MetricLeaf::Metric(made)), metric_expr(MetricLeaf::Metric(per_booking)));
    let star = &mut project.metrics[star];
    star.equals = Some(identity);
    star.leads = vec![Lead { outcome: value, low: 2, high: 8, unit: TimeUnit::Week, span: span() }];
    project
}
