//! The columns of a source: names, types and attributes.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::resolve::names;
use crate::model::resolve::scope::Scope;
use crate::model::resolve::typing::{literal, types, unit_of, units};
use crate::model::source::{Column, ColumnIndex, Source};
use crate::model::types::{Literal, Type};
use crate::source::Span;
use crate::syntax::ast::{self, AttributeKind, SourceEntry};

/// Enters the columns of a source, and what is lost of it.
pub fn resolve<'a>(scope: &mut Scope<'a>, id: Id<Source>, source: &'a ast::Source, d: &mut Diagnostics) {
    let mut time: Option<Span> = None;
    for entry in &source.entries {
        match entry {
            SourceEntry::Column(column) => add(scope, id, column, &mut time, d),
            SourceEntry::Error(name) => lose(scope, id, name.as_ref().map(|name| name.text.as_str())),
            SourceEntry::Property(_) | SourceEntry::Link(_) => {}
        }
    }
}

/// Remembers that an entry could not be read, by its name where that could be told.
pub fn lose<'a>(scope: &mut Scope<'a>, id: Id<Source>, name: Option<&'a str>) {
    scope.project.sources[id].broken = true;
    if let Some(members) = scope.members.get_mut(id.index()) {
        match name {
            Some(name) => drop(members.lost.insert(name)),
            None => members.lost_any = true,
        }
    }
}

fn add<'a>(scope: &mut Scope<'a>, id: Id<Source>, written: &'a ast::Column, time: &mut Option<Span>, d: &mut Diagnostics) {
    let fits = names::check_length("column", &written.name, d);
    let home = &scope.project.sources[id];
    if let Some(first) = scope.find_column(id, &written.name.text) {
        d.push(names::duplicate("column", &written.name, home.column(first).name_span));
        scope.project.sources[id].broken = true;
        return;
    }
    let ty = types::type_of(&written.ty, d);
    let mut reading =
        Reading { broken: !fits || ty == Type::Error, key: None, nullable: None, time: None, column: empty(written, ty) };
    for attribute in &written.attributes {
        reading.attribute(written, attribute, d);
    }
    reading.check_together(d);
    let index = ColumnIndex(u32::try_from(home.columns.len()).unwrap_or(u32::MAX));
    let home = &mut scope.project.sources[id];
    home.broken |= reading.broken;
    if reading.key.is_some() {
        home.key.push(index);
    }
    if let Some(span) = reading.time {
        match time {
            Some(first) => {
                d.push(second_time(&home.name, span, *first));
                home.broken = true;
            }
            None => {
                *time = Some(span);
                home.time = Some(index);
            }
        }
    }
    home.columns.push(reading.column);
    if let Some(members) = scope.members.get_mut(id.index()) {
        members.columns.insert(&written.name.text, index);
    }
}

fn empty(written: &ast::Column, ty: Type) -> Column {
    Column {
        name: written.name.text.clone(),
        name_span: written.name.span,
        span: written.span,
        physical: None,
        ty,
        unit: None,
        nullable: false,
        one_of: Vec::new(),
        description: None,
        computed: None,
    }
}

fn second_time(source: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_PROPERTY, span, format!("`{source}` has two columns marked `time`"))
        .here("the second time axis")
        .label(first, "the first")
        .help("mark the one that dates a row; a metric may name another: `time: other_column`")
}

/// A column while its attributes are read.
struct Reading {
    column: Column,
    broken: bool,
    key: Option<Span>,
    nullable: Option<Span>,
    time: Option<Span>,
}

impl Reading {
    fn attribute(&mut self, written: &ast::Column, attribute: &ast::Attribute, d: &mut Diagnostics) {
        match &attribute.kind {
            AttributeKind::Key => self.key = Some(attribute.span),
            AttributeKind::Nullable => {
                self.nullable = Some(attribute.span);
                self.column.nullable = true;
            }
            AttributeKind::Time => self.time(written, attribute.span, d),
            AttributeKind::Unit(unit) => {
                if self.column.ty.is_numeric() {
                    self.column.unit = Some(unit_of(unit));
                } else {
                    self.fail(unit_of_no_number(&self.column, written, attribute.span), d);
                }
            }
            AttributeKind::Column(name) => {
                if written.computed.is_some() {
                    let message = format!("`{}` is computed, so no column of the table holds it", self.column.name);
                    let finding =
                        Diagnostic::new(codes::UNKNOWN_PROPERTY, attribute.span, message).here("names a column of the table");
                    self.fail(finding.help("leave `column` out, or the expression after `=`"), d);
                }
                self.column.physical = Some(name.text.clone()).filter(|name| *name != self.column.name);
            }
            AttributeKind::OneOf(values) => self.one_of(values, d),
            AttributeKind::Description(prose) => self.column.description = Some(prose.text.clone()),
            AttributeKind::References { .. } => {}
        }
    }

    fn time(&mut self, written: &ast::Column, span: Span, d: &mut Diagnostics) {
        if self.column.ty.is_time() {
            self.time = Some(span);
            return;
        }
        let message = format!("a time axis is a `date` or a `timestamp`, but `{}` is `{}`", self.column.name, self.column.ty);
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, span, message)
            .here("marked as the time axis")
            .label(written.ty.span, format!("this is `{}`", self.column.ty));
        let help = match self.column.ty {
            Type::Text => "compute a date from it: `happened_on date time = cast(… as date)`",
            _ => "mark a `date` or `timestamp` column, or compute one with `native(…)`",
        };
        self.fail(finding.help(help), d);
    }

    fn one_of(&mut self, values: &[ast::Expr], d: &mut Diagnostics) {
        for value in values {
            let typed = literal::typed::<()>(value, &self.column.ty, &format!("`{}`", self.column.name), d);
            match typed.node {
                _ if typed.ty == Type::Error => self.broken = true,
                crate::model::expr::Node::Literal(Literal::Null) => {
                    let finding = Diagnostic::new(codes::TYPE_MISMATCH, value.span, "`null` is no value that `one_of` can list");
                    self.fail(finding.here("null").help("mark the column `nullable` instead"), d);
                }
                crate::model::expr::Node::Literal(literal) => self.column.one_of.push(literal),
                _ => {}
            }
        }
        if self.broken {
            // A list with a gap must not make right comparisons look wrong.
            self.column.one_of.clear();
        }
    }

    fn check_together(&mut self, d: &mut Diagnostics) {
        if let (Some(key), Some(nullable)) = (self.key, self.nullable) {
            let message = format!("`{}` is a key, so it cannot be null", self.column.name);
            let finding = Diagnostic::new(codes::TYPE_MISMATCH, nullable, message).here("may be null").label(key, "a key");
            self.fail(
                finding
                    .why("a null equals nothing, so such a row could not be told from another")
                    .help("leave `nullable` out, or choose another key"),
                d,
            );
        }
    }

    fn fail(&mut self, finding: Diagnostic, d: &mut Diagnostics) {
        self.broken = true;
        d.push(finding);
    }
}

fn unit_of_no_number(column: &Column, written: &ast::Column, span: Span) -> Diagnostic {
    let unit = written.attributes.iter().find_map(|attribute| match &attribute.kind {
        AttributeKind::Unit(unit) => Some(unit_of(unit)),
        _ => None,
    });
    let unit = units::words(&unit.unwrap_or_default());
    Diagnostic::new(codes::TYPE_MISMATCH, span, format!("only a number has a unit, but `{}` is `{}`", column.name, column.ty))
        .here(format!("counts {unit}"))
        .label(written.ty.span, format!("this is `{}`", column.ty))
        .help("leave `unit` out, or declare the column as a number")
}
