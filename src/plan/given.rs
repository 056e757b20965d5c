//! A `test` block's expectation as a plan: the metric over the rows that the test gives in place of tables.

use super::query::{AskedGrain, QueryPlan, QueryRequest, plan};
use super::{Scan, ScanRows};
use crate::diagnostic::Diagnostics;
use crate::model::expr::Node;
use crate::model::source::{Relation, Source};
use crate::model::types::{Literal, Type};
use crate::model::{Expect, Given, Project, Test};
use indexmap::IndexMap;
use jiff::civil::Date;
use std::collections::HashMap;

/// Stands before a source's name in place of its table. No schema is called so: a table that is not replaced is an error of the
/// warehouse, never a table of the same name.
const NO_SCHEMA: &str = "northstar rows given by a test";

/// Rows written out in place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRows {
    /// The columns by their names in the table, and their types.
    pub columns: Vec<(String, Type)>,
    /// One constant per column, a timestamp on its column's clock.
    pub rows: Vec<Vec<Literal>>,
}

/// A project whose sources read nothing but the rows of tests.
#[derive(Debug)]
pub struct Bench {
    project: Project,
}

impl Bench {
    /// The project with every table and query taken away. Two sources over one table are kept apart: a test may give rows of either.
    pub fn new(project: &Project) -> Bench {
        let mut project = project.clone();
        for source in project.sources.ids() {
            let name = project.sources[source].name.clone();
            project.sources[source].relation = Relation::Table(vec![NO_SCHEMA.to_owned(), name]);
        }
        Bench { project }
    }

    /// The plan of one expectation: the metric by its grain and dimensions, seen from the test's day. A source of which the test
    /// gives no rows is an empty one.
    pub fn plan(&self, test: &Test, expect: &Expect, diagnostics: &mut Diagnostics) -> Option<QueryPlan> {
        let request = QueryRequest {
            metrics: vec![expect.metric],
            by: expect.dimensions.clone(),
            grain: Some(AskedGrain::Periods(expect.grain)),
            as_of: as_of(test),
            ..QueryRequest::default()
        };
        let mut planned = plan(&self.project, &request, diagnostics)?;
        let rows = self.rows(test);
        planned.scans.iter_mut().for_each(|scan| scan.replace(&rows));
        Some(planned)
    }

    /// The rows of every source, by the source's name.
    fn rows(&self, test: &Test) -> HashMap<&str, GivenRows> {
        let sources = self.project.sources.iter();
        let rows = sources.map(|(id, source)| {
            let given = test.givens.iter().find(|given| given.source == id);
            (source.name.as_str(), given_rows(source, given))
        });
        rows.collect()
    }
}

impl Scan {
    /// Replaces the tables of a [`Bench`] by rows.
    fn replace(&mut self, rows: &HashMap<&str, GivenRows>) {
        for table in &mut self.tables {
            let ScanRows::Table(parts) = &table.rows else { continue };
            if let [schema, name] = parts.as_slice()
                && schema == NO_SCHEMA
                && let Some(given) = rows.get(name.as_str())
            {
                table.rows = ScanRows::Given(given.clone());
            }
        }
    }
}

/// The rows of a source with all columns that its table has; those that are not given are null.
fn given_rows(source: &Source, given: Option<&Given>) -> GivenRows {
    // Several columns of a source may read one of the table: it is there once, and the one that is given says what it holds.
    let mut columns: IndexMap<&str, (Type, Option<usize>)> = IndexMap::new();
    for column in source.columns.iter().filter(|column| column.computed.is_none()) {
        let position = given.and_then(|given| given.columns.iter().position(|index| source.column(*index).name == column.name));
        let entry = columns.entry(column.in_table()).or_insert_with(|| (column.ty.clone(), position));
        if entry.1.is_none() && position.is_some() {
            *entry = (column.ty.clone(), position);
        }
    }
    let rows = given.iter().flat_map(|given| &given.rows).map(|row| {
        let values = columns.values().map(|(_, position)| match position.and_then(|position| row.get(position)) {
            Some(value) => match &value.node {
                Node::Literal(literal) => literal.clone(),
                _ => Literal::Null,
            },
            None => Literal::Null,
        });
        values.collect()
    });
    let rows = rows.collect();
    GivenRows { columns: columns.into_iter().map(|(name, (ty, _))| (name.to_owned(), ty)).collect(), rows }
}

/// The last day that a test sees: the one it names, else the last of the last period that it expects something of.
pub fn as_of(test: &Test) -> Option<Date> {
    let periods = test.expects.iter().flat_map(|expect| {
        let starts = expect.rows.iter().filter_map(|row| match row.first().map(|start| &start.node) {
            Some(Node::Literal(Literal::Date(day))) => Some(*day),
            Some(Node::Literal(Literal::Timestamp(time))) => Some(time.date()),
            _ => None,
        });
        starts.map(|start| expect.grain.last_day(start))
    });
    test.as_of.or_else(|| periods.max())
}
