//! A measure's arithmetic over aggregates: each aggregate becomes a column of a part.

use super::names::atom_name;
use super::scan::ScanBuilder;
use super::{Lowering, Refused, Unwritten, Wanted, and, depth_of, empty_part, null};
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::metric::{
    Aggregate, AggregateExpr, AggregateFunction, AggregateInput, Measure, Nested, NestedInner, NestedKey, Snapshot, SnapshotKind,
};
use crate::model::source::RowExpr;
use crate::model::types::{Literal, Number, Type};
use crate::plan::{Atom, AtomExpr, AtomInput, Column, ColumnValue, Form, Level, PartKey, Reach, ScanExpr, ValueExpr};
use crate::project::calendar::Grain;

/// Where the aggregates of one measure are taken from.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) context: usize,
    pub(super) scan: usize,
    /// The measure's `where`, by its position in the scan.
    pub(super) presence: usize,
    pub(super) reach: Reach,
    /// Keys of the block that reads it.
    pub(super) keys: Vec<PartKey>,
    /// Whether each row that counts is chosen among others, so that sums do not serve.
    pub(super) chosen: bool,
    /// The aggregate of daily levels.
    pub(super) daily: Option<AggregateFunction>,
}

impl Taken {
    /// Plain rows that no block reads by itself.
    pub(super) fn of_rows(scan: usize, presence: usize) -> Taken {
        Taken { context: 0, scan, presence, reach: Reach::default(), keys: Vec::new(), chosen: false, daily: None }
    }
}

