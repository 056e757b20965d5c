//! `allow: vanity-metric because "…"`: findings that a block accepts, each with its reason.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::model::metric::Allow;
use crate::source::Span;
use crate::syntax::ast::{self, PropertyValue};

/// What a block allows. Unknown rules (NS102), rules that hold everywhere (NS103) and missing reasons (NS001) are reported.
pub(in crate::model::resolve) fn of_block(block: &ast::Block, d: &mut Diagnostics) -> Vec<Allow> {
    of_properties(&block.properties, d)
}

/// What the `allow` property among some properties allows.
pub(in crate::model::resolve) fn of_properties<'a>(
    properties: impl IntoIterator<Item = &'a ast::Property>,
    d: &mut Diagnostics,
) -> Vec<Allow> {
    let written = properties.into_iter().find_map(|property| match &property.value {
        PropertyValue::Allow(list) => Some((property, list)),
        _ => None,
    });
    let Some((property, list)) = written else { return Vec::new() };
    let places = places(property, list);
    list.iter().zip(places).filter_map(|(allow, place)| one(allow, place, d)).collect()
}

/// What goes with each entry when it is taken out: the comma before it or, of the first, behind it; of the only one, the property.
fn places(property: &ast::Property, list: &[ast::Allow]) -> Vec<Span> {
    let previous = std::iter::once(None).chain(list.iter().map(|allow| Some(allow.span)));
    let next = list.iter().skip(1).map(|allow| Some(allow.span)).chain([None]);
    let place = |((allow, previous), next): ((&ast::Allow, Option<Span>), Option<Span>)| match (previous, next) {
        (Some(previous), _) => Span { start: previous.end, ..allow.span },
        (None, Some(next)) => Span { end: next.start, ..allow.span },
        (None, None) => property.span,
    };
    list.iter().zip(previous).zip(next).map(place).collect()
}

fn one(written: &ast::Allow, place: Span, d: &mut Diagnostics) -> Option<Allow> {
    let code = codes::find(&written.rule.text);
    if code.is_none() {
        let is_code = written.rule.text.to_uppercase().starts_with("NS");
        let allowed = codes::ALL.iter().filter(|code| can_be_allowed(code));
        let known = allowed.map(|code| if is_code { code.id } else { code.name });
        let finding =
            Diagnostic::new(codes::UNKNOWN_NAME, written.rule.span, format!("there is no rule `{}`", written.rule.text))
                .here("neither a rule's name nor its code");
        let otherwise = "name a rule as its finding shows it, for example `deep-tree` or `NS311`";
        d.push(finding.did_you_mean_or(&written.rule.text, known, otherwise));
    }
    let forbidden = code.filter(|code| !can_be_allowed(code));
    if let Some(code) = forbidden {
        d.push(
            Diagnostic::new(codes::WRONG_KIND, written.rule.span, format!("`{} {}` cannot be allowed", code.id, code.name))
                .here("holds everywhere")
                .help("mend what it finds, and remove this entry")
                .fix(Fix::safe("remove the entry", vec![Edit::delete(place)])),
        );
        return None;
    }
    let because = written.because.as_ref().filter(|reason| !reason.text.trim().is_empty());
    if because.is_none() {
        d.push(
            Diagnostic::new(codes::SYNTAX, written.span, format!("`{}` is allowed without a reason", written.rule.text))
                .here("why?")
                .why("an exception without a reason cannot be reviewed")
                .help(format!("write `{} because \"…\"`", written.rule.text)),
        );
    }
    Some(Allow { code: code?.id, because: because?.text.clone(), span: written.span, place })
}

/// Whether a place may accept findings of a code: not where they would make numbers wrong, nor a second north star.
fn can_be_allowed(code: &Code) -> bool {
    !matches!(code.family(), '0' | '1' | '2') && *code != codes::TWO_NORTH_STARS
}
