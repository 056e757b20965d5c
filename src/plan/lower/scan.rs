//! A scan under construction: its tables, joined when a value first needs them, and what is taken of its rows.

use super::names::{dimension_column, fingerprint, unique, value_name};
use super::{Lowering, Refused, Unwritten, null};
use crate::model::Id;
use crate::model::expr::{Expr, Node};
use crate::model::metric::{Measure, Metric, TimeAxis};
use crate::model::source::{ColumnIndex, ColumnPath, LinkIndex, Relation, RowExpr, RowLeaf, Source};
use crate::model::types::{Literal, Type};
use crate::plan::{Atom, Presence, Scan, ScanColumn, ScanDimension, ScanExpr, ScanKey, ScanRows, ScanTable, Validity};
use std::collections::HashMap;

/// A scan under construction: what is already there, by what it means.
pub(super) struct ScanBuilder {
    pub(super) source: Id<Source>,
    pub(super) scan: Scan,
    tables: HashMap<Vec<LinkIndex>, usize>,
    /// What each table is called in words that do not depend on the order in which tables are joined.
    paths: Vec<String>,
    atoms: HashMap<String, usize>,
    presences: HashMap<String, usize>,
    keys: HashMap<String, usize>,
}

impl ScanBuilder {
    /// An expression in words that do not depend on the order in which tables were joined.
    pub(super) fn canonical(&self, expr: &ScanExpr) -> String {
        let named: Expr<(String, String)> = expr.substitute(&mut |column, whole| {
            let path = self.paths.get(column.table).cloned().unwrap_or_default();
            Expr { node: Node::Leaf((path, column.name.clone())), ty: whole.ty.clone(), unit: None }
        });
        format!("{named:?}")
    }

    /// Adds an atom; one of its name is the same atom, for the name is made from the definition.
    pub(super) fn atom(&mut self, atom: Atom) {
        let atoms = &mut self.scan.atoms;
        self.atoms.entry(atom.name.clone()).or_insert_with(|| {
            atoms.push(atom);
            atoms.len() - 1
        });
    }

    /// Adds a value that rows are told apart by; gives its column's name.
    pub(super) fn key(&mut self, expr: ScanExpr, in_cells: bool) -> String {
        let name = value_name(self, "key", &expr);
        let keys = &mut self.scan.keys;
        let position = *self.keys.entry(name.clone()).or_insert_with(|| {
            keys.push(ScanKey { name: name.clone(), expr, in_cells: false });
            keys.len() - 1
        });
        if let Some(key) = keys.get_mut(position) {
            key.in_cells |= in_cells;
        }
        name
    }

    /// Adds a `where`; gives its position.
    pub(super) fn presence(&mut self, condition: Option<ScanExpr>) -> usize {
        let name = match &condition {
            None => "rows_all".to_owned(),
            Some(condition) => format!("rows_{}", fingerprint(&self.canonical(condition))),
        };
        let presences = &mut self.scan.presences;
        *self.presences.entry(name.clone()).or_insert_with(|| {
            presences.push(Presence { name, condition });
            presences.len() - 1
        })
    }

    pub(super) fn presence_name(&self, position: usize) -> String {
        self.scan.presences.get(position).map(|presence| presence.name.clone()).unwrap_or_default()
    }
}

