//! Links: many-to-one references between sources.

use super::columns::lose;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Id;
use crate::model::resolve::names;
use crate::model::resolve::scope::Scope;
use crate::model::source::{ColumnIndex, Link, LinkIndex, Source};
use crate::model::types::Type;
use crate::source::Span;
use crate::syntax::ast::{self, AttributeKind, Ident, SourceEntry};

/// A link as written, in either form.
struct Written<'a> {
    name: &'a Ident,
    columns: Vec<&'a Ident>,
    target: &'a Ident,
    at: Option<&'a Ident>,
    span: Span,
}

impl Written<'_> {
    /// Whether it has no name of its own, and so that of its source.
    fn is_unnamed(&self) -> bool {
        self.name.span == self.target.span
    }
}

/// NS207: two references to one source without a name of their own.
fn two_unnamed(home: &Source, first: &Link, written: &Written<'_>) -> Diagnostic {
    let target = &written.target.text;
    let message = format!("two links of `{}` lead to `{target}`, so `{target}.…` could mean either", home.name);
    Diagnostic::new(codes::AMBIGUOUS_PATH, written.name.span, message)
        .here("the second link of this name")
        .label(first.name_span, "the first")
        .why("each is a right answer, to a different question")
        .help(format!("name both for their part: `references {target} as guest`, `references {target} as host`"))
}

/// Enters the links of a source.
pub fn resolve<'a>(scope: &mut Scope<'a>, id: Id<Source>, source: &'a ast::Source, d: &mut Diagnostics) {
    for entry in &source.entries {
        match entry {
            SourceEntry::Column(column) => {
                for attribute in &column.attributes {
                    if let AttributeKind::References { source, link, at } = &attribute.kind {
                        let name = link.as_ref().unwrap_or(source);
                        let columns = vec![&column.name];
                        add(scope, id, &Written { name, columns, target: source, at: at.as_ref(), span: attribute.span }, d);
                    }
                }
            }
            SourceEntry::Link(link) => {
                let columns = link.columns.iter().collect();
                let written = Written { name: &link.name, columns, target: &link.source, at: link.at.as_ref(), span: link.span };
                add(scope, id, &written, d);
            }
            SourceEntry::Property(_) | SourceEntry::Error(_) => {}
        }
    }
}

fn add<'a>(scope: &mut Scope<'a>, id: Id<Source>, written: &Written<'a>, d: &mut Diagnostics) {
    if !is_free(scope, id, written, d) {
        scope.project.sources[id].broken = true;
        return;
    }
    match link(scope, id, written, d) {
        None => lose(scope, id, Some(&written.name.text)),
        Some(link) => {
            let home = &mut scope.project.sources[id];
            let index = LinkIndex(u32::try_from(home.links.len()).unwrap_or(u32::MAX));
            home.links.push(link);
            if let Some(members) = scope.members.get_mut(id.index()) {
                members.links.insert(&written.name.text, index);
            }
        }
    }
}

/// Whether no column and no other link has the name; reported where one has.
fn is_free(scope: &Scope<'_>, id: Id<Source>, written: &Written<'_>, d: &mut Diagnostics) -> bool {
    let name = written.name;
    names::check_length("link", name, d);
    let home = &scope.project.sources[id];
    if let Some(first) = scope.find_link(id, &name.text) {
        let first = home.link(first);
        let unnamed = written.is_unnamed() && scope.project.sources[first.target].name == first.name;
        if unnamed {
            d.push(two_unnamed(home, first, written));
            return false;
        }
        let finding = names::duplicate("link", name, first.name_span);
        d.push(finding.help(format!("give each link a name of its own: `references … as other_{}`", name.text)));
        return false;
    }
    if let Some(column) = scope.find_column(id, &name.text) {
        let message = format!("the link `{}` is named like a column of `{}`", name.text, home.name);
        let finding = Diagnostic::new(codes::DUPLICATE_NAME, name.span, message)
            .here("names a link")
            .label(home.column(column).name_span, "names a column");
        d.push(finding.help(format!("give the link another name: `references … as {}_row`", name.text)));
        return false;
    }
    true
}

fn link(scope: &Scope<'_>, id: Id<Source>, written: &Written<'_>, d: &mut Diagnostics) -> Option<Link> {
    let target = scope.source(written.target, d);
    let columns: Vec<Option<ColumnIndex>> = written.columns.iter().map(|name| scope.column(id, name, d)).collect();
    let columns = columns.into_iter().collect::<Option<Vec<ColumnIndex>>>();
    let at = match written.at {
        None => None,
        Some(name) => Some(at(scope, id, name, d)?),
    };
    let (target, columns) = (target?, columns?);
    let fits = key_fits(scope, id, target, written, &columns, d) & at_fits(scope, target, written, d);
    let name = written.name;
    fits.then(|| Link { name: name.text.clone(), name_span: name.span, columns, target, at })
}