impl Lowering<'_> {
    pub(super) fn measure(&mut self, node: Wanted, measure: &Measure) -> Refused<ValueExpr> {
        let (id, context, _) = node;
        let taken = self.taken(id, context, measure)?;
        self.note_rows(&taken);
        self.depths.insert(node, depth_of(&measure.expr));
        let mut refused = None;
        let value = measure.expr.substitute(&mut |aggregate, whole| match self.aggregate(&taken, aggregate, &whole.ty) {
            Ok(value) => value,
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(value), Err)
    }

    /// The scan, condition and reach of a measure.
    pub(super) fn taken(
        &mut self,
        id: crate::model::Id<crate::model::metric::Metric>,
        context: usize,
        measure: &Measure,
    ) -> Refused<Taken> {
        let scan = self.scan(id, measure)?;
        self.scan_of.insert(id, scan);
        let condition = and(measure.filter.clone(), self.filters.get(&id).cloned());
        let condition = condition.map(|condition| self.row(scan, &condition)).transpose()?;
        let Some(builder) = self.builders.get_mut(scan) else { return Err(Unwritten::new("value", "value")) };
        let presence = builder.presence(condition);
        let metric = &self.project.metrics[id];
        let level = metric.snapshot.as_ref().map(|snapshot| self.level(scan, measure, presence, snapshot)).transpose()?.flatten();
        let chosen = level.as_ref().is_some_and(|level| !level.by.is_empty());
        let daily = metric.snapshot.as_ref().and_then(|snapshot| match snapshot.which {
            SnapshotKind::Avg => Some(AggregateFunction::Avg),
            SnapshotKind::Min => Some(AggregateFunction::Min),
            SnapshotKind::Max => Some(AggregateFunction::Max),
            SnapshotKind::First | SnapshotKind::Last => None,
        });
        let keys = self.part_keys(context, scan, measure.source, chosen)?;
        let reach = Reach { window: metric.window, level };
        Ok(Taken { context, scan, presence, reach, keys, chosen, daily })
    }

    fn level(&mut self, scan: usize, measure: &Measure, presence: usize, snapshot: &Snapshot) -> Refused<Option<Level>> {
        let last = match snapshot.which {
            SnapshotKind::Last => true,
            SnapshotKind::First => false,
            SnapshotKind::Avg | SnapshotKind::Min | SnapshotKind::Max => return Ok(None),
        };
        let by = self.own_keys(scan, measure, &snapshot.by)?;
        let ties = if by.is_empty() { Vec::new() } else { self.ties(scan, measure)? };
        // Rows of a day are not chosen by the condition.
        let presence = self.builders.get(scan).filter(|_| !by.is_empty()).map(|builder| builder.presence_name(presence));
        let presence = presence.unwrap_or_default();
        Ok(Some(Level { last, by, ties, presence }))
    }

    /// The source's key, which decides between rows of one moment.
    pub(super) fn ties(&mut self, scan: usize, measure: &Measure) -> Refused<Vec<String>> {
        let key = self.project.sources[measure.source].key.clone();
        self.own_keys(scan, measure, &key)
    }

    fn own_keys(
        &mut self,
        scan: usize,
        measure: &Measure,
        columns: &[crate::model::source::ColumnIndex],
    ) -> Refused<Vec<String>> {
        let mut keys = Vec::new();
        for column in columns {
            let expr = self.own_column(scan, measure.source, *column)?;
            keys.extend(self.builders.get_mut(scan).map(|builder| builder.key(expr, false)));
        }
        Ok(keys)
    }

    /// The part that counts the rows found, whatever else is computed of them.
    pub(super) fn note_rows(&mut self, taken: &Taken) {
        let part = self.rows_part(taken, taken.chosen);
        let presence = self.builders.get(taken.scan).map(|builder| builder.presence_name(taken.presence));
        self.seen(taken.context, part, presence.unwrap_or_default());
    }

    fn rows_part(&mut self, taken: &Taken, from_rows: bool) -> usize {
        self.formed_part(taken, from_rows, Form::Rows, "")
    }

    /// A part of a measure's rows; the suffix says what is computed of them.
    pub(super) fn formed_part(&mut self, taken: &Taken, from_rows: bool, form: Form, suffix: &str) -> usize {
        let scan = self.builders.get(taken.scan).map(|builder| builder.scan.name.clone()).unwrap_or_default();
        let mut name = format!("{scan}{}{suffix}", reach_words(&taken.reach));
        for key in &taken.keys {
            name.push_str(&key_suffix(key));
        }
        let part = empty_part(name, Some(taken.scan), from_rows, taken.reach.clone(), form, taken.keys.clone());
        self.part(part)
    }

    fn aggregate(&mut self, taken: &Taken, aggregate: &Aggregate, ty: &Type) -> Refused<ValueExpr> {
        if let Some(function) = taken.daily {
            return self.daily_level(taken, aggregate, function, ty);
        }
        match &aggregate.input {
            AggregateInput::Nested(nested) => self.nested(taken, aggregate, nested, ty),
            AggregateInput::QualifiedKeys(key, having) => self.qualified_keys(taken, aggregate, key, having),
            AggregateInput::Rows | AggregateInput::Value(_) | AggregateInput::Distinct(_) => {
                let base = self.base(taken, aggregate, None, ty)?;
                Ok(self.columns_of_atoms(taken, &base))
            }
        }
    }

    /// Atoms as columns of the part of plain rows.
    fn columns_of_atoms(&mut self, taken: &Taken, base: &AtomExpr) -> ValueExpr {
        base.substitute(&mut |name: &String, whole| {
            let atom = self.builders.get(taken.scan).and_then(|builder| builder.scan.atom(name)).cloned();
            let Some(atom) = atom else { return null(whole) };
            let part = self.rows_part(taken, taken.chosen || !atom.from_cells());
            let column =
                Column { name: name.clone(), function: atom.function, ty: atom.ty.clone(), value: ColumnValue::Atom(atom.name) };
            self.read(taken.context, part, column)
        })
    }

    /// A plain aggregate as atoms: an average is two.
    pub(super) fn base(
        &mut self,
        taken: &Taken,
        aggregate: &Aggregate,
        outer_filter: Option<&RowExpr>,
        ty: &Type,
    ) -> Refused<AtomExpr> {
        let scan = taken.scan;
        let filter = and(outer_filter.cloned(), aggregate.filter.clone());
        let filter = filter.map(|filter| self.row(scan, &filter)).transpose()?;
        let exact = aggregate.function != AggregateFunction::ApproxCountDistinct;
        let input = match &aggregate.input {
            AggregateInput::Rows => AtomInput::Rows,
            AggregateInput::Value(value) => AtomInput::Value(self.row(scan, value)?),
            AggregateInput::Distinct(values) => {
                let mut keys = Vec::new();
                for value in values {
                    let value = self.row(scan, value)?;
                    keys.extend(self.builders.get_mut(scan).map(|builder| builder.key(value, exact)));
                }
                AtomInput::Distinct(keys)
            }
            AggregateInput::QualifiedKeys(..) | AggregateInput::Nested(_) => {
                return Err(Unwritten::new("keys within keys", "value"));
            }
        };
        let mut atom = |function, ty: Type| self.atom(taken, function, input.clone(), filter.clone(), ty);
        if aggregate.function != AggregateFunction::Avg {
            return Ok(atom(aggregate.function, ty.clone()));
        }
        let sum_type = match &input {
            AtomInput::Value(value) => sum_type(&value.ty),
            AtomInput::Rows | AtomInput::Distinct(_) => Type::Float,
        };
        let sum = atom(AggregateFunction::Sum, sum_type);
        let count = atom(AggregateFunction::Count, Type::Integer);
        Ok(Expr { node: Node::Arithmetic(Arithmetic::Divide, Box::new(sum), Box::new(count)), ty: Type::Float, unit: None })
    }

    fn atom(
        &mut self,
        taken: &Taken,
        function: AggregateFunction,
        input: AtomInput,
        filter: Option<ScanExpr>,
        ty: Type,
    ) -> AtomExpr {
        let name = self.builders.get_mut(taken.scan).map(|builder: &mut ScanBuilder| {
            let name = atom_name(builder, function, &input, taken.presence, filter.as_ref());
            builder.atom(Atom { name: name.clone(), function, input, presence: taken.presence, filter, ty: ty.clone() });
            name
        });
        Expr { node: Node::Leaf(name.unwrap_or_default()), ty, unit: None }
    }

    /// Counts the rows that pass a measure's `where` and a filter; gives the atom's name.
    pub(super) fn row_count(&mut self, taken: &Taken, filter: Option<ScanExpr>) -> String {
        match self.atom(taken, AggregateFunction::Count, AtomInput::Rows, filter, Type::Integer).node {
            Node::Leaf(name) => name,
            _ => String::new(),
        }
    }

    /// Arithmetic over aggregates as arithmetic over atoms.
    pub(super) fn over_atoms(&mut self, taken: &Taken, expr: &AggregateExpr, filter: Option<&RowExpr>) -> Refused<AtomExpr> {
        let mut refused = None;
        let over = expr.substitute(&mut |aggregate, whole| match self.base(taken, aggregate, filter, &whole.ty) {
            Ok(base) => base,
            Err(unwritten) => {
                refused.get_or_insert(unwritten);
                null(whole)
            }
        });
        refused.map_or(Ok(over), Err)
    }

    fn nested(&mut self, taken: &Taken, aggregate: &Aggregate, nested: &Nested, ty: &Type) -> Refused<ValueExpr> {
        let filter = aggregate.filter.as_ref();
        let inner = match &nested.inner {
            NestedInner::Aggregates(inner) => self.over_atoms(taken, inner, filter)?,
            NestedInner::Determined(value) => {
                // Any row of the key has it. A count asks only whether there is one, and not every type has a largest value.
                let counts = aggregate.function == AggregateFunction::Count;
                let function = if counts { AggregateFunction::Count } else { AggregateFunction::Max };
                let (input, ty) = (AggregateInput::Value(value.clone()), if counts { Type::Integer } else { value.ty.clone() });
                let base = self.base(taken, &Aggregate { function, input, filter: None }, filter, &ty)?;
                if counts { null_if_zero(base) } else { base }
            }
        };
        let having = nested.having.as_ref().map(|having| self.over_atoms(taken, having, filter)).transpose()?;
        let (form, found, suffix) = match &nested.key {
            NestedKey::Period(grain) => (Form::PerPeriod(*grain), None, format!("_per_{}", grain.name())),
            NestedKey::Column(path) => {
                let key = self.path(taken.scan, path.clone())?;
                let filter = filter.map(|filter| self.row(taken.scan, filter)).transpose()?;
                let found = self.row_count(taken, filter);
                let in_cells = !self.needs_rows(taken, &[Some(&inner), having.as_ref()]);
                let key = self.builders.get_mut(taken.scan).map(|builder| builder.key(key, in_cells)).unwrap_or_default();
                let suffix = format!("_per_{}", key.strip_prefix("key_").unwrap_or(&key));
                (Form::PerKey(key), Some(found), suffix)
            }
        };
        let value = ColumnValue::Nested { inner, having, found };
        Ok(self.nested_column(taken, (form, &suffix), aggregate.function, ty, value))
    }

    fn qualified_keys(
        &mut self,
        taken: &Taken,
        aggregate: &Aggregate,
        key: &RowExpr,
        having: &AggregateExpr,
    ) -> Refused<ValueExpr> {
        let (key, found, having) = self.qualification(taken, aggregate, key, having)?;
        let suffix = format!("_per_{}", key.strip_prefix("key_").unwrap_or(&key));
        let one = Expr::literal(Literal::Number(Number::new(1, 0)), Type::Integer);
        let value = ColumnValue::Nested { inner: one, having: Some(having), found: Some(found) };
        Ok(self.nested_column(taken, (Form::PerKey(key), &suffix), AggregateFunction::Count, &Type::Integer, value))
    }

    /// The key, the count of its rows and the condition of `count(distinct k having …)`.
    pub(super) fn qualification(
        &mut self,
        taken: &Taken,
        aggregate: &Aggregate,
        key: &RowExpr,
        having: &AggregateExpr,
    ) -> Refused<(String, String, AtomExpr)> {
        let filter = aggregate.filter.as_ref();
        let having = self.over_atoms(taken, having, filter)?;
        let key = self.row(taken.scan, key)?;
        let filter = filter.map(|filter| self.row(taken.scan, filter)).transpose()?;
        let found = self.row_count(taken, filter);
        let in_cells = !self.needs_rows(taken, &[Some(&having)]);
        let key = self.builders.get_mut(taken.scan).map(|builder| builder.key(key, in_cells)).unwrap_or_default();
        Ok((key, found, having))
    }

    /// `snapshot: avg`: an aggregate of what each day has.
    fn daily_level(&mut self, taken: &Taken, aggregate: &Aggregate, daily: AggregateFunction, ty: &Type) -> Refused<ValueExpr> {
        let plain = !matches!(aggregate.input, AggregateInput::Nested(_) | AggregateInput::QualifiedKeys(..));
        if !plain {
            return Err(Unwritten::new("snapshot: avg, min or max over keys", "snapshot"));
        }
        let inner = self.base(taken, aggregate, None, &aggregate_type(aggregate, ty))?;
        let value = ColumnValue::Nested { inner, having: None, found: None };
        Ok(self.nested_column(taken, (Form::PerPeriod(Grain::Day), "_per_day"), daily, ty, value))
    }

    fn nested_column(
        &mut self,
        taken: &Taken,
        (form, suffix): (Form, &str),
        function: AggregateFunction,
        ty: &Type,
        value: ColumnValue,
    ) -> ValueExpr {
        let from_rows = match &value {
            ColumnValue::Nested { inner, having, .. } => self.needs_rows(taken, &[Some(inner), having.as_ref()]),
            _ => taken.chosen,
        };
        let part = self.formed_part(taken, from_rows, form, suffix);
        let mark = super::names::fingerprint(&format!("{function:?} {value:?}"));
        let name = format!("{}_{mark}", function_word(function));
        self.read(taken.context, part, Column { name, function, ty: ty.clone(), value })
    }

    /// Whether some of these need single rows.
    pub(super) fn needs_rows(&self, taken: &Taken, exprs: &[Option<&AtomExpr>]) -> bool {
        let scan = self.builders.get(taken.scan).map(|builder| &builder.scan);
        let from_cells = |name: &String| scan.and_then(|scan| scan.atom(name)).is_none_or(Atom::from_cells);
        taken.chosen || exprs.iter().flatten().any(|expr| !expr.leaves().into_iter().all(from_cells))
    }
}