impl Lowering<'_> {
    /// The scan of a measure's source and time axis.
    pub(super) fn scan(&mut self, id: Id<Metric>, measure: &Measure) -> Refused<usize> {
        let slices = self.slices.get(&id);
        let key = (measure.source, measure.time, slices);
        if let Some(scan) = self.by_axis.get(&key) {
            return Ok(*scan);
        }
        let position = self.filtered_scan(measure)?;
        self.by_axis.insert(key, position);
        for (name, path) in slices.into_iter().flatten() {
            self.slice(position, path, name)?;
        }
        Ok(position)
    }

    /// A scan of its own for a measure's rows, dated and under the source's filter.
    pub(super) fn filtered_scan(&mut self, measure: &Measure) -> Refused<usize> {
        let source = &self.project.sources[measure.source];
        let (time, end) = match measure.time {
            TimeAxis::Column(time) => (time, None),
            TimeAxis::Interval(from, to) => (from, Some(to)),
        };
        let position = self.bare_scan(measure.source, time);
        let filter = source.filter.as_ref().map(|filter| self.row(position, filter)).transpose()?;
        let axis = self.own_column(position, measure.source, time)?;
        let end = end.map(|end| self.own_column(position, measure.source, end)).transpose()?;
        if let Some(builder) = self.builders.get_mut(position) {
            builder.scan.axis = (measure.source, measure.time);
            if measure.time != TimeAxis::Column(time) {
                builder.scan.name = format!("{}_days", builder.scan.name);
            }
            builder.scan.filter = filter;
            builder.scan.time = axis;
            builder.scan.end = end;
        }
        Ok(position)
    }

    /// A column of the fact itself.
    pub(super) fn own_column(&mut self, scan: usize, source: Id<Source>, column: ColumnIndex) -> Refused<ScanExpr> {
        let path = ColumnPath { links: Vec::new(), source, column };
        self.path(scan, path)
    }

    /// A column over any number of links.
    pub(super) fn path(&mut self, scan: usize, path: ColumnPath) -> Refused<ScanExpr> {
        let ty = self.project.sources[path.source].column(path.column).ty.clone();
        self.row(scan, &Expr { node: Node::Leaf(RowLeaf::Column(path)), ty, unit: None })
    }

    /// A scan of a source alone, not shared and not filtered: what is asked of its rows follows.
    pub fn bare_scan(&mut self, source: Id<Source>, time: ColumnIndex) -> usize {
        self.builders.push(self.new_scan(source, time));
        self.builders.len() - 1
    }

    fn new_scan(&self, id: Id<Source>, time: ColumnIndex) -> ScanBuilder {
        let source = &self.project.sources[id];
        let name =
            if source.time == Some(time) { source.name.clone() } else { format!("{}_{}", source.name, source.column(time).name) };
        let (alias, relation) = (source.name.clone(), rows(&source.relation));
        let fact = ScanTable { rows: relation, alias, on: Vec::new(), valid: None, natives: Vec::new() };
        let scan = Scan {
            axis: (id, TimeAxis::Column(time)),
            name,
            tables: vec![fact],
            filter: None,
            time: Expr::literal(Literal::Null, Type::Null),
            end: None,
            atoms: Vec::new(),
            keys: Vec::new(),
            presences: Vec::new(),
            dimensions: Vec::new(),
        };
        ScanBuilder {
            source: id,
            scan,
            tables: HashMap::from([(Vec::new(), 0)]),
            paths: vec![source.name.clone()],
            atoms: HashMap::new(),
            presences: HashMap::new(),
            keys: HashMap::new(),
        }
    }

    /// Slices a scan by a path.
    pub(super) fn slice(&mut self, scan: usize, path: &ColumnPath, name: &str) -> Refused<()> {
        let Some(builder) = self.builders.get(scan) else { return Ok(()) };
        let text = self.project.path_text(builder.source, path);
        let known = builder.scan.dimensions.iter().any(|d| d.path == text && d.name == name);
        if known {
            return Ok(());
        }
        let expr = self.path(scan, path.clone())?;
        if let Some(builder) = self.builders.get_mut(scan) {
            let column = dimension_column(name, |name| builder.scan.dimensions.iter().any(|d| d.column == name));
            builder.scan.dimensions.push(ScanDimension { name: name.to_owned(), column, path: text, expr });
        }
        Ok(())
    }

    /// A row expression over the tables of a scan, which joins what it needs.
    pub fn row(&mut self, scan: usize, expr: &RowExpr) -> Refused<ScanExpr> {
        let expanded = self.project.expand(expr);
        let mut refused = None;
        let lowered = expanded.substitute(&mut |leaf, whole| match self.leaf(scan, leaf) {
            Ok(column) => Expr { node: Node::Leaf(column), ty: whole.ty.clone(), unit: None },
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(without_units(lowered)), Err)
    }

    fn leaf(&mut self, scan: usize, leaf: &RowLeaf) -> Refused<ScanColumn> {
        match leaf {
            RowLeaf::Column(path) => {
                let table = self.table(scan, &path.links)?;
                Ok(ScanColumn { table, name: self.physical(path.source, path.column) })
            }
            RowLeaf::Native { links, sql } => {
                let table = self.table(scan, links)?;
                let Some(builder) = self.builders.get_mut(scan) else { return Ok(ScanColumn { table, name: String::new() }) };
                // By what it says and not by its turn: a metric's own scan and the one that all share must agree on it.
                let name = format!("northstar_native_{}", fingerprint(&format!("{sql:?}")));
                if let Some(table) = builder.scan.tables.get_mut(table)
                    && !table.natives.iter().any(|(known, _)| *known == name)
                {
                    table.natives.push((name.clone(), sql.clone()));
                }
                Ok(ScanColumn { table, name })
            }
        }
    }

    fn physical(&self, source: Id<Source>, column: ColumnIndex) -> String {
        let column = self.project.sources[source].column(column);
        column.physical.clone().unwrap_or_else(|| column.name.clone())
    }

    /// The table at the end of some links, joined when it is first needed.
    fn table(&mut self, scan: usize, links: &[LinkIndex]) -> Refused<usize> {
        let Some(builder) = self.builders.get(scan) else { return Ok(0) };
        if let Some(table) = builder.tables.get(links) {
            return Ok(*table);
        }
        let Some((last, before)) = links.split_last() else { return Ok(0) };
        let from = self.project.follow(builder.source, before);
        let link = self.project.sources[from].link(*last);
        let target = &self.project.sources[link.target];
        self.table(scan, before)?;
        let here = |column| ColumnPath { links: before.to_vec(), source: from, column };
        let mut values = Vec::new();
        for column in &link.columns {
            values.push(self.path(scan, here(*column))?);
        }
        let at = link.at.map(|at| self.path(scan, here(at))).transpose()?;
        let (alias, path) = self.alias(scan, links);
        let Some(builder) = self.builders.get_mut(scan) else { return Ok(0) };
        let position = builder.scan.tables.len();
        builder.paths.push(path);
        let relation = rows(&target.relation);
        builder.scan.tables.push(ScanTable { rows: relation, alias, on: Vec::new(), valid: None, natives: Vec::new() });
        builder.tables.insert(links.to_vec(), position);
        let there = |column| ColumnPath { links: links.to_vec(), source: link.target, column };
        let mut on = Vec::new();
        for (here, column) in values.into_iter().zip(&target.key) {
            on.push((here, self.path(scan, there(*column))?));
        }
        let valid = match (at, target.valid) {
            (Some(at), Some((from, to))) => {
                Some(Validity { at, from: self.path(scan, there(from))?, to: self.path(scan, there(to))? })
            }
            (None, Some(_)) => return Err(Unwritten::new("references … at", "value")),
            (_, None) => None,
        };
        if let Some(table) = self.builders.get_mut(scan).and_then(|b| b.scan.tables.get_mut(position)) {
            table.on = on;
            table.valid = valid;
        }
        Ok(position)
    }

    /// A name for a linked table: the links' names, made different from those there are. And its path, which no other table of
    /// the source has, whatever has been joined before.
    fn alias(&self, scan: usize, links: &[LinkIndex]) -> (String, String) {
        let Some(builder) = self.builders.get(scan) else { return Default::default() };
        let mut source = builder.source;
        let mut names = Vec::new();
        for link in links {
            let link = self.project.sources[source].link(*link);
            names.push(link.name.as_str());
            source = link.target;
        }
        let alias = unique(names.join("_"), |name| builder.scan.tables.iter().any(|table| table.alias == name));
        let path = names.join(".");
        // A link may be named as the source itself.
        (alias, if builder.paths.first() == Some(&path) { format!(".{path}") } else { path })
    }
}

fn rows(relation: &Relation) -> ScanRows {
    match relation {
        Relation::Table(parts) => ScanRows::Table(parts.clone()),
        Relation::Query(queries) => ScanRows::Query(queries.clone()),
        Relation::Missing => ScanRows::Table(Vec::new()),
    }
}

/// Units have done their work; without them, equal computations are equal.
fn without_units(mut expr: ScanExpr) -> ScanExpr {
    fn strip(expr: &mut ScanExpr) {
        expr.unit = None;
        expr.children_mut().into_iter().for_each(strip);
    }
    strip(&mut expr);
    expr
}