/// The column after `at`, which must be a time.
fn at(scope: &Scope<'_>, id: Id<Source>, name: &Ident, d: &mut Diagnostics) -> Option<ColumnIndex> {
    let column = scope.column(id, name, d)?;
    let ty = &scope.project.sources[id].column(column).ty;
    if ty.is_time() {
        return Some(column);
    }
    let message = format!("`at` needs a `date` or a `timestamp`, but `{}` is `{ty}`", name.text);
    d.push(Diagnostic::new(codes::TYPE_MISMATCH, name.span, message).here(format!("this is `{ty}`")));
    None
}

/// Whether a slowly changing dimension is read at a moment, and only such a one.
fn at_fits(scope: &Scope<'_>, target: Id<Source>, written: &Written<'_>, d: &mut Diagnostics) -> bool {
    let home = &scope.project.sources[target];
    let finding = |span, message| Diagnostic::new(codes::REFERENCE_TO_NO_KEY, span, message);
    match (written.at, home.valid) {
        _ if home.broken => true,
        (None, Some(_)) => {
            let message =
                format!("`{}` has a row for each time that a key changed, so a reference must say `at` which moment", home.name);
            d.push(
                finding(written.span, message)
                    .here("at which moment?")
                    .label(home.name_span, "has `valid`")
                    .help(format!("name the time column of this row: `references {} … at happened_at`", home.name)),
            );
            false
        }
        (Some(at), None) => {
            let message = format!("`{}` has one row per key at all times, so there is no moment to choose", home.name);
            d.push(
                finding(at.span, message)
                    .here("not needed")
                    .label(home.name_span, "has no `valid`")
                    .help(format!("leave `at {}` out, or give `{}` a `valid: from_column to to_column`", at.text, home.name)),
            );
            false
        }
        _ => true,
    }
}

/// Whether the columns are the target's whole key: as many, and of types that compare.
fn key_fits(
    scope: &Scope<'_>,
    id: Id<Source>,
    target: Id<Source>,
    written: &Written<'_>,
    columns: &[ColumnIndex],
    d: &mut Diagnostics,
) -> bool {
    let (home, other) = (&scope.project.sources[id], &scope.project.sources[target]);
    if other.key.len() != columns.len() {
        let complete = !other.broken;
        if complete {
            d.push(other_key(written, other));
        }
        return !complete && !other.key.is_empty() && other.key.len() == columns.len();
    }
    for ((column, key), name) in columns.iter().zip(&other.key).zip(&written.columns) {
        let (column, key) = (home.column(*column), other.column(*key));
        if !same(&column.ty, &key.ty) {
            let message =
                format!("`{}` is `{}`, but the key `{}` of `{}` is `{}`", name.text, column.ty, key.name, other.name, key.ty);
            d.push(
                Diagnostic::new(codes::REFERENCE_TO_NO_KEY, name.span, message)
                    .here(format!("this is `{}`", column.ty))
                    .label(key.name_span, format!("this is `{}`", key.ty))
                    .why("values of different types never meet, so every reference would be missing")
                    .help("declare both with the type that the tables have, or reference by a computed column that converts it"),
            );
            return false;
        }
    }
    true
}

/// NS206 for columns that are not the whole key.
fn other_key(written: &Written<'_>, other: &Source) -> Diagnostic {
    let key: Vec<&str> = other.key.iter().map(|index| other.column(*index).name.as_str()).collect();
    let here: Vec<&str> = written.columns.iter().map(|name| name.text.as_str()).collect();
    let message = match key.as_slice() {
        [] => format!("`{}` has no key, so nothing can reference it", other.name),
        [one] => format!("the key of `{}` is the one column `{one}`, but {} are given", other.name, here.len()),
        _ => format!("the key of `{}` is `{}`, but `{}` is given", other.name, key.join("`, `"), here.join("`, `")),
    };
    let mut finding = Diagnostic::new(codes::REFERENCE_TO_NO_KEY, written.span, message).here("not the whole key");
    for index in &other.key {
        finding = finding.label(other.column(*index).name_span, "part of the key");
    }
    finding = finding.why("a link must find at most one row, or facts would be counted twice");
    match key.as_slice() {
        [] => finding.label(other.name_span, "no column is marked `key`").help("mark its key: `some_id … key`"),
        [_] => finding.help(format!("name one column: `link {}: (…) references {}`", written.name.text, other.name)),
        _ => finding.help(format!(
            "name a column for each, in the key's order: `link {}: ({}) references {}`",
            written.name.text,
            key.join(", "),
            other.name
        )),
    }
}

/// Whether values of both types can be equal.
fn same(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Error, _) | (_, Type::Error) => true,
        (Type::Timestamp(_), Type::Timestamp(_)) => true,
        (Type::Integer | Type::Decimal { .. }, Type::Integer | Type::Decimal { .. }) => true,
        (left, right) => left == right,
    }
}
