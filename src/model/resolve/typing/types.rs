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

fn decimal(written: &TypeName, precision: Option<u32>, scale: Option<u32>, d: &mut Diagnostics) -> Type {
    let longest = super::numeric::LONGEST;
    let finding = |message: String| Diagnostic::new(codes::TYPE_MISMATCH, written.span, message);
    let wrong = match (precision, scale) {
        (Some(precision), Some(scale)) if (1..=longest).contains(&precision) && scale <= precision => {
            return Type::Decimal { precision, scale };
        }
        (Some(precision), Some(scale)) if scale > precision && (1..=longest).contains(&precision) => {
            finding(format!("a decimal of {precision} digits cannot have {scale} of them after the point"))
                .here("more digits after the point than in all")
                .help(format!("write all digits first, as in `decimal({}, {})`", scale.min(longest), precision.min(longest)))
        }
        (Some(precision), _) if !(1..=longest).contains(&precision) => {
            finding(format!("a decimal has 1 to {longest} digits, not {precision}"))
                .here(format!("not between 1 and {longest}"))
                .help(format!("write `decimal({longest}, {})`", scale.unwrap_or(2).min(longest)))
        }
        (precision, _) => finding("a decimal needs its number of digits, and how many of them stand after the point".to_owned())
            .here("without both, each warehouse takes its own default, and some drop what is after the point")
            .help(format!("write `decimal({}, {})`", precision.unwrap_or(18), precision.unwrap_or(18).min(2))),
    };
    d.push(wrong);
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
