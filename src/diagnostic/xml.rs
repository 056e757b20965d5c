//! Text as it stands in XML. What XML has no way to write becomes a replacement character.

/// A text inside an element.
pub fn text(text: &str) -> String {
    escaped(text, false)
}

/// A text inside an attribute in double quotes; line breaks and tabs, which a reader would make spaces of, stay what they are.
pub fn attribute(text: &str) -> String {
    escaped(text, true)
}

fn escaped(text: &str, attribute: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\r' => shown.push_str("&#13;"),
            '\n' if attribute => shown.push_str("&#10;"),
            '\t' if attribute => shown.push_str("&#9;"),
            '\n' | '\t' => shown.push(character),
            '\u{FFFE}' | '\u{FFFF}' => shown.push(char::REPLACEMENT_CHARACTER),
            _ if character.is_control() => shown.push(char::REPLACEMENT_CHARACTER),
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_reader_gets_the_text_back() {
        let hostile = "a & <b> \"c\" 'd' ]]> é 🌙\ttab\nnext\r\nlast";
        let xml = format!("<a b=\"{}\">{}</a>", attribute(hostile), text(hostile));
        let document = roxmltree::Document::parse(&xml).unwrap();
        let root = document.root_element();
        assert_eq!((root.attribute("b"), root.text()), (Some(hostile), Some(hostile)));
    }

    #[test]
    fn what_xml_cannot_write_is_replaced() {
        assert_eq!(text("a\u{0}\u{1b}\u{9b}\u{FFFE}b"), "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b");
    }
}
