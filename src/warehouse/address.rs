//! A server's address: what of it is secret, and what is added where it says nothing.

/// Added where the address does not say them, so that a dead server is noticed and a live one can tell who asks.
const DEFAULTS: [(&str, &str); 2] = [("connect_timeout", "10"), ("fallback_application_name", "northstar")];

/// The pieces of an address that must never be shown: the whole of it where it holds a password, and the password.
pub(super) fn secrets(url: &str) -> Vec<String> {
    let mut passwords = Vec::new();
    if let Some((_, rest)) = url.split_once("://") {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        // A password may itself hold `/` or `?` when its writer forgot to encode it: the last `@` ends it.
        for part in [authority, rest] {
            let password = part.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
            passwords.extend(password.map(|(_, password)| password.to_owned()));
        }
    }
    for (position, key) in url.match_indices("password") {
        let value = url.get(position + key.len()..).unwrap_or_default().trim_start();
        let Some(value) = value.strip_prefix('=') else { continue };
        let value = value.trim_start();
        let password = match value.strip_prefix('\'') {
            Some(quoted) => quoted.split('\'').next(),
            None => value.split(['&', ' ']).next(),
        };
        passwords.extend(password.map(str::to_owned));
    }
    let decoded: Vec<String> = passwords.iter().map(|password| decode(password)).collect();
    passwords.extend(decoded);
    passwords.retain(|password| !password.is_empty());
    if !passwords.is_empty() {
        passwords.push(url.to_owned());
        passwords.push(with_defaults(url));
    }
    // The longest first: an address goes before the password in it.
    passwords.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    passwords.dedup();
    passwords
}

/// The text with every secret blotted out.
pub(super) fn redact(text: &str, secrets: &[String]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "***"))
}

/// The address with a time limit for connecting and northstar's name, where it says nothing of them.
pub(super) fn with_defaults(url: &str) -> String {
    let mut url = url.to_owned();
    let is_url = url.contains("://");
    for (key, value) in DEFAULTS {
        if url.contains(key) {
            continue;
        }
        let separator = match (is_url, url.contains('?')) {
            (true, true) => "&",
            (true, false) => "?",
            (false, _) => " ",
        };
        url = format!("{url}{separator}{key}={value}");
    }
    url
}

/// Undoes `%41`; what is no such escape stays.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_blotted_out_in_every_spelling() {
        let cases = [
            ("postgresql://ann:s3cr%65t@host/db", "s3cr%65t"),
            ("postgresql://ann:s3cr%65t@host/db", "s3cret"),
            ("postgresql://ann:a/b?c@d@host/db", "a/b?c@d"),
            ("postgresql://host/db?user=ann&password=hidden&x=1", "hidden"),
            ("host=h password='two words' user=ann", "two words"),
            ("host=h password=plain user=ann", "plain"),
        ];
        for (url, secret) in cases {
            let secrets = secrets(url);
            let said = redact(&format!("could not use {secret} of {url} or {}", with_defaults(url)), &secrets);
            assert!(!said.contains(secret), "{said}");
        }
    }

    #[test]
    fn an_address_without_a_password_stays_readable() {
        assert_eq!(secrets("postgresql://ann@host:5432/db"), Vec::<String>::new());
        assert_eq!(secrets(":memory:"), Vec::<String>::new());
    }

    #[test]
    fn the_time_limit_is_added_once() {
        assert_eq!(
            with_defaults("postgresql://host/db"),
            "postgresql://host/db?connect_timeout=10&fallback_application_name=northstar"
        );
        assert_eq!(
            with_defaults("postgresql://host/db?connect_timeout=3"),
            "postgresql://host/db?connect_timeout=3&fallback_application_name=northstar"
        );
        assert_eq!(with_defaults("host=h"), "host=h connect_timeout=10 fallback_application_name=northstar");
    }
}
