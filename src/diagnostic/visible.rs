//! Text of the user's made safe to show: whatever could move a terminal's cursor, hide text or turn it round is written as its escape.

use std::fmt::Write;

/// One line, safe to show: control characters become escapes, a tab becomes a space.
pub fn line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push(' '),
            _ => push(&mut shown, character),
        }
    }
    shown
}

/// Several lines, safe to show: as [`line`], but line breaks stay.
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Adds a character, or its escape.
pub(super) fn push(shown: &mut String, character: char) {
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        _ if hidden(character) => {
            // Writing into a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
        _ => shown.push(character),
    }
}

/// Control characters, marks of direction, and the byte order mark.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_as_its_escape() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\r\u{202E}c\u{9b}"), "a\\u{1b}[31mb\\u{7}\\r\\u{202e}c\\u{9b}");
        assert_eq!(line("a\tb\nc"), "a b\\nc");
        assert_eq!(lines("a\nb\u{0}\r\nc"), "a\nb\\u{0}\nc");
    }

    #[test]
    fn every_other_text_stays() {
        assert_eq!(line("Nächte 🌙 日本 e\u{301}"), "Nächte 🌙 日本 e\u{301}");
    }
}
