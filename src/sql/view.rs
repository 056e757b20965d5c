//! A metric's view: its rollups' rows under its own names, filled over periods and segments, and its arithmetic.

use super::build::{Builder, MOMENT, PERIOD, PERIOD_END};
use super::steps::{cte, filled, no_value, step_column, steps};
use super::tree::{Expr, GroupBy, Join, JoinKind, Operator, Query, Relation, Rows, Select, Window};
use crate::model::types::Type;
use crate::plan::build::{MetricView, ViewPart};
use crate::plan::lower::unique;
use crate::plan::{Atom, Operand, Slot, ValueExpr};
use crate::project::calendar::Grain;

/// Writes one metric's view.
pub struct ViewWriter<'a> {
    pub(super) builder: &'a Builder<'a>,
    pub(super) view: &'a MetricView,
}

const KEYS: [&str; 3] = [PERIOD, "dimension", "segment"];

impl ViewWriter<'_> {
    /// The view's query.
    pub fn query(&self) -> Query {
        let mut ctes = vec![cte("parts", self.parts()), cte("bounds", self.bounds().query())];
        if self.view.sliced {
            ctes.push(cte("segments", self.segments()));
        }
        ctes.push(cte("spine", self.spine().query()));
        ctes.push(cte("cells", self.cells().query()));
        let columns: Vec<String> = self.cells().items.into_iter().map(|(_, name)| name).collect();
        let last = steps(&self.view.steps, "cells", &columns, &|value| self.value(value), &mut ctes);
        Query { ctes, selects: vec![self.output(&last)], ..Query::default() }
    }

    /// The period's type: a date, or a moment at hour grain.
    fn period_type(&self) -> String {
        let ty = if self.view.grain == Grain::Hour { MOMENT } else { Type::Date };
        self.builder.writer.dialect.type_name(&ty)
    }

    /// Each atom with its column's name here: the rollup's, made different where two parts have it.
    fn atoms(&self) -> Vec<(usize, Slot, &Atom, String)> {
        let mut taken: Vec<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        taken.push("rows_seen".to_owned());
        let mut atoms = Vec::new();
        for (part, of) in self.view.parts.iter().enumerate() {
            for (slot, atom) in &of.atoms {
                let name = unique(atom.name.clone(), |name| taken.iter().any(|known| known == name));
                taken.push(name.clone());
                atoms.push((part, *slot, atom, name));
            }
        }
        atoms
    }

    /// The rollups' rows, one under the other: facts meet without a join.
    fn parts(&self) -> Query {
        let mut query = Query::default();
        for (position, part) in self.view.parts.iter().enumerate() {
            for (round, names) in rounds(&part.dimensions).into_iter().enumerate() {
                query.selects.push(self.part(position, part, &names, round == 0));
            }
        }
        query
    }

    /// A rollup's rows with its dimensions under the names given; the total's too, or not.
    fn part(&self, position: usize, part: &ViewPart, names: &[(&str, &str)], total: bool) -> Select {
        let rollup = self.builder.plan.rollups.get(part.rollup).map_or("", |rollup| rollup.name.as_str());
        let from = Relation { rows: Rows::Table(self.builder.name(rollup)), alias: None };
        let mut select = Select::from(from).item(Expr::bare(PERIOD), PERIOD);
        let renamed: Vec<_> = names.iter().filter(|(path, name)| path != name).collect();
        let label = if renamed.is_empty() {
            Expr::bare("dimension")
        } else {
            let is = |path: &str| Expr::bare("dimension").binary(Operator::Equal, Expr::Text(path.to_owned()));
            let branches = renamed.iter().map(|(path, name)| (is(path), Expr::Text((*name).to_owned()))).collect();
            Expr::Case(branches, Some(Box::new(Expr::bare("dimension"))))
        };
        select.items.push((label, "dimension".to_owned()));
        select.items.push((Expr::bare("segment"), "segment".to_owned()));
        let seen = part.presences.iter().map(|name| Expr::bare(name)).reduce(|a, b| a.binary(Operator::Add, b));
        select.items.push((seen.unwrap_or(Expr::integer(0)), "rows_seen".to_owned()));
        for (of, _, atom, name) in self.atoms() {
            let value = if of == position { Expr::bare(&atom.name) } else { no_value(atom, self.builder.writer.dialect) };
            select.items.push((value, name));
        }
        let labels = total.then_some("all").into_iter().chain(names.iter().map(|(path, _)| *path));
        let labels = labels.map(|label| Expr::Text(label.to_owned())).collect();
        select.and(Expr::In(Box::new(Expr::bare("dimension")), labels))
    }

    /// The first period and the last day: from the calendar's start, or the first row of any source, to as-of.
    fn bounds(&self) -> Select {
        let calendar = self.builder.writer.calendar;
        let select = match calendar.start {
            Some(start) => {
                let day = calendar.period_start(self.view.grain, start);
                let first = if self.view.grain == Grain::Hour { Expr::Timestamp(day.at(0, 0, 0, 0)) } else { Expr::Date(day) };
                Select::default().item(first, "first_period")
            }
            None => {
                let first = Expr::Call("MIN", vec![Expr::bare(PERIOD)]);
                Select::from(Relation::named("parts")).item(first, "first_period")
            }
        };
        select.item(self.builder.as_of(), "as_of")
    }

    /// Every segment seen, beside the total; of a dimension with too many segments none, so that it stays sparse.
    fn segments(&self) -> Query {
        let bare = |name: &str| Expr::bare(name);
        let mut seen =
            Select::from(Relation::named("parts")).item(bare("dimension"), "dimension").item(bare("segment"), "segment");
        seen.distinct = true;
        let seen = seen
            .and(bare("dimension").binary(Operator::NotEqual, Expr::Text("all".to_owned())))
            .and(bare("rows_seen").binary(Operator::Greater, Expr::integer(0)));
        let seen = self.in_range(seen);
        let window = Window { partition_by: vec![bare("dimension")], ..Window::default() };
        let size = Expr::Window(Box::new(Expr::CountRows), Box::new(window));
        let sized = Select::from(Relation::query(seen.query(), "seen"))
            .item(bare("dimension"), "dimension")
            .item(bare("segment"), "segment")
            .item(size, "segments");
        let limit = Expr::integer(i64::from(self.builder.settings.max_segments));
        let dense = Select::from(Relation::query(sized.query(), "sized"))
            .item(bare("dimension"), "dimension")
            .item(bare("segment"), "segment")
            .and(bare("segments").binary(Operator::LessOrEqual, limit));
        let total =
            Select::default().item(Expr::Text("all".to_owned()), "dimension").item(Expr::Text("all".to_owned()), "segment");
        Query { selects: vec![dense, total], ..Query::default() }
    }

    /// Rows of the parts within the range. Nothing was read after as-of; before the start there may be the rest of a longer period.
    fn in_range(&self, mut select: Select) -> Select {
        if self.builder.writer.calendar.start.is_some() {
            let first = Select::from(Relation::named("bounds")).item(Expr::bare("first_period"), "first_period");
            select = select.and(Expr::bare(PERIOD).binary(Operator::GreaterOrEqual, Expr::Subquery(Box::new(first.query()))));
        }
        select
    }

    /// Every period of the range, for every segment.
    fn spine(&self) -> Select {
        let periods = Relation { rows: Rows::Table(self.builder.name("periods")), alias: Some("periods".to_owned()) };
        let start = || Expr::column("periods", PERIOD);
        let mut select = Select::from(periods).item(start().cast(&self.period_type()), PERIOD);
        let mut cross = |name: &str| {
            select.joins.push(Join { kind: JoinKind::Cross, relation: Relation::named(name), on: Vec::new() });
        };
        cross("bounds");
        if self.view.sliced {
            cross("segments");
            select.items.push((Expr::column("segments", "dimension"), "dimension".to_owned()));
            select.items.push((Expr::column("segments", "segment"), "segment".to_owned()));
        } else {
            let text = self.builder.writer.dialect.type_name(&Type::Text);
            select.items.push((Expr::Text("all".to_owned()).cast(&text), "dimension".to_owned()));
            select.items.push((Expr::Text("all".to_owned()).cast(&text), "segment".to_owned()));
        }
        // A period starts no later than the day as-of ends.
        let day_after =
            self.builder.writer.dialect.add(Grain::Day, Expr::integer(1), Expr::column("bounds", "as_of"), &Type::Date);
        select
            .and(Expr::column("periods", "grain").binary(Operator::Equal, Expr::Text(self.view.grain.name().to_owned())))
            .and(start().binary(Operator::GreaterOrEqual, Expr::column("bounds", "first_period")))
            .and(start().binary(Operator::Less, day_after))
    }

    /// A row per period and segment. Each atom has at most one value there, so the largest picks it.
    fn cells(&self) -> Select {
        let bare = |name: &str| Expr::bare(name);
        let atoms = self.atoms();
        let mut found = Select::from(Relation::named("parts"));
        let mut spine = Select::from(Relation::named("spine"));
        for key in KEYS {
            found.items.push((bare(key), key.to_owned()));
            spine.items.push((bare(key), key.to_owned()));
        }
        for (_, _, atom, name) in &atoms {
            found.items.push((bare(name), name.clone()));
            spine.items.push((no_value(atom, self.builder.writer.dialect), name.clone()));
        }
        found = self.in_range(found.and(bare("rows_seen").binary(Operator::Greater, Expr::integer(0))));
        let both = Query { selects: vec![found, spine], ..Query::default() };
        let mut select = Select::from(Relation::query(both, "filled"));
        for key in KEYS {
            select.items.push((bare(key), key.to_owned()));
        }
        for (_, _, _, name) in atoms {
            select.items.push((Expr::Call("MAX", vec![bare(&name)]), name));
        }
        select.group_by = GroupBy::Items(KEYS.len());
        select
    }

    fn output(&self, from: &str) -> Select {
        let end = self.builder.period_end(self.view.grain);
        let complete = end.clone().binary(Operator::LessOrEqual, self.builder.as_of());
        Select::from(Relation::named(from))
            .item(Expr::bare(PERIOD), PERIOD)
            .item(end, PERIOD_END)
            .item(Expr::bare("dimension"), "dimension")
            .item(Expr::bare("segment"), "segment")
            .item(self.value(&self.view.value), "value")
            .item(complete, "is_complete")
    }

    /// The metric's arithmetic over filled atoms.
    fn value(&self, expr: &ValueExpr) -> Expr {
        let atoms = self.atoms();
        self.builder.writer.expr(expr, &mut |operand, _| match operand {
            Operand::Step(step) => Expr::bare(&step_column(*step)),
            Operand::Atom(slot) => {
                let Some((_, _, atom, name)) = atoms.iter().find(|(_, known, ..)| known == slot) else { return Expr::Null };
                filled(atom, name)
            }
        })
    }
}

/// A metric may give one path several names. A row has one name, so that the rows are read once for each: the first names of all
/// paths, the second ones, and so on.
fn rounds(dimensions: &[(String, String)]) -> Vec<Vec<(&str, &str)>> {
    let mut rounds: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
    for (path, name) in dimensions {
        match rounds.iter_mut().find(|round| round.iter().all(|(known, _)| known != path)) {
            Some(round) => round.push((path, name)),
            None => rounds.push(vec![(path, name)]),
        }
    }
    rounds
}
