//! Aggregates over the values of each key, or of each sub-period.

use super::super::calendar::{PERIOD, Periods, count_between, day_after, day_before};
use super::super::scan::no_aggregate;
use super::super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, Query, Relation, Select};
use super::{PartWriter, Written, cell};
use crate::model::metric::{AggregateFunction, Window};
use crate::model::types::{Literal, Type};
use crate::plan::{AtomExpr, Column, ColumnValue};
use crate::project::calendar::Grain;

/// The first moment of a sub-period.
const SUB_PERIOD: &str = "sub_start";
/// How many sub-periods a value is of. Where there is no row, there is none.
pub const SUB_PERIODS: &str = "sub_periods";

impl PartWriter<'_> {
    pub(super) fn per_key(&self, key: &str, ctes: &mut Vec<Cte>) -> Written<()> {
        let atoms = self.atoms_read();
        let from = self.placed(&[key], &atoms, ctes);
        let by_key = (Expr::bare(key), key.to_owned());
        let mut keys = self.grouped(from, std::slice::from_ref(&by_key), self.aggregates(&atoms)?);
        for select in &mut keys.selects {
            select.filter.push(Expr::bare(key).is_not_null());
        }
        ctes.push(self.between("keys", keys));
        let over = self.over_groups(&format!("{}_keys", self.name), Vec::new())?;
        ctes.push(self.last(over));
        Ok(())
    }

    /// The outer aggregates over groups that have their atoms.
    fn over_groups(&self, groups: &str, more: Vec<(Expr, String)>) -> Written<Query> {
        let mut select = Select::from(Relation::named(groups));
        let columns = self.group_columns();
        select.group_by = GroupBy::Items(columns.len());
        select.items.extend(columns.into_iter().map(|column| (Expr::bare(&column), column)));
        for column in &self.part.columns {
            let ColumnValue::Nested { inner, having, found } = &column.value else { continue };
            let value = self.value_of_group(inner, having.as_ref(), found.as_deref(), &|expr| self.over_atoms(expr));
            let outer = self.frame.writer.dialect.aggregate(column.function, value, &inner.ty);
            let outer = outer.ok_or_else(|| no_aggregate(column.function, self.frame.writer.dialect.dialect()))?;
            select.items.push((outer, column.name.clone()));
        }
        select.items.extend(more);
        Ok(select.query())
    }

    /// The value of a group, where it counts.
    fn value_of_group(
        &self,
        inner: &AtomExpr,
        having: Option<&AtomExpr>,
        found: Option<&str>,
        write: &dyn Fn(&AtomExpr) -> Expr,
    ) -> Expr {
        let found = found.map(|found| Expr::bare(found).binary(Operator::Greater, Expr::integer(0)));
        let condition = match (found, having.map(write)) {
            (Some(found), Some(having)) => Some(found.binary(Operator::And, having)),
            (found, having) => found.or(having),
        };
        write(inner).when(condition)
    }

    pub(super) fn per_period(&self, grain: Grain, ctes: &mut Vec<Cte>) -> Written<()> {
        let atoms = self.atoms_read();
        let from = self.placed(&[], &atoms, ctes);
        let subs = Periods { writer: self.frame.writer, grain };
        let groups =
            self.grouped(self.with_sub_period(from, subs, &atoms), &[(Expr::bare(SUB_PERIOD), SUB_PERIOD.to_owned())], {
                self.aggregates(&atoms)?
            });
        ctes.push(self.between("found", groups));
        ctes.push(self.between("all", self.all_sub_periods(subs, &atoms)));
        let filled = self.met(&atoms);
        ctes.push(self.between("filled", filled));
        let counted = (Expr::CountRows, SUB_PERIODS.to_owned());
        let over = self.over_groups(&format!("{}_filled", self.name), vec![counted])?;
        ctes.push(self.last(over));
        Ok(())
    }

    fn with_sub_period(&self, from: Relation, subs: Periods<'_>, atoms: &[&str]) -> Relation {
        let mut select = Select::from(from);
        let period = self.periods().map(|_| PERIOD.to_owned());
        let columns = period.into_iter().chain(self.kept(&[], atoms));
        select.items.extend(columns.map(|column| (Expr::bare(&column), column)));
        select.items.push((subs.of(cell()), SUB_PERIOD.to_owned()));
        Relation::query(select.query(), "in_sub_periods")
    }

    /// Every sub-period of every group that has a row: a day without rows is a day of nothing.
    fn all_sub_periods(&self, subs: Periods<'_>, atoms: &[&str]) -> Query {
        let found = format!("{}_found", self.name);
        let columns = self.group_columns();
        let mut groups = Select::from(Relation::named(&found));
        groups.distinct = true;
        groups.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        if columns.is_empty() {
            groups.items.push((Expr::integer(1), "one".to_owned()));
        }
        let first = match self.frame.grain {
            Some(_) => {
                let first = Expr::Call("MIN", vec![Expr::bare(PERIOD)]);
                Select::from(Relation::named(&found)).item(first, PERIOD)
            }
            None => Select::from(Relation::named(&found)).item(Expr::Call("MIN", vec![Expr::bare(SUB_PERIOD)]), SUB_PERIOD),
        };
        let from = subs.of(self.lower(Expr::bare(PERIOD)).unwrap_or_else(|| Expr::bare(SUB_PERIOD)));
        let to = subs.of(subs.last_moment(day_before(self.frame.writer, self.upper_of_all())));
        let bounds = Select::from(Relation::query(first.query(), "bounds"));
        let series = subs.writer.dialect.series(bounds, subs.grain, from, to, SUB_PERIOD);
        let mut select = Select::from(Relation::query(groups.query(), "groups"));
        select.items.extend(columns.iter().map(|column| (Expr::column("groups", column), column.clone())));
        let start = || Expr::column("subs", SUB_PERIOD);
        select.items.push((start(), SUB_PERIOD.to_owned()));
        for atom in atoms.iter().filter_map(|name| self.scan.atom(name)) {
            select
                .items
                .push((super::super::grid::no_value(&atom.ty, atom.function, self.frame.writer.dialect), atom.name.clone()));
        }
        let period = || Expr::column("groups", PERIOD);
        let mut on = vec![start().binary(Operator::Less, self.upper(period()))];
        on.extend(self.lower(period()).map(|lower| start().binary(Operator::GreaterOrEqual, subs.of(lower))));
        select.joins.push(Join { kind: JoinKind::Inner, relation: Relation::query(series.query(), "subs"), on });
        select.query()
    }

    fn met(&self, atoms: &[&str]) -> Query {
        let mut columns = self.group_columns();
        columns.push(SUB_PERIOD.to_owned());
        let side = |name: &str| {
            let mut select = Select::from(Relation::named(&format!("{}_{name}", self.name)));
            select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
            select.items.extend(atoms.iter().map(|atom| (Expr::bare(atom), (*atom).to_owned())));
            select
        };
        let both = Query { selects: vec![side("found"), side("all")], ..Query::default() };
        let mut select = Select::from(Relation::query(both, "both"));
        select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        select.items.extend(atoms.iter().map(|atom| (Expr::Call("MAX", vec![Expr::bare(atom)]), (*atom).to_owned())));
        select.group_by = GroupBy::Items(columns.len());
        select.query()
    }

    fn upper_of_all(&self) -> Expr {
        if self.frame.grain.is_none() {
            self.frame.whole.end.clone()
        } else {
            day_after(self.frame.writer, self.frame.as_of.clone())
        }
    }

    /// The first day that belongs to a period's sub-periods; none where the range starts with its first row.
    fn lower(&self, period: Expr) -> Option<Expr> {
        let window = self.part.reach.window;
        match (self.periods(), window) {
            (Some(_), None) => Some(period),
            (Some(periods), Some(Window::AllTime)) => {
                let first = self.first_cell().cast(&periods.writer.dialect.type_name(&Type::Date));
                // Without any cell the period's own start, also where `LEAST` does not pass over a null.
                Some(Expr::Call("LEAST", vec![period.clone(), Expr::Call("COALESCE", vec![first, period])]))
            }
            (Some(periods), Some(window)) => periods.window_start(window, period),
            (None, None) => self.frame.whole.start.clone(),
            (None, Some(Window::AllTime)) => Some(self.first_cell().cast(&self.frame.writer.dialect.type_name(&Type::Date))),
            (None, Some(window)) => self.window_of_whole(window, self.frame.whole.end.clone()),
        }
    }

    fn first_cell(&self) -> Expr {
        let first = Select::from(self.base.clone()).item(Expr::Call("MIN", vec![cell()]), "first_cell");
        Expr::Subquery(Box::new(first.query()))
    }

    /// The day after the last that belongs to a period's sub-periods.
    fn upper(&self, period: Expr) -> Expr {
        match self.periods() {
            None => self.frame.whole.end.clone(),
            Some(periods) => {
                let end = periods.end(period);
                Expr::Call("LEAST", vec![end, day_after(periods.writer, self.frame.as_of.clone())])
            }
        }
    }

    /// What a column is where its part has no row: the outer aggregate over sub-periods of nothing.
    pub fn of_nothing(&self, column: &Column, grain: Grain, period: Expr) -> Expr {
        let writer = self.frame.writer;
        let ColumnValue::Nested { inner, having, .. } = &column.value else { return Expr::Null };
        let value = self.value_of_group(inner, having.as_ref(), None, &|expr| self.over_nothing(expr));
        let lower = self.lower(period.clone());
        let Some(lower) = lower else { return zero_or_null(column) };
        let count = count_between(writer, grain, lower, self.upper(period));
        let some = |result: Expr| {
            let any = count.clone().binary(Operator::Greater, Expr::integer(0));
            Expr::Case(vec![(any, result)], Some(Box::new(zero_or_null(column))))
        };
        match column.function {
            AggregateFunction::Sum => {
                let sum = value.binary(Operator::Multiply, count.clone());
                some(Expr::Call("COALESCE", vec![sum, Expr::integer(0)]))
            }
            AggregateFunction::Count | AggregateFunction::ApproxCountDistinct => {
                some(Expr::Case(vec![(value.is_not_null(), count.clone())], Some(Box::new(Expr::integer(0)))))
            }
            AggregateFunction::Stddev => {
                let several = count.clone().binary(Operator::Greater, Expr::integer(1));
                Expr::Case(vec![(value.is_not_null().binary(Operator::And, several), Expr::integer(0))], None)
            }
            AggregateFunction::Avg
            | AggregateFunction::Median
            | AggregateFunction::Percentile(_)
            | AggregateFunction::Min
            | AggregateFunction::Max => some(value),
        }
    }
}

fn zero_or_null(column: &Column) -> Expr {
    if column.fills_with_zero() { Expr::integer(0) } else { super::super::expr::literal(&Literal::Null) }
}
