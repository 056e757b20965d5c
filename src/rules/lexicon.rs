//! The words by which a metric's choice is recognised, and how names are split into words. A word decides nothing alone: a rule
//! asks it only of a metric whose structure fits already.

/// The words of one rule. All lists here are written as this one.
pub(super) struct Lexicon {
    /// Words and phrases, in the singular, with spaces between them; the words of a phrase are joined by `_`.
    pub(super) words: &'static str,
    /// Words that take the meaning back where they stand in the metric's own name or title: `retained_signups`.
    pub(super) unless: &'static str,
}

/// Of what only grows.
pub(super) const CUMULATIVE: Lexicon =
    Lexicon { words: "total cumulative lifetime all_time ever registered to_date", unless: "active open current net" };

/// Of attention: how many came, saw or follow.
pub(super) const REACH: Lexicon = Lexicon {
    words: "pageview page_view hits page_hit click impression visit visitor download install follower likes fans \
        subscriber_email email_collected emails_collected",
    unless: QUALIFIERS,
};

/// Of behaviour on a site, which is attention only where web analytics measured it.
pub(super) const ON_SITE: Lexicon =
    Lexicon { words: "bounce bounced time_on_site time_on_page session_duration", unless: QUALIFIERS };

/// Of arrivals.
pub(super) const ACQUISITION: Lexicon = Lexicon {
    words: "signup sign_up signed_up registration registered new_user new_account new_customer new_logo new_member lead \
        logo customer_count job_posted jobs_posted mql trial_started new_trial free_trial account_created account_opened",
    unless: "with who that retained returning repeat activated active qualified converted paying successful engaged \
        lead_time lead_day lead_hour",
};

/// How an arrival is told from other rows: in the name of the column that dates it, or in the value that selects it.
pub(super) const ARRIVAL: &str = "created inserted added joined signed signup registered registration posted acquired won closed since \
        first_seen new lead logo";

/// Of money received.
pub(super) const REVENUE: Lexicon = Lexicon {
    words: "revenue mrr arr acv tcv booking_value contract_value ltv lifetime_value profit margin invoice invoiced \
        turnover sales_revenue net_sale gross_sale arpu arppu",
    unless: "",
};

/// Of who stayed and who left.
pub(super) const RETENTION: Lexicon = Lexicon { words: "retention retained churn churned nrr grr renewal renewed", unless: "" };

/// Of anybody who did anything.
pub(super) const ACTIVITY: Lexicon = Lexicon {
    words: "dau wau mau active_user active_account active_customer active_member login logged_in log_in sign_in session app_open",
    unless: "who that with completed completing therapy coaching training tutoring",
};

/// What holds any event, or those of opening the product.
pub(super) const ANY_EVENT: &str = "event action activity log usage interaction telemetry analytics tracking heartbeat ping login logged_in \
        sign_in session visit app_open page_view pageview hit";

/// Events that only open the product: to select them asks for nothing.
pub(super) const OPENING: &str = "visit page_view pageview hit heartbeat ping open opened start started";

/// Of work that is done.
pub(super) const OUTPUT: Lexicon = Lexicon {
    words: "shipped released deployed_feature velocity story_point ticket_closed ticket_resolved issue_closed issue_resolved \
        story_done experiment_run merged feature commit epic pull_request",
    unless: "adopted used retained who that",
};

/// What people who make a product make, as the last word of a source's name.
pub(super) const WORK: &str = "feature release ticket story commit experiment issue epic pull_request sprint story_point";

/// How work that is done is told from work that is not.
pub(super) const DONE: &str = "shipped released closed done merged delivered deployed completed resolved finished live";

/// Of opinions that are asked for.
pub(super) const SENTIMENT: Lexicon = Lexicon { words: "nps csat ces satisfaction promoter sentiment happiness", unless: "" };

/// What holds answers.
pub(super) const SURVEY: &str = "survey feedback questionnaire poll nps csat ces";

/// Of what should become less.
pub(super) const HARM: Lexicon = Lexicon {
    words: "churn churned cancel cancelled canceled cancellation bug defect error latency refund refunded complaint \
        failure crash outage downtime accident late_delivery dispute chargeback spam",
    unless: "fixed resolved closed solved prevented avoided caught blocked bug_free error_free crash_free spam_free without no \
        non not won recovered saved reduction reduced handled answered budget net after_refund after_cancellation excluding ex \
        minus less",
};

/// Of what goes wrong, in a counter that is a plain count.
pub(super) const FAULT: &str = "incident fail failed return returned removed report reported rejected";

/// Columns that keep rows out that were never meant: what they select is no smaller claim.
pub(super) const HYGIENE: &str =
    "test internal external bot robot crawler spam fraud deleted employee staff demo sandbox duplicate fake human";

