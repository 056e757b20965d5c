//! Sources: columns, links and types.

use super::Builder;
use crate::diagnostic::{Diagnostic, Edit, Fix, codes};
use crate::source::Span;
use crate::syntax::ast::{
    Attribute, AttributeKind, Column, Ident, Item, Link, Property, Source, SourceEntry, TypeKind, TypeName,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::vocabulary::{Holder, is_name, is_reserved, our_type};

impl Builder<'_> {
    /// `source name { … }`
    pub(super) fn source(&mut self, pair: Pair) -> Item {
        let mut frame = self.frame(&pair, Holder::Source);
        let mut entries: Vec<SourceEntry> = Vec::new();
        // Kept apart to find duplicates; they join the entries in their place.
        let mut properties: Vec<Property> = Vec::new();
        for part in pair.into_inner() {
            if self.settle_comma(&part) {
                frame.broken = true;
                continue;
            }
            let known = properties.len();
            match part.as_rule() {
                Rule::column => {
                    let column = self.column(part);
                    frame.end = column.span;
                    let mended = self.is_mended(column.span) && column.computed.is_some();
                    frame.broken |= mended;
                    entries.push(if mended { SourceEntry::Error(Some(column.name)) } else { SourceEntry::Column(column) });
                }
                Rule::link => entries.extend(self.link(part).map(SourceEntry::Link)),
                Rule::property => {
                    let property = self.property(part, Holder::Source);
                    self.keep(property, &mut properties, &mut frame);
                }
                Rule::bad_source_entry => {
                    frame.broken = true;
                    let entry = self.bad_source_entry(part, properties.last(), entries.last());
                    if let Some(previous) = entries.last_mut().filter(|_| std::mem::take(&mut self.went_on)) {
                        previous.spoil();
                    }
                    match entry {
                        SourceEntry::Property(property) => self.keep(Some(property), &mut properties, &mut frame),
                        entry => entries.push(entry),
                    }
                }
                _ => self.frame_part(&part, &mut frame),
            }
            entries.extend(properties.get(known..).unwrap_or(&[]).iter().cloned().map(SourceEntry::Property));
        }
        let span = frame.span();
        match frame.name {
            Some(name) => Item::Source(Source { keyword: frame.keyword, name, entries, span, broken: frame.broken }),
            None => Item::Error(span),
        }
    }

    fn column(&mut self, pair: Pair) -> Column {
        let (span, whole) = (self.span(&pair), pair.as_str());
        let mut parts = pair.into_inner();
        let word = parts.next();
        let ty = parts.next();
        let mut end = span;
        let type_text = ty.as_ref().map_or("", |ty| ty.as_str().trim());
        // A physical name may be given already; a second one would be one too many.
        let behind = ty.as_ref().filter(|_| !whole.contains("column")).map(|ty| self.span_of(ty).after());
        let name = word.map_or(Ident { text: String::new(), span }, |word| self.column_name(&word, type_text, behind));
        let ty = match ty {
            Some(ty) => self.type_name(ty),
            None => TypeName { kind: TypeKind::Error, span },
        };
        end.end = ty.span.end;
        let mut column = Column { name, ty, attributes: Vec::new(), computed: None, span };
        for part in parts {
            match part.as_rule() {
                Rule::equals | Rule::entry_end => continue,
                Rule::stray_mark => self.stray_mark(&part),
                Rule::expression => {
                    end.end = self.span_of(&part).end;
                    column.computed = Some(self.expression(part));
                }
                _ => {
                    let place = self.span_of(&part);
                    end.end = place.end;
                    if let Some(kind) = self.attribute(part) {
                        self.keep_attribute(Attribute { kind, span: place }, &mut column);
                    }
                }
            }
        }
        column.span = end;
        column
    }

    fn keep_attribute(&mut self, attribute: Attribute, column: &mut Column) {
        let kind = std::mem::discriminant(&attribute.kind);
        match column.attributes.iter().find(|other| std::mem::discriminant(&other.kind) == kind) {
            Some(first) => {
                let message = format!("column `{}` says this twice", column.name.text);
                let diagnostic = Diagnostic::new(codes::DUPLICATE_PROPERTY, attribute.span, message).here("said again");
                let fix = self.same_text(first.span, attribute.span);
                self.diagnostics.push(diagnostic.label(first.span, "said here").help("keep one of the two").fix_if(fix));
            }
            None => column.attributes.push(attribute),
        }
    }

    /// A column's name, whose table may call it what we cannot; its name there can be written `behind` the type.
    fn column_name(&mut self, word: &Pair, ty: &str, behind: Option<Span>) -> Ident {
        let ident = self.word(word);
        let text = ident.text.as_str();
        if is_name(text) && !is_reserved(text) {
            return ident;
        }
        let (message, meant) = if is_reserved(text) {
            let meant = match text.to_lowercase().as_str() {
                "end" => "ends_on".to_owned(),
                "from" => "starts_on".to_owned(),
                lower => format!("{lower}_value"),
            };
            (format!("`{text}` is a word of SQL and cannot be a name"), meant)
        } else {
            let message = format!("`{text}` is no name: a name is made of a-z, 0-9 and `_`, and starts with a letter");
            (message, crate::syntax::vocabulary::as_name(text))
        };
        let meant = if meant.is_empty() { "its_name".to_owned() } else { meant };
        let fix = behind.map(|behind| {
            let edits = vec![Edit::new(ident.span, meant.as_str()), Edit::new(behind, format!(" column \"{text}\""))];
            Fix { title: format!("call it `{meant}`"), safe: text.to_ascii_lowercase() == meant, edits }
        });
        self.syntax_with(ident.span, message, format!("write `{meant} {ty} column \"{text}\"`"), fix);
        Ident { text: meant, span: ident.span }
    }

    fn attribute(&mut self, pair: Pair) -> Option<AttributeKind> {
        let rule = pair.as_rule();
        if rule == Rule::flag {
            return Some(match pair.into_inner().next()?.as_str() {
                "key" => AttributeKind::Key,
                "time" => AttributeKind::Time,
                _ => AttributeKind::Nullable,
            });
        }
        if rule == Rule::references_attribute {
            return self.references(pair);
        }
        if rule == Rule::one_of_attribute {
            let literals = pair.into_inner().filter(|p| p.as_rule() == Rule::literal);
            return Some(AttributeKind::OneOf(literals.map(|p| self.literal(p)).collect()));
        }
        let inner = pair.into_inner().find(|p| matches!(p.as_rule(), Rule::unit | Rule::prose))?;
        Some(match rule {
            Rule::unit_attribute => AttributeKind::Unit(self.unit(inner)?),
            Rule::physical_attribute => AttributeKind::Column(self.prose(inner)),
            _ => AttributeKind::Description(self.prose(inner)),
        })
    }

    fn references(&mut self, pair: Pair) -> Option<AttributeKind> {
        let (mut source, mut link, mut at) = (None, None, None);
        let mut after = Rule::references_word;
        for part in pair.into_inner() {
            match (part.as_rule(), after) {
                (Rule::name, Rule::as_word) => link = Some(self.name(&part)),
                (Rule::name, Rule::at_word) => at = Some(self.name(&part)),
                (Rule::name, _) => source = Some(self.name(&part)),
                (rule, _) => after = rule,
            }
        }
        Some(AttributeKind::References { source: source?, link, at })
    }

    /// `link rate: (ordered_on, currency) references fx_daily`
    fn link(&mut self, pair: Pair) -> Option<Link> {
        let start = self.span(&pair);
        let (mut name, mut columns, mut source, mut at) = (None, Vec::new(), None, None);
        let mut end = start;
        for part in pair.into_inner() {
            if !matches!(part.as_rule(), Rule::entry_end | Rule::stray_mark) {
                end = self.span_of(&part);
            }
            match part.as_rule() {
                Rule::word => name = Some(self.name(&part)),
                Rule::words => columns = self.names(part),
                Rule::name if source.is_none() => source = Some(self.name(&part)),
                Rule::name => at = Some(self.name(&part)),
                Rule::stray_mark => self.stray_mark(&part),
                _ => {}
            }
        }
        Some(Link { name: name?, columns, source: source?, at, span: Span { end: end.end, ..start } })
    }

    /// A type; one of another system is reported with ours.
    pub(super) fn type_name(&mut self, pair: Pair) -> TypeName {
        let span = self.span_of(&pair);
        if pair.as_rule() == Rule::foreign_type {
            return self.foreign_type(pair, span);
        }
        let mut parts = pair.into_inner();
        let word = parts.next().map_or("", |word| word.as_str());
        let (mut numbers, mut zone) = (Vec::new(), None);
        for part in parts {
            match part.as_rule() {
                Rule::number => numbers.push(self.count(&part, 0)),
                Rule::prose => zone = Some(self.prose(part)),
                _ => {}
            }
        }
        let plain = numbers.is_empty() && zone.is_none();
        let kind = match (word, plain) {
            ("text", true) => TypeKind::Text,
            ("integer", true) => TypeKind::Integer,
            ("float", true) => TypeKind::Float,
            ("boolean", true) => TypeKind::Boolean,
            ("date", true) => TypeKind::Date,
            ("timestamp", _) if numbers.is_empty() => TypeKind::Timestamp(zone.map(|zone| zone.text)),
            ("decimal", _) if zone.is_none() => return TypeName { kind: self.decimal(&numbers, span), span },
            _ => {
                let (example, help) = match word {
                    "timestamp" => {
                        ("takes a zone in double quotes", "write `timestamp(\"Europe/Paris\")`, or `timestamp` for an instant")
                    }
                    "decimal" => ("takes its digits", "write `decimal(12,2)`"),
                    _ => ("takes nothing in parentheses", "delete the parentheses"),
                };
                let fix = (!matches!(word, "timestamp" | "decimal")).then(|| Fix::writing(span, word, true));
                self.syntax_with(span, format!("`{word}` {example}"), help, fix);
                TypeKind::Error
            }
        };
        TypeName { kind, span }
    }

    fn decimal(&mut self, numbers: &[Option<u32>], span: Span) -> TypeKind {
        let (precision, scale) = match numbers {
            [] => return TypeKind::Decimal { precision: None, scale: None },
            [Some(precision)] => (*precision, 0),
            [Some(precision), Some(scale)] => (*precision, *scale),
            _ => return TypeKind::Error,
        };
        if !(1..=38).contains(&precision) || scale > precision {
            self.malformed(
                span,
                "a decimal has 1 to 38 digits, and no more of them behind the point",
                "write `decimal(38,9)`, say",
            );
            return TypeKind::Error;
        }
        TypeKind::Decimal { precision: Some(precision), scale: Some(scale) }
    }

    fn foreign_type(&mut self, pair: Pair, span: Span) -> TypeName {
        let written = pair.as_str().trim();
        let mut parts = pair.clone().into_inner();
        let word = parts.next().map_or("", |word| word.as_str());
        let numbers = pair.as_str().find('(').and_then(|at| written.get(at..)).unwrap_or("");
        let lower = word.to_lowercase();
        let message = format!("`{word}` is no type");
        let help = match our_type(word) {
            Some(("decimal", _)) if !numbers.is_empty() => format!("write `decimal{numbers}`"),
            Some(("decimal", _)) => "write `decimal(38,9)`, with the digits of the table's column".to_owned(),
            Some((ours, more)) => format!("write `{ours}`{more}"),
            None if crate::syntax::vocabulary::TYPES.contains(&lower.as_str()) => format!("write `{lower}`"),
            None => "leave the column out: a value that has no type here cannot be used".to_owned(),
        };
        let meant = match our_type(word) {
            Some(("decimal", _)) => Some(format!("decimal{numbers}")).filter(|_| !numbers.is_empty()),
            Some((ours, "")) => Some(ours.to_owned()),
            Some(_) => None,
            None => crate::syntax::vocabulary::TYPES.contains(&lower.as_str()).then(|| format!("{lower}{numbers}")),
        };
        self.syntax_with(span, message, help, meant.map(|meant| Fix::writing(span, &meant, true)));
        TypeName { kind: TypeKind::Error, span }
    }
}
