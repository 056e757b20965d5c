//! Data checks as one object: a row per question, with how many rows fail it.

use super::build::{Builder, Object};
use super::calendar::later;
use super::scan::{Days, ScanWriter, count};
use super::tree::{Expr, GroupBy, Operator, Query, Relation, Rows, Select};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::checks::{Check, Question};
use crate::syntax::ast::TimeUnit;
use jiff::civil::date;
use std::collections::BTreeMap;

impl Builder<'_> {
    /// `checks`: what is tested, of what, and how many rows fail. Empty where there is nothing to test.
    pub(super) fn checks(&self, checks: &[Check]) -> Result<Object, Box<Diagnostic>> {
        let text = self.writer.dialect.type_name(&Type::Text);
        let integer = self.writer.dialect.type_name(&Type::Integer);
        let mut query = Query::default();
        for check in checks {
            let failing = Expr::Subquery(Box::new(self.failing(check)?));
            let select = Select::default()
                .item(Expr::Text(check.name.to_owned()).cast(&text), "check")
                .item(Expr::Text(check.subject.clone()).cast(&text), "source_or_metric")
                .item(failing.cast(&integer), "failing");
            query.selects.push(select);
        }
        for (subject, rollup, path) in self.sliced() {
            let select = Select::default()
                .item(Expr::Text("sparse_dimension".to_owned()).cast(&text), "check")
                .item(Expr::Text(subject).cast(&text), "source_or_metric")
                .item(Expr::Subquery(Box::new(self.beyond_limit(rollup, path))).cast(&integer), "failing");
            query.selects.push(select);
        }
        if query.selects.is_empty() {
            let columns = [("check", &text), ("source_or_metric", &text), ("failing", &integer)];
            query = Select::nothing(columns.map(|(name, ty)| (Expr::Null.cast(ty), name.to_owned())).to_vec());
        }
        // A table where there may be tables: a view over them would keep users from replacing their own.
        Ok(self.stored("checks", 80, query))
    }

    /// Every published dimension of every source once, with a rollup that holds it: its name, the rollup's, and its path.
    fn sliced(&self) -> Vec<(String, &str, &str)> {
        let mut found = BTreeMap::new();
        for rollup in &self.plan.rollups {
            let Some(cells) = self.plan.cells.get(rollup.cells) else { continue };
            for dimension in rollup.dimensions.iter().filter_map(|position| cells.scan.dimensions.get(*position)) {
                let subject = format!("{}.{}", cells.scan.name, dimension.path);
                found.entry(subject).or_insert((rollup.name.as_str(), dimension.path.as_str()));
            }
        }
        found.into_iter().map(|(subject, (rollup, path))| (subject, rollup, path)).collect()
    }

    /// How many segments a dimension has beyond the most that are shown in every period.
    fn beyond_limit(&self, rollup: &str, path: &str) -> Query {
        let from = Relation { rows: Rows::Table(self.name(rollup)), alias: None };
        let mut segments = Select::from(from).item(Expr::bare("segment"), "segment");
        segments.distinct = true;
        let segments = segments.and(Expr::bare("dimension").binary(Operator::Equal, Expr::Text(path.to_owned())));
        let limit = i64::from(self.settings.max_segments);
        let beyond = Expr::CountRows.binary(Operator::Subtract, Expr::integer(limit));
        let more = Expr::CountRows.binary(Operator::Greater, Expr::integer(limit));
        let failing = Expr::Case(vec![(more, beyond)], Some(Box::new(Expr::integer(0))));
        Select::from(Relation::query(segments.query(), "segments")).item(failing, "failing").query()
    }

    fn failing(&self, check: &Check) -> Result<Query, Box<Diagnostic>> {
        let rows = ScanWriter { writer: self.writer, scan: &check.scan };
        let from = rows.all_rows()?;
        let counted = |select: Select, condition: Option<Expr>| {
            let mut select = select.item(count(None), "failing");
            select.filter.extend(condition);
            select.query()
        };
        Ok(match &check.question {
            Question::Repeated(key) => {
                let mut groups = from;
                for (position, value) in key.iter().enumerate() {
                    groups.items.push((rows.expr(value), format!("key_{}", position + 1)));
                }
                groups.group_by = GroupBy::Items(key.len());
                let groups = groups.item(count(None), "rows_of_key").query();
                let repeated = Expr::bare("rows_of_key").binary(Operator::Greater, Expr::integer(1));
                counted(Select::from(Relation::query(groups, "keys")), Some(repeated))
            }
            Question::AnyNull(values) => {
                let nulls = values.iter().map(|value| Expr::IsNull(Box::new(rows.expr(value)), false));
                counted(from, nulls.reduce(|a, b| a.binary(Operator::Or, b)))
            }
            Question::Dangling(here, there) => {
                let mut select = from;
                select.filter.extend(here.iter().map(|value| rows.expr(value).is_not_null()));
                counted(select, Some(Expr::IsNull(Box::new(rows.expr(there)), false)))
            }
            Question::NotOneOf(value, allowed) => {
                let allowed = allowed.iter().map(super::expr::literal).collect();
                let among = Expr::In(Box::new(rows.expr(value)), allowed);
                counted(from, Some(Expr::Not(Box::new(among))))
            }
            Question::Outlying => {
                let early = rows.before(date(1990, 1, 1));
                let late = rows.local_day().binary(Operator::Greater, self.as_of());
                let time = rows.expr(&rows.scan.time);
                let late = match rows.recent(&self.as_of()) {
                    None => late,
                    Some(recent) => time.binary(Operator::GreaterOrEqual, recent).binary(Operator::And, late),
                };
                counted(from, Some(early.binary(Operator::Or, late)))
            }
            Question::Stale(number, unit) => self.stale(&rows, from, *number, *unit),
        })
    }

    fn stale(&self, rows: &ScanWriter<'_>, from: Select, number: u32, unit: TimeUnit) -> Query {
        // Freshness is a matter of days: minutes and hours are those of as-of's last day.
        let (count, unit) = match unit {
            TimeUnit::Minute => (number.div_ceil(24 * 60), TimeUnit::Day),
            TimeUnit::Hour => (number.div_ceil(24), TimeUnit::Day),
            TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year => (number, unit),
        };
        let last = Expr::Call("MAX", vec![rows.local_day()]);
        let due = later(self.writer, -i64::from(count), unit, self.as_of(), &Type::Date);
        let fresh = last.binary(Operator::GreaterOrEqual, due);
        let flag = Expr::Case(vec![(fresh, Expr::integer(0))], Some(Box::new(Expr::integer(1))));
        from.item(flag, "failing").query()
    }
}

impl ScanWriter<'_> {
    /// All rows of the tables: no filter, no bounds.
    fn all_rows(&self) -> Result<Select, Box<Diagnostic>> {
        let mut select = self.rows(&Days::default())?;
        select.filter.clear();
        Ok(select)
    }
}
