//! Literals: the grammar reads what looks like one, here it is checked and valued.

use jiff::civil::{Date, DateTime, Time};

use super::Builder;
use crate::diagnostic::{Diagnostic, Edit, Fix, codes};
use crate::source::Span;
use crate::syntax::ast::{DateLiteral, Duration, Expr, ExprKind, NumberLiteral, Prose, TimeUnit};
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::prose::{dedent, unescape};

impl Builder<'_> {
    /// A string of prose, its escapes resolved; `None` where it has no end.
    pub(super) fn prose(&mut self, pair: Pair) -> Prose {
        self.string(pair, false)
    }

    /// A string whose content is its meaning.
    pub(super) fn raw(&mut self, pair: Pair) -> Prose {
        self.string(pair, true)
    }

    fn string(&mut self, pair: Pair, raw: bool) -> Prose {
        let span = self.span(&pair);
        let whole = pair.as_str();
        let inner = pair.into_inner().next().map(|p| p.as_rule());
        let long = whole.starts_with("\"\"\"");
        if matches!(inner, Some(Rule::open_short_string | Rule::open_long_string)) {
            self.unterminated(span, whole);
            return Prose { text: whole.trim_matches('"').trim().to_owned(), span, long };
        }
        let quotes = if long { 3 } else { 1 };
        let content = whole.get(quotes..whole.len().saturating_sub(quotes)).unwrap_or("");
        let content = if long { dedent(content) } else { content.to_owned() };
        if raw || !content.contains('\\') {
            return Prose { text: content, span, long };
        }
        let (text, unknown) = unescape(&content);
        for escape in unknown {
            let place = if long { span } else { self.piece(span, quotes + escape.offset, 1 + escape.character.len_utf8()) };
            let message = format!("`\\{}` is no escape", escape.character);
            let help =
                format!("write `\\\\{}` for a backslash; the escapes are `\\\"`, `\\\\`, `\\n` and `\\t`", escape.character);
            let backslash = Fix::safe("write `\\\\`", vec![Edit::new(Span { end: place.start, ..place }, "\\")]);
            self.malformed_with(place, message, help, (!long).then_some(backslash));
        }
        Prose { text, span, long }
    }

    fn piece(&self, span: Span, offset: usize, length: usize) -> Span {
        let start = span.start as usize + offset;
        Span::new(self.file, start, start + length)
    }

    /// Reports a string without its end.
    pub(super) fn unterminated(&mut self, span: Span, whole: &str) {
        self.swallowed_brace |= whole.contains('}');
        let (what, quote) = if whole.starts_with('\'') { ("text value", "'") } else { ("string", "\"") };
        let place = Span::new(self.file, span.start as usize, span.start as usize + whole.trim_end().len());
        let message = format!("this {what} has no closing quote on its line");
        let help = if quote == "'" {
            "close it with `'`; a quote within it is written `''`".to_owned()
        } else {
            "close it with `\"`, or put text of several lines between `\"\"\"`".to_owned()
        };
        self.diagnostics.push(Diagnostic::new(codes::UNTERMINATED, place, message).here("opened here").help(help));
    }

    /// `'it''s'`
    pub(super) fn text_value(&mut self, pair: &Pair) -> ExprKind {
        let whole = pair.as_str();
        if pair.as_rule() == Rule::open_text {
            let span = self.span(pair);
            self.unterminated(span, whole);
            return ExprKind::Error;
        }
        let content = whole.get(1..whole.len().saturating_sub(1)).unwrap_or("");
        ExprKind::Text(content.replace("''", "'"))
    }

    /// A date; an impossible one is reported. `sure` says that nothing else can stand there.
    pub(super) fn date(&mut self, pair: &Pair, sure: bool) -> Option<DateLiteral> {
        let span = self.span(pair);
        let date = self.calendar_date(pair.as_str(), span, sure)?;
        Some(DateLiteral { date, span })
    }

    /// `sure` says that nothing but a date can stand there.
    fn calendar_date(&mut self, text: &str, span: Span, sure: bool) -> Option<Date> {
        let mut parts = text.split('-').map(|part| (part.len(), part.parse::<i16>().unwrap_or(0)));
        let ((_, year), (m, month), (d, day)) = (parts.next()?, parts.next()?, parts.next()?);
        if m != 2 || d != 2 {
            let meant = format!("{year:04}-{month:02}-{day:02}");
            let message = format!("`{text}` is no date: month and day have two digits");
            let exists = i8::try_from(month).ok().zip(i8::try_from(day).ok()).is_some_and(|(m, d)| Date::new(year, m, d).is_ok());
            let fix = exists.then(|| Fix::writing(span, &meant, sure));
            let help = format!("write `{meant}`, or put spaces around `-` for a subtraction");
            self.malformed_with(span, message, help, fix);
            return None;
        }
        let date = Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).ok();
        if date.is_none() || year == 0 {
            let last = (1..=12).contains(&month).then(|| i8::try_from(month).ok()).flatten();
            let last = last.and_then(|month| Date::new(year, month, 1).ok()).map(|first| first.last_of_month());
            let help =
                last.map_or("a month is one of 01 to 12".to_owned(), |last| format!("the last day of that month is `{last}`"));
            self.malformed(span, format!("there is no day `{text}`"), help);
            return None;
        }
        date
    }

    /// A date and a time of day.
    pub(super) fn timestamp(&mut self, pair: &Pair) -> Option<DateTime> {
        let (text, span) = (pair.as_str(), self.span(pair));
        let (day, clock) = text.split_once([' ', 'T'])?;
        let date = self.calendar_date(
            day,
            Span { end: span.start.saturating_add(u32::try_from(day.len()).unwrap_or(0)), ..span },
            true,
        )?;
        let plain = clock.find(['Z', '+', '-']).and_then(|at| clock.get(..at)).unwrap_or(clock);
        if plain.len() < clock.len() {
            let message = "a timestamp has no zone of its own: it is read in the zone of the column it meets";
            let meant = format!("{day} {plain}");
            self.malformed_with(span, message, format!("write `{meant}`"), Some(Fix::writing(span, &meant, false)));
            return None;
        }
        let time = time_of_day(plain);
        if time.is_none() {
            let message = format!("there is no time of day `{clock}`");
            self.malformed(span, message, format!("write hours 00 to 23 and minutes 00 to 59 with two digits: `{day} 09:30`"));
        }
        Some(DateTime::from_parts(date, time?))
    }

    /// A number, with `_` between digits and perhaps a percent sign.
    pub(super) fn number(&mut self, pair: &Pair) -> Option<NumberLiteral> {
        let (text, span) = (pair.as_str(), self.span(pair));
        let percent = text.ends_with('%');
        let digits = text.trim_end_matches('%');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if !plain_digits(whole) || (digits.contains('.') && !plain_digits(fraction)) {
            let (message, help) = number_help(text);
            self.malformed_with(span, message, help, number_fix(text, span));
            return None;
        }
        let all: String = digits.chars().filter(char::is_ascii_digit).collect();
        let Ok(mantissa) = all.parse::<i128>() else {
            self.malformed(span, "this number has more than 38 digits", "round it: no database holds more");
            return None;
        };
        let scale = u32::try_from(fraction.chars().filter(char::is_ascii_digit).count()).unwrap_or(u32::MAX);
        Some(NumberLiteral { mantissa, scale, percent, span })
    }

    /// A number with a minus before it, perhaps.
    pub(super) fn signed_number(&mut self, pair: Pair) -> Option<NumberLiteral> {
        let span = self.span(&pair);
        let negative = pair.as_str().starts_with('-');
        let number = pair.into_inner().find(|p| p.as_rule() == Rule::number)?;
        let value = self.number(&number)?;
        Some(NumberLiteral { mantissa: if negative { -value.mantissa } else { value.mantissa }, span, ..value })
    }

    /// A whole number of something, at least `least`.
    pub(super) fn count(&mut self, pair: &Pair, least: u32) -> Option<u32> {
        let number = self.number(pair)?;
        let whole = number.scale == 0 && !number.percent;
        let count = u32::try_from(number.mantissa).ok().filter(|count| whole && *count >= least && *count <= 1_000_000);
        if count.is_none() {
            let message = format!("`{}` is no whole number from {least} to 1_000_000", pair.as_str());
            self.malformed(number.span, message, "write a whole number");
        }
        count
    }

    /// `28 days`
    pub(super) fn duration(&mut self, pair: Pair) -> Option<Duration> {
        let span = self.span_of(&pair);
        let mut inner = pair.into_inner();
        let count = self.count(&inner.next()?, 1)?;
        let unit = TimeUnit::from_word(inner.next()?.as_str())?;
        // The calendars of warehouses end: no date so far from another is one.
        let most = match unit {
            TimeUnit::Minute | TimeUnit::Hour => 1_000_000,
            TimeUnit::Day => 365_000,
            TimeUnit::Week => 52_000,
            TimeUnit::Month => 12_000,
            TimeUnit::Quarter => 4_000,
            TimeUnit::Year => 1_000,
        };
        if count > most {
            let message = format!("`{count} {}` is longer than a thousand years", unit.name());
            self.malformed(span, message, "write a shorter span of time");
            return None;
        }
        Some(Duration { count, unit, span })
    }

    /// A literal of a test's row or of `one_of`.
    pub(super) fn literal(&mut self, pair: Pair) -> Expr {
        let span = self.span_of(&pair);
        let inner = pair.into_inner().next();
        let kind = inner.and_then(|inner| match inner.as_rule() {
            Rule::signed_number => self.signed_number(inner).map(ExprKind::Number),
            _ => self.plain_literal(inner),
        });
        Expr { kind: kind.unwrap_or(ExprKind::Error), span }
    }

    /// A literal of an expression; `None` where it is none, or was reported.
    pub(super) fn plain_literal(&mut self, pair: Pair) -> Option<ExprKind> {
        match pair.as_rule() {
            Rule::timestamp => self.timestamp(&pair).map(ExprKind::Timestamp),
            Rule::date => self.date(&pair, false).map(|d| ExprKind::Date(d.date)),
            Rule::number => self.number(&pair).map(ExprKind::Number),
            Rule::text | Rule::open_text => Some(self.text_value(&pair)),
            Rule::null_word => Some(ExprKind::Null),
            Rule::boolean => Some(ExprKind::Bool(pair.as_str().eq_ignore_ascii_case("true"))),
            Rule::misquoted => self.misquoted(pair),
            _ => None,
        }
    }

    /// A text value in double quotes.
    fn misquoted(&mut self, pair: Pair) -> Option<ExprKind> {
        let (span, whole) = (self.span_of(&pair), pair.as_str());
        let before = self.diagnostics.len();
        let prose = self.prose(pair.into_inner().next()?);
        if self.diagnostics.len() == before {
            let meant = format!("'{}'", prose.text.replace('\'', "''"));
            let message = format!("a text value stands in single quotes, not `{}`", shorten(whole));
            // In SQL such quotes name a column.
            let help = match crate::syntax::vocabulary::is_name(&prose.text) {
                true => format!("write `{meant}` for a text, `{}` for a column", prose.text),
                false => format!("write `{}`", shorten(&meant)),
            };
            let fix = (!meant.contains('\n')).then(|| Fix::writing(span, &meant, false));
            self.syntax_with(span, message, help, fix);
        }
        Some(ExprKind::Text(prose.text))
    }
}