/// Columns that say where a row comes from, not what happened.
pub(super) const SLICE: &str = "country region city continent market locale language platform device os browser channel campaign utm medium \
        referrer referer geo";

/// Of states that a row may leave again.
pub(super) const STILL: &str = "active open current live enabled subscribed valid paying running";

/// What turns a visit into more than a visit.
pub(super) const QUALIFIERS: &str = "with who that retained returning repeat activated active qualified completed converted converting paying \
        successful engaged finished confirmed fulfilled accepted purchase purchased patient_visit clinic_visit doctor_visit vet_visit home_visit";

/// The words of a name or a sentence, in lower case: split at everything that is neither letter nor digit, at the humps of
/// camel case, and between letters and digits.
pub(super) fn split(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for (i, letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(i + 1);
        open = open && before.is_some_and(|before| !breaks(*before, *letter, after.copied()));
        if letter.is_alphanumeric() {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.extend(letter.to_lowercase()),
                None => words.push(letter.to_lowercase().collect()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    words
}

/// Whether a word ends between two letters: `pageViews`, `NPSScore`, `dau28`.
fn breaks(before: char, letter: char, after: Option<char>) -> bool {
    let hump = before.is_lowercase() && letter.is_uppercase();
    let acronym = before.is_uppercase() && letter.is_uppercase() && after.is_some_and(char::is_lowercase);
    hump || acronym || before.is_numeric() != letter.is_numeric()
}

/// The first of some words and phrases that stands in a text, as it stands there: whole words, singular or plural.
pub(super) fn find(words: &str, text: &str) -> Option<String> {
    let tokens = split(text);
    words.split_whitespace().find_map(|phrase| {
        let phrase: Vec<&str> = phrase.split('_').collect();
        let fits = |window: &&[String]| window.iter().zip(&phrase).all(|(token, word)| is_word(token, word));
        tokens.windows(phrase.len()).find(fits).map(|window| window.join(" "))
    })
}

/// Whether one of some words and phrases stands in a text.
pub(super) fn has(words: &str, text: &str) -> bool {
    find(words, text).is_some()
}

/// Whether a text ends in one of some words and phrases: what a name names.
pub(super) fn ends_in(words: &str, text: &str) -> bool {
    let tokens = split(text);
    words.split_whitespace().any(|phrase| {
        let phrase: Vec<&str> = phrase.split('_').collect();
        let start = tokens.len().checked_sub(phrase.len());
        let end = start.and_then(|start| tokens.get(start..));
        end.is_some_and(|end| end.iter().zip(&phrase).all(|(token, word)| is_word(token, word)))
    })
}

/// Whether a token is a word or its plural.
fn is_word(token: &str, word: &str) -> bool {
    let Some(rest) = token.strip_prefix(word) else {
        // story, stories
        return word.strip_suffix('y').is_some_and(|stem| token.strip_prefix(stem) == Some("ies"));
    };
    matches!(rest, "" | "s" | "es")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        for (text, words) in [
            ("page_views", "page views"),
            ("pageViews", "page views"),
            ("PageViews", "page views"),
            ("NPSScore", "nps score"),
            ("monthlyMRR", "monthly mrr"),
            ("dau28d", "dau 28 d"),
            ("Time on site (s)", "time on site s"),
            ("analytics.fct_signups", "analytics fct signups"),
            ("zufriedenheitÜber", "zufriedenheit über"),
            ("__", ""),
            ("", ""),
        ] {
            assert_eq!(split(text).join(" "), words, "{text}");
        }
    }

    #[test]
    fn words_are_whole() {
        for (words, text) in [
            ("hits hit", "white_rooms"),
            ("likes like", "likelihood"),
            ("visit", "visitation"),
            ("lead", "leader_count"),
            ("booking_value", "bookings"),
            ("booking_value", "nights_booked"),
            ("arr", "arrivals"),
            ("page_view", "page"),
            ("page_view", "views_per_page"),
            ("error", "terror"),
        ] {
            assert_eq!(find(words, text), None, "{text}");
        }
    }

    #[test]
    fn words_are_found_in_singular_and_plural_and_as_phrases() {
        for (word, text, found) in [
            ("page_view", "weekly_page_views", "page views"),
            ("page_view", "PageView", "page view"),
            ("story", "user_stories", "stories"),
            ("booking_value", "bookings_value", "bookings value"),
            ("ces", "CES", "ces"),
            ("all_time", "allTime downloads", "all time"),
        ] {
            assert_eq!(find(word, text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn a_name_names_what_it_ends_in() {
        assert!(ends_in("feature pull_request", "shipped_features"));
        assert!(ends_in("feature pull_request", "pull_requests"));
        assert!(!ends_in("feature pull_request", "feature_usage"));
        assert!(!ends_in("pull_request", "requests"));
    }
}
