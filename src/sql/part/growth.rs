//! Growth accounting: which keys are new, retained, resurrected or churned in a period.

use super::super::calendar::PERIOD;
use super::super::dialect::Side;
use super::super::tree::{Cte, Expr, GroupBy, Operator, OrderBy, Query, Relation, Select, Window};
use super::{PartWriter, Written, leaves};
use crate::model::metric::GrowthPart;
use crate::model::types::Type;
use crate::plan::{AtomExpr, ColumnValue};

const BEFORE: &str = "period_before";
const AFTER: &str = "period_after";

impl PartWriter<'_> {
    pub(super) fn growth(&self, keys: &[String], found: &str, having: Option<&AtomExpr>, ctes: &mut Vec<Cte>) -> Written<()> {
        let Some(periods) = self.periods() else { return Ok(()) };
        let mut atoms = vec![found];
        atoms.extend(having.iter().flat_map(|having| leaves(having)));
        atoms.sort_unstable();
        atoms.dedup();
        let more: Vec<&str> = keys.iter().map(String::as_str).collect();
        let from = self.placed(&more, &atoms, ctes);
        let by_key: Vec<(Expr, String)> = keys.iter().map(|key| (Expr::bare(key), key.clone())).collect();
        let mut there = self.grouped(from, &by_key, self.aggregates(&atoms)?);
        for select in &mut there.selects {
            select.filter.extend(keys.iter().map(|key| Expr::bare(key).is_not_null()));
        }
        ctes.push(self.between("keys", there));
        ctes.push(self.between("history", self.history(keys, found, having)));
        let counted = self.counted(&|before| periods.moved(before, 1));
        ctes.push(self.last(counted));
        Ok(())
    }

    /// Each key in each period where it is there, with the periods before and after where it was.
    fn history(&self, keys: &[String], found: &str, having: Option<&AtomExpr>) -> Query {
        let columns = self.group_columns();
        let mut select = Select::from(Relation::named(&format!("{}_keys", self.name)));
        select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        let apart = columns.iter().filter(|column| *column != PERIOD).chain(keys).map(|column| Expr::bare(column));
        let order = OrderBy { expr: Expr::bare(PERIOD), descending: false };
        let window = Window { partition_by: apart.collect(), order_by: vec![order], frame: None };
        for (side, name) in [(Side::Before, BEFORE), (Side::After, AFTER)] {
            let neighbour = self.frame.writer.dialect.neighbour(side, Expr::bare(PERIOD), window.clone());
            select.items.push((neighbour, name.to_owned()));
        }
        select.filter.push(Expr::bare(found).binary(Operator::Greater, Expr::integer(0)));
        select.filter.extend(having.map(|having| self.over_atoms(having)));
        select.query()
    }

    /// The counts of a period; those who churned count in the period after the one where they were last.
    fn counted(&self, next: &dyn Fn(Expr) -> Expr) -> Query {
        let history = format!("{}_history", self.name);
        let columns = self.group_columns();
        let integer = self.frame.writer.dialect.type_name(&Type::Integer);
        let was_before = || next(Expr::bare(BEFORE)).binary(Operator::Equal, Expr::bare(PERIOD));
        let is_null = |column: &str| Expr::IsNull(Box::new(Expr::bare(column)), false);
        let mut here = Select::from(Relation::named(&history));
        let mut gone = Select::from(Relation::named(&history));
        for column in &columns {
            here.items.push((Expr::bare(column), column.clone()));
            let moved = if column == PERIOD { next(Expr::bare(PERIOD)) } else { Expr::bare(column) };
            gone.items.push((moved, column.clone()));
        }
        let mut sums = Select::default();
        sums.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
        for column in &self.part.columns {
            let ColumnValue::Growth(part) = column.value else { continue };
            let one_if = |condition: Expr| Expr::Case(vec![(condition, Expr::integer(1))], Some(Box::new(Expr::integer(0))));
            let (now, later) = match part {
                GrowthPart::New => (one_if(is_null(BEFORE)), Expr::integer(0)),
                GrowthPart::Retained => (one_if(was_before()), Expr::integer(0)),
                GrowthPart::Resurrected => {
                    let gap = next(Expr::bare(BEFORE)).binary(Operator::Less, Expr::bare(PERIOD));
                    (one_if(gap), Expr::integer(0))
                }
                GrowthPart::Churned => (Expr::integer(0), Expr::integer(1)),
            };
            here.items.push((now, column.name.clone()));
            gone.items.push((later, column.name.clone()));
            let sum = Expr::Call("SUM", vec![Expr::bare(&column.name)]).cast(&integer);
            sums.items.push((sum, column.name.clone()));
        }
        let is_later = next(Expr::bare(PERIOD)).binary(Operator::Less, Expr::bare(AFTER));
        gone.filter.push(is_null(AFTER).binary(Operator::Or, is_later));
        let both = Query { selects: vec![here, gone], ..Query::default() };
        sums.from = Some(Relation::query(both, "both"));
        sums.group_by = GroupBy::Items(columns.len());
        sums.query()
    }
}
