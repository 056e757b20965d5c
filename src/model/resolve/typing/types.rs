//! Types as written: their arguments checked.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::types::{Type, Zone};
use crate::syntax::ast::{TypeKind, TypeName};

/// The type that is written; what is wrong with its arguments is reported, and the type is then [`Type::Error`].
pub fn type_of(written: &TypeName, d: &mut Diagnostics) -> Type {
    match &written.kind {
        TypeKind::Text => Type::Text,
        TypeKind::Integer => Type::Integer,
        TypeKind::Decimal { precision, scale } => decimal(written, *precision, *scale, d),
        TypeKind::Float => Type::Float,
        TypeKind::Boolean => Type::Boolean,
        TypeKind::Date => Type::Date,
        TypeKind::Timestamp(None) => Type::Timestamp(Zone::Utc),
        TypeKind::Timestamp(Some(zone)) => timestamp(written, zone, d),
        TypeKind::Error => Type::Error,
    }
}

/// A decimal with both its arguments; the parser has seen to it that they are in range.
fn decimal(written: &TypeName, precision: Option<u32>, scale: Option<u32>, d: &mut Diagnostics) -> Type {
    if let (Some(precision), Some(scale)) = (precision, scale)
        && (1..=super::numeric::LONGEST).contains(&precision)
        && scale <= precision
    {
        return Type::Decimal { precision, scale };
    }
    let digits = precision.unwrap_or(18);
    let message = "a decimal needs its number of digits, and how many of them stand after the point";
    d.push(
        Diagnostic::new(codes::TYPE_MISMATCH, written.span, message)
            .here("without both, each warehouse takes its own default, and some drop what is after the point")
            .help(format!("write `decimal({digits}, {})`", digits.min(2))),
    );
    Type::Error
}

fn timestamp(written: &TypeName, zone: &str, d: &mut Diagnostics) -> Type {
    if matches!(zone, "UTC" | "Etc/UTC") {
        return Type::Timestamp(Zone::Utc);
    }
    let database = jiff::tz::db();
    if let Ok(found) = database.get(zone) {
        return Type::Timestamp(Zone::Named(found.iana_name().unwrap_or(zone).to_owned()));
    }
    let known: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
    let finding = Diagnostic::new(codes::UNKNOWN_SETTING, written.span, format!("there is no time zone `{zone}`"))
        .here("no IANA time zone has this name");
    let near = suggest::nearest(zone, known.iter().map(String::as_str));
    d.push(match near.first() {
        Some(name) => finding.help(format!("did you mean `timestamp(\"{name}\")`?")),
        None => finding.help("write an IANA name, as in `timestamp(\"Europe/Paris\")`"),
    });
    Type::Error
}
