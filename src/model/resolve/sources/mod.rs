//! Sources: columns, keys, links, filters and computed columns.

mod columns;
mod computed;
mod links;
mod native;
mod properties;

use super::declare::Declared;
use super::rows;
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::model::Id;
use crate::model::source::Source;
use crate::model::types::Type;
use crate::syntax::ast::{self, PropertyValue, SourceEntry};

/// Resolves all sources: first their columns, then the links between them, then what reads over links.
pub fn resolve<'a>(scope: &mut Scope<'a>, declared: &Declared<'a>, d: &mut Diagnostics) {
    for (id, source) in &declared.sources {
        columns::resolve(scope, *id, source, d);
    }
    for (id, source) in &declared.sources {
        properties::resolve(scope, *id, source, d);
    }
    for (id, source) in &declared.sources {
        links::resolve(scope, *id, source, d);
    }
    computed::resolve(scope, declared, d);
    for (id, source) in &declared.sources {
        filter(scope, *id, source, d);
    }
}

/// `filter`, which may read links and computed columns.
fn filter(scope: &mut Scope<'_>, id: Id<Source>, source: &ast::Source, d: &mut Diagnostics) {
    for entry in &source.entries {
        let SourceEntry::Property(property) = entry else { continue };
        let ("filter", PropertyValue::Expr(expr)) = (property.name.text.as_str(), &property.value) else { continue };
        let condition = rows::condition(scope, id, expr, d);
        let home = &mut scope.project.sources[id];
        if condition.ty == Type::Error {
            home.broken = true;
        } else {
            home.filter = Some(condition);
        }
    }
}