/// At most a line's worth of a text.
pub(super) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.len() == text.len() && line.chars().count() <= 40 {
        return text.to_owned();
    }
    let start: String = line.chars().take(37).collect();
    format!("{}…", start.trim_end())
}

/// Digits with single `_` between them.
fn plain_digits(text: &str) -> bool {
    !text.is_empty() && text.split('_').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()))
}

/// What is no number, written as the one that it can only be; `2m` may be minutes, too.
fn number_fix(text: &str, span: Span) -> Option<Fix> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(split)?;
    if !plain_digits(digits) {
        return None;
    }
    if TimeUnit::from_word(rest).is_some() {
        return Some(Fix::writing(span, &format!("{digits} {rest}"), true));
    }
    match rest.to_ascii_lowercase().as_str() {
        "k" => Some(Fix::writing(span, &format!("{digits}_000"), true)),
        "m" => Some(Fix::writing(span, &format!("{digits}_000_000"), false)),
        _ => {
            let groups: Vec<&str> = text.split('_').filter(|group| !group.is_empty()).collect();
            let joined = groups.join("_");
            plain_digits(&joined).then(|| Fix::writing(span, &joined, true))
        }
    }
}

fn number_help(text: &str) -> (String, String) {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(split).unwrap_or((text, ""));
    let message = format!("`{text}` is no number");
    if rest.starts_with(['e', 'E']) && rest.len() > 1 {
        return (message, "write all its digits: `1_200_000` or `0.0012`".to_owned());
    }
    match rest.to_ascii_lowercase().as_str() {
        "k" => (message, format!("write `{digits}_000`")),
        "m" => (message, format!("write `{digits}_000_000`")),
        _ if rest.starts_with(|c: char| c.is_alphabetic()) => {
            (message, format!("write `{digits} {rest}`, or a name that starts with a letter"))
        }
        _ => (message, "put single `_` between digits, and digits on both sides of the point: `1_200_000.5`".to_owned()),
    }
}

/// `10:00`, `10:00:00` or `10:00:00.000000`, two digits each.
fn time_of_day(text: &str) -> Option<Time> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let parts: Vec<i8> = clock.split(':').map(|part| part.parse().ok().filter(|_| part.len() == 2)).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    if fraction.len() > 6 {
        return None;
    }
    let nanoseconds: i32 = format!("{fraction:0<9}").parse().ok()?;
    Time::new(hour, minute, second, nanoseconds).ok()
}