/// What a key adds to a part's name.
pub(super) fn key_suffix(key: &PartKey) -> String {
    format!("_of_each_{}", key.name.strip_prefix("per_").unwrap_or(&key.name))
}

/// What a window or a level adds to a part's name.
fn reach_words(reach: &Reach) -> String {
    use crate::model::metric::Window;
    let mut words = match reach.window {
        None => String::new(),
        Some(Window::Trailing(count, unit)) => format!("_trailing_{count}_{}", unit.name()),
        Some(Window::ToDate(grain)) => format!("_{}_to_date", grain.name()),
        Some(Window::AllTime) => "_all_time".to_owned(),
    };
    if let Some(level) = &reach.level {
        words.push_str(if level.last { "_last" } else { "_first" });
        if !level.by.is_empty() {
            words.push('_');
            words.push_str(&super::names::fingerprint(&format!("{level:?}")));
        }
    }
    words
}

/// A word for an aggregate over keys.
fn function_word(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Count => "count",
        AggregateFunction::Sum => "sum",
        AggregateFunction::Avg => "avg",
        AggregateFunction::Min => "min",
        AggregateFunction::Max => "max",
        AggregateFunction::Median => "median",
        AggregateFunction::Percentile(_) => "percentile",
        AggregateFunction::Stddev => "stddev",
        AggregateFunction::ApproxCountDistinct => "approx_count_distinct",
    }
}

/// The type of an aggregate itself, where its daily levels are averaged to a float.
fn aggregate_type(aggregate: &Aggregate, whole: &Type) -> Type {
    match (aggregate.function, &aggregate.input) {
        (AggregateFunction::Count | AggregateFunction::ApproxCountDistinct, _) => Type::Integer,
        (AggregateFunction::Sum, AggregateInput::Value(value)) => sum_type(&value.ty),
        (AggregateFunction::Min | AggregateFunction::Max, AggregateInput::Value(value)) => value.ty.clone(),
        _ => whole.clone(),
    }
}

/// The type of a sum of values of a type.
fn sum_type(ty: &Type) -> Type {
    match ty {
        Type::Decimal { scale, .. } => Type::Decimal { precision: 38, scale: *scale },
        other => other.clone(),
    }
}

fn null_if_zero(value: AtomExpr) -> AtomExpr {
    let zero = Expr::literal(Literal::Number(Number::new(0, 0)), Type::Integer);
    let ty = value.ty.clone();
    Expr { node: Node::Call(crate::model::expr::Function::Nullif, vec![value, zero]), ty, unit: None }
}
