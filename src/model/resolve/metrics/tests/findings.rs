//! Every finding about metrics: one text that has it exactly once, and one close to it that has none.

use super::project;

/// What is looked for, a text with it, a text without it.
const CASES: &[(&str, &str, &str)] = &[
    ("NS001", "metric m { title: \"M\" }", "metric m { value: count(*) from bookings }"),
    (
        "NS001",
        "metric m { value: count(*) from bookings allow: deep-tree }",
        "metric m { value: count(*) from bookings allow: deep-tree because \"small\" }",
    ),
    (
        "NS101",
        "metric m { value: count(*) from bookings dimensions: channel, listing.city as channel }",
        "metric m { value: count(*) from bookings dimensions: channel, listing.city }",
    ),
    (
        "NS101",
        "north_star n { value: count(*) from bookings } input i { value: sum(nights) from bookings drives: n, n }",
        "north_star n { value: count(*) from bookings } input i { value: sum(nights) from bookings drives: n }",
    ),
    ("NS102", "metric m { value: sum(night) from bookings }", "metric m { value: sum(nights) from bookings }"),
    ("NS102", "metric m { value: count(*) from booking }", "metric m { value: count(*) from bookings }"),
    ("NS102", "metric m { value: mm * 2 }", "metric m { value: mn * 2 } metric mn { value: count(*) from bookings }"),
    ("NS102", "metric m { value: count(*) from bookings owner: stay }", "metric m { value: count(*) from bookings owner: stays }"),
    ("NS102", "metric m { value: count(*) from bookings review: week }", "metric m { value: count(*) from bookings review: weekly }"),
    (
        "NS102",
        "metric m { value: count(*) from bookings allow: deep-three because \"x\" }",
        "metric m { value: count(*) from bookings allow: NS311 because \"x\" }",
    ),
    (
        "NS102",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings }
         metric m { value: conversion(a to b on visitor_id within 7 days) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings }
         metric m { value: conversion(a to b on guest_id within 7 days) }",
    ),
    (
        "NS102",
        "metric a { value: count(*) from visits } metric b { value: count(*) from accounts }
         metric m { value: count(distinct guest_id having a > 0 and b > 0) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings }
         metric m { value: count(distinct guest_id having a > 0 and b > 0) }",
    ),
    (
        "NS103",
        "input i { value: count(*) from bookings drives: stays }",
        "north_star n { value: sum(nights) from bookings } input i { value: count(*) from bookings drives: n }",
    ),
    (
        "NS103",
        "metric m { value: count(*) from bookings allow: unit-mismatch because \"x\" }",
        "metric m { value: count(*) from bookings allow: no-owner because \"x\" }",
    ),
    (
        "NS103",
        "metric a { value: sum(nights) from bookings } metric m { value: new(a) }",
        "metric a { value: count(distinct guest_id) from bookings } metric m { value: new(a) }",
    ),
    (
        "NS103",
        "metric a { value: sum(nights) from bookings } metric m { value: conversion(a to a on guest_id within 1 day) }",
        "metric a { value: count(*) from bookings } metric m { value: conversion(a to a on guest_id within 1 day) }",
    ),
    (
        "NS103",
        "metric a { value: count(*) from bookings } metric m { value: a * 2 window: trailing 4 weeks }",
        "metric a { value: count(*) from bookings window: trailing 4 weeks } metric m { value: a * 2 }",
    ),
    (
        "NS104",
        "metric a { value: b * 2 } metric b { value: lag(a, 1 week) } metric c { value: a + b }",
        "metric a { value: b * 2 } metric b { value: count(*) from bookings }",
    ),
    ("NS104", "metric a { value: a * 2 }", "metric a { value: count(*) from bookings }"),
    (
        "NS105",
        "input a { value: count(*) from bookings drives: b } input b { value: sum(nights) from bookings drives: a }",
        "input a { value: count(*) from bookings drives: b } input b { value: sum(nights) from bookings drives: n }
         north_star n { value: sum(price) from bookings }",
    ),
    (
        "NS108",
        "metric m { value: count(*) from bookings dimensions: channel as all }",
        "metric m { value: count(*) from bookings dimensions: channel as every }",
    ),
    ("NS201", "metric m { value: max(checkin) from bookings }", "metric m { value: max(nights) from bookings }"),
    ("NS201", "metric m { value: count(*) > 3 from bookings }", "metric m { value: count(*) * 3 from bookings }"),
    ("NS201", "metric m { value: sum(channel) from bookings }", "metric m { value: count(channel) from bookings }"),
    (
        "NS201",
        "metric m { value: count(*) from bookings time: channel }",
        "metric m { value: count(*) from bookings time: checkin }",
    ),
    (
        "NS201",
        "metric m { value: count(*) from bookings dimensions: score }",
        "metric m { value: count(*) from bookings dimensions: nights }",
    ),
    (
        "NS201",
        "metric m { value: count(*) from bookings time: checkin grain: hour }",
        "metric m { value: count(*) from bookings grain: hour }",
    ),
    (
        "NS201",
        "metric a { value: count(*) from bookings time: checkin } metric m { value: a * 2 grain: hour }",
        "metric a { value: count(*) from bookings } metric m { value: a * 2 grain: hour }",
    ),
    ("NS202", "metric m { value: count_distinct(guest_id) from bookings }", "metric m { value: count(distinct guest_id) from bookings }"),
    ("NS202", "metric m { value: mean(nights) from bookings }", "metric m { value: avg(nights) from bookings }"),
    ("NS202", "metric m { value: sum(distinct nights) from bookings }", "metric m { value: count(distinct nights) from bookings }"),
    ("NS202", "metric m { value: percentile(nights, 95) from bookings }", "metric m { value: percentile(nights, 0.95) from bookings }"),
    ("NS202", "metric m { value: percentile(nights) from bookings }", "metric m { value: percentile(nights, 95%) from bookings }"),
    ("NS202", "metric m { value: sum(*) from bookings }", "metric m { value: count(*) from bookings }"),
    ("NS202", "metric m { value: avg(nights, price) from bookings }", "metric m { value: avg(nights) from bookings }"),
    ("NS203", "metric m { value: nights from bookings }", "metric m { value: sum(nights) from bookings }"),
    ("NS203", "metric m { value: sum(nights) }", "metric m { value: sum(nights) from bookings }"),
    ("NS203", "metric m { value: count(*) }", "metric m { value: count(*) from visits }"),
    ("NS203", "metric m { value: 5 }", "metric m { value: 5 * count(*) from visits }"),
    ("NS203", "metric m { value: nights * 2 }", "metric m { value: sum(nights * 2) from bookings }"),
    (
        "NS203",
        "metric a { value: count(*) from bookings } metric m { value: a / count(*) from visits }",
        "metric a { value: count(*) from bookings } metric m { value: a / b } metric b { value: count(*) from visits }",
    ),
    (
        "NS203",
        "metric m { value: avg(channel per guest_id) from bookings }",
        "metric m { value: avg(listing.rooms per listing_id) from bookings }",
    ),
    (
        "NS204",
        "metric m { value: avg(sum(nights)) from bookings }",
        "metric m { value: avg(sum(nights) per guest_id) from bookings }",
    ),
    (
        "NS204",
        "metric m { value: avg(sum(max(nights) per guest_id) per channel) from bookings }",
        "metric m { value: avg(sum(nights) per channel) from bookings }",
    ),
    (
        "NS205",
        "metric m { value: sum(listing.rooms) from bookings }",
        "metric m { value: sum(nights * listing.rooms) from bookings }",
    ),
    (
        "NS205",
        "metric m { value: avg(listing.rooms) from bookings }",
        "metric m { value: max(listing.rooms) from bookings }",
    ),
    (
        "NS207",
        "metric m { value: avg(count(*) per day) from bookings }",
        "metric m { value: avg(count(*) per day) from visits }",
    ),
    ("NS208", "metric m { value: sum(nights) from bookings unit: usd }", "metric m { value: sum(nights) from bookings unit: night }"),
    (
        "NS208",
        "metric m { value: sum(price) / count(*) from bookings unit: usd }",
        "metric m { value: sum(price) / count(*) from bookings unit: usd / booking }",
    ),
    (
        "NS208",
        "metric m { value: sum(price) + sum(nights) from bookings }",
        "metric m { value: sum(price) + sum(price) from bookings }",
    ),
    (
        "NS208",
        "metric a { value: sum(price) from bookings } metric b { value: sum(nights) from bookings } metric m { value: a / b unit: usd }",
        "metric a { value: sum(price) from bookings } metric b { value: sum(nights) from bookings } metric m { value: a / b unit: usd / night }",
    ),
    (
        "NS208",
        "north_star n { value: sum(nights) from bookings target: 8% by 2027-01-04 }",
        "north_star n { value: sum(nights) from bookings target: 8 by 2027-01-04 }",
    ),
    (
        "NS208",
        "counter n { value: sum(nights) from bookings limit: at most 8% }",
        "counter n { value: sum(nights) from bookings limit: at most 8 }",
    ),
    (
        "NS209",
        "metric m { value: sum(price) + sum(fee) from bookings }",
        "metric m { value: sum(price) - sum(price) filter (where status = 'cancelled') from bookings }",
    ),
    (
        "NS210",
        "metric a { value: count(*) from bookings dimensions: channel } metric b { value: count(*) from visits dimensions: channel }
         metric m { value: a / b dimensions: channel }",
        "metric a { value: count(*) from bookings dimensions: channel } metric b { value: sum(nights) from bookings }
         metric m { value: b / a dimensions: channel }",
    ),
    (
        "NS210",
        "metric a { value: count(*) from bookings } metric b { value: count(*) from accounts } metric m { value: a / b dimensions: channel }",
        "metric a { value: count(*) from bookings } metric b { value: count(*) from accounts } metric m { value: a / b dimensions: listing.city }",
    ),
    (
        "NS211",
        "metric m { value: count(distinct guest_id) + count(distinct listing_id) from bookings }",
        "metric m { value: count(distinct guest_id) / count(distinct listing_id) from bookings }",
    ),
    (
        "NS211",
        "metric m { value: count(distinct guest_id) filter (where status = 'confirmed') + count(distinct guest_id) filter (where channel = 'x') from bookings }",
        "metric m { value: count(distinct guest_id) - count(distinct guest_id) filter (where channel = 'x') from bookings }",
    ),
    (
        "NS211",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: a + b }",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: a / b } metric n { value: new(a) + resurrected(a) - churned(a) } metric o { value: a - lag(a, 1 week) }",
    ),
    (
        "NS211",
        "metric a { value: sum(balance) from accounts snapshot: last } metric b { value: sum(price) from bookings } metric m { value: a + b }",
        "metric a { value: sum(balance) from accounts snapshot: last } metric b { value: sum(price) from bookings } metric m { value: lag(a, 1 week) + b - b }",
    ),
    (
        "NS211",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         north_star n { value: count(distinct guest_id) from visits where channel = 'x' unit: guest equals: a + b }",
        "metric a { value: count(*) from bookings unit: guest } metric b { value: count(*) from visits unit: guest }
         north_star n { value: count(*) from visits where channel = 'x' unit: guest equals: a + b }",
    ),
    (
        "NS212",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: sum(balance) from accounts }",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: count(*) from accounts }",
    ),
    (
        "NS213",
        "metric a { value: sum(nights) from bookings } metric m { value: a - lag(a, 1 month) }",
        "metric a { value: sum(nights) from bookings grain: month } metric m { value: a - lag(a, 1 month) }",
    ),
    (
        "NS213",
        "metric a { value: sum(nights) from bookings grain: month } metric b { value: growth(a, 1 month) } metric m { value: b * 2 grain: week } metric n { value: m * 2 }",
        "metric a { value: sum(nights) from bookings grain: month } metric b { value: growth(a, 1 year) } metric m { value: b * 2 grain: week } metric n { value: m * 2 }",
    ),
    (
        "NS213",
        "metric m { value: avg(count(*) per week) from bookings grain: month }",
        "metric m { value: avg(count(*) per hour) from bookings grain: month }",
    ),
    (
        "NS213",
        "counter m { value: sum(nights) from bookings grain: month limit: at most 5% above trailing 8 weeks }",
        "counter m { value: sum(nights) from bookings grain: month limit: at most 5% above trailing 8 months }",
    ),
    (
        "NS214",
        "metric m { value: sum(nights) from bookings window: trailing 10 days }",
        "metric m { value: sum(nights) from bookings window: trailing 28 days }",
    ),
    (
        "NS214",
        "metric m { value: sum(nights) from bookings grain: quarter window: month to date }",
        "metric m { value: sum(nights) from bookings grain: quarter window: year to date }",
    ),
    (
        "NS214",
        "metric m { value: avg(count(*) per week) from bookings }",
        "metric m { value: avg(count(*) per hour) from bookings }",
    ),
    (
        "NS214",
        "metric a { value: sum(nights) from bookings } metric m { value: lag(a, 1 day) }",
        "metric a { value: sum(nights) from bookings } metric m { value: lag(a, 14 days) }",
    ),
    (
        "NS215",
        "metric m { value: count(*) filter (where status = 'cancelled') / count(*) from bookings target: +12% by 2027-01-04 }",
        "metric m { value: count(*) filter (where status = 'cancelled') / count(*) from bookings target: +12% relative by 2027-01-04 }",
    ),
    (
        "NS215",
        "metric m { value: sum(nights) from bookings target: +2 pp by 2027-01-04 }",
        "metric m { value: sum(nights) from bookings target: +2% by 2027-01-04 }",
    ),
    (
        "NS215",
        "counter m { value: sum(nights) from bookings limit: at most 5 above trailing 8 weeks }",
        "counter m { value: sum(nights) from bookings limit: at most 5% above trailing 8 weeks }",
    ),
    (
        "NS216",
        "metric a { value: sum(nights) from bookings } metric m { value: a - lag(a, 1 week) target: +5% by 2027-01-04 }",
        "metric a { value: sum(nights) from bookings } metric m { value: a - lag(a, 1 week) target: +5 by 2027-01-04 }",
    ),
    (
        "NS216",
        "metric a { value: sum(nights) from bookings } counter m { value: a - lag(a, 1 week) limit: at most 5% above trailing 8 weeks }",
        "metric a { value: sum(nights) from bookings } counter m { value: a + lag(a, 1 week) limit: at most 5% above trailing 8 weeks }",
    ),
    (
        "NS217",
        "metric a { value: count(*) from bookings unit: booking } metric b { value: avg(nights) from bookings }
         north_star n { value: sum(nights) from bookings equals: a * b }",
        "metric a { value: count(*) from bookings unit: booking } metric b { value: avg(nights) from bookings unit: night / booking }
         north_star n { value: sum(nights) from bookings equals: a * b }",
    ),
    (
        "NS217",
        "north_star n { value: sum(nights) from bookings equals: n * 1 }",
        "metric a { value: sum(nights) from bookings where channel = 'x' } north_star n { value: sum(nights) from bookings equals: lag(n, 1 week) + a }",
    ),
    (
        "NS217",
        "metric a { value: sum(price) from bookings }
         north_star n { value: sum(balance) from accounts snapshot: last equals: a + a }",
        "metric a { value: sum(price) from bookings }
         north_star n { value: sum(balance) from accounts snapshot: last equals: lag(n, 1 week) + a }",
    ),
    (
        "NS218",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric m { value: conversion(a to b on guest_id) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric m { value: conversion(a to b on guest_id within 1 day) }",
    ),
    (
        "NS218",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric m { value: retention(a to b on guest_id) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric m { value: retention(a to b on guest_id after 4 weeks) }",
    ),
    (
        "NS219",
        "counter m { value: sum(nights) from bookings limit: between 3 and 1 }",
        "counter m { value: sum(nights) from bookings limit: between 1 and 3 }",
    ),
    (
        "NS219",
        "metric m { value: sum(nights) from bookings target: +2 by 2027-01-04 from 2027-01-04 }",
        "metric m { value: sum(nights) from bookings target: +2 by 2027-01-04 from 2026-01-05 }",
    ),
    (
        "NS221",
        "metric m { value: count(*) from undated } metric n { value: count(distinct undated_id) from undated }",
        "metric m { value: count(*) from undated time: seen_on }",
    ),
    (
        "NS211",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: coalesce(a, 0) + cast(b as float) }",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: greatest(a, b, 1) } metric n { value: coalesce(a, 0) - lag(a, 1 week) }",
    ),
    (
        "NS211",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: a + case when a > 3 then b else 0 end }",
        "metric a { value: count(distinct guest_id) from bookings unit: guest } metric b { value: count(distinct guest_id) from visits unit: guest }
         metric m { value: a + case when a > 3 then new(a) else 0 end }",
    ),
    (
        "NS211",
        "metric m { value: coalesce(count(distinct guest_id), 0) + count(distinct listing_id) from bookings }",
        "metric m { value: coalesce(count(distinct guest_id), 0) / count(distinct listing_id) from bookings }",
    ),
    (
        "NS211",
        "metric a { value: sum(balance) from accounts snapshot: last } metric b { value: sum(price) from bookings } metric m { value: round(a) - b }",
        "metric a { value: sum(balance) from accounts snapshot: last } metric b { value: sum(price) from bookings } metric m { value: (a - lag(a, 1 week)) - b }",
    ),
    (
        "NS212",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: avg(sum(balance) per account_id) from accounts }",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: avg(sum(balance) per account_id) from accounts snapshot: last }",
    ),
    (
        "NS212",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: sum(sum(balance) per day) from accounts }",
        "metric a { value: sum(balance) from accounts snapshot: last } metric m { value: avg(sum(balance) per day) from accounts }",
    ),
    (
        "NS212",
        "metric m { value: sum(mrr) from plans }",
        "metric m { value: sum(mrr) from plans time: starts_on to ends_on snapshot: last } metric n { value: count(*) from plans }",
    ),
    (
        "NS212",
        "metric m { value: sum(mrr) from plans time: starts_on to ends_on }",
        "metric m { value: count(distinct account_id) from plans time: starts_on to ends_on }",
    ),
    (
        "NS212",
        "metric m { value: count(*) from plans snapshot: last }",
        "metric m { value: count(*) from plans snapshot: last by account_id }",
    ),
    (
        "NS204",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: avg(c per guest_id) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: avg(a / b per guest_id) }",
    ),
    (
        "NS204",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric k { value: sum(a per guest_id) } metric m { value: max(k + 1 * a per guest_id) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: max(a per guest_id) }",
    ),
    (
        "NS201",
        "metric m { value: avg(count(*) per hour) from plans time: starts_on to ends_on }",
        "metric m { value: avg(count(*) per day) from plans time: starts_on to ends_on }",
    ),
    (
        "NS214",
        "metric a { value: sum(nights) from bookings window: trailing 28 days } metric m { value: a * 2 grain: month }",
        "metric a { value: sum(nights) from bookings window: trailing 28 days } metric m { value: a * 2 grain: day }",
    ),
    (
        "NS214",
        "metric a { value: sum(nights) from bookings window: month to date } metric m { value: growth(a, 1 year) grain: quarter }",
        "metric a { value: sum(nights) from bookings window: month to date } metric m { value: growth(a, 1 year) grain: month }",
    ),
    (
        "NS208",
        "counter n { value: count(*) filter (where status = 'cancelled') / count(*) from bookings limit: at most 8 }",
        "counter n { value: count(*) filter (where status = 'cancelled') / count(*) from bookings limit: at most 8% } counter o { value: sum(price) / sum(price) filter (where channel = 'x') from bookings limit: at most 8 }",
    ),
    (
        "NS208",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: 1 - c target: 80 by 2027-01-04 }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: 1 - c target: 0.8 by 2027-01-04 } metric n { value: 100 * c target: 80 by 2027-01-04 }",
    ),
    (
        "NS208",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: c target: +5 by 2027-01-04 }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: c target: +5 pp by 2027-01-04 }",
    ),
    (
        "NS216",
        "metric m { value: 1 - sum(price) / sum(price) filter (where channel = 'x') from bookings target: +5% relative by 2027-01-04 }",
        "metric m { value: 1 - count(*) filter (where channel = 'x') / count(*) from bookings target: +5% relative by 2027-01-04 } metric n { value: 100 - 100 * (count(*) filter (where channel = 'x') / count(*)) from bookings target: +5% by 2027-01-04 }",
    ),
    (
        "NS216",
        "metric e { value: sum(price) from bookings } metric f { value: sum(price) from bookings where channel = 'x' } counter m { value: 1 - f / e limit: at most 5% below trailing 8 weeks }",
        "metric e { value: count(*) from bookings unit: x } metric f { value: count(*) from visits unit: x } counter m { value: 1 - f / e limit: at most 5% below trailing 8 weeks }",
    ),
    (
        "NS217",
        "metric a { value: sum(nights) from bookings } north_star n { value: sum(nights) from bookings window: trailing 4 weeks equals: a }",
        "metric a { value: sum(nights) from bookings where channel = 'x' window: trailing 4 weeks } north_star n { value: sum(nights) from bookings window: trailing 4 weeks equals: a }",
    ),
    (
        "NS217",
        "metric a { value: sum(balance) from accounts snapshot: last } north_star n { value: sum(price) from bookings equals: a + a }",
        "metric a { value: sum(balance) from accounts snapshot: last } north_star n { value: sum(price) from bookings equals: a - lag(a, 1 week) }",
    ),
    (
        "NS219",
        "metric m { value: count(*) from bookings time: checkin to checkin }",
        "metric m { value: count(*) from bookings time: checkin to checkout }",
    ),
    (
        "NS222",
        "metric m { value: sum(balance) from accounts snapshot: last window: trailing 4 weeks }",
        "metric m { value: sum(balance) from accounts snapshot: last by account_id window: trailing 4 weeks } metric n { value: sum(balance) from accounts snapshot: avg window: trailing 4 weeks }",
    ),
    (
        "NS222",
        "metric m { value: sum(balance) from accounts snapshot: max by account_id }",
        "metric m { value: sum(balance) from accounts snapshot: max }",
    ),
    (
        "NS222",
        "metric m { value: avg(sum(balance) per day) from accounts snapshot: last }",
        "metric m { value: avg(sum(balance) per account_id) from accounts snapshot: last }",
    ),
    (
        "NS222",
        "metric m { value: count(*) from bookings snapshot: last grain: hour }",
        "metric m { value: count(*) from bookings snapshot: last grain: day }",
    ),
    (
        "NS222",
        "metric a { value: count(*) from bookings snapshot: last } metric m { value: a * 2 grain: hour }",
        "metric a { value: count(*) from bookings } metric m { value: a * 2 grain: hour }",
    ),
    (
        "NS005",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: conversion(a to b on guest_id within 0 days) }",
        "metric a { value: count(*) from visits } metric b { value: count(*) from bookings } metric c { value: conversion(a to b on guest_id within 1 day) } metric m { value: conversion(a to b on guest_id within 1 day) }",
    ),
    (
        "NS211",
        "metric a { value: sum(price) from bookings window: trailing 4 weeks } metric b { value: sum(price) from bookings } metric m { value: a + b }",
        "metric a { value: sum(price) from bookings window: trailing 4 weeks } metric b { value: sum(price) from bookings } metric m { value: a - b } metric n { value: a / b } metric o { value: a + lag(a, 4 weeks) }",
    ),
    (
        "NS202",
        "metric a { value: count(distinct guest_id) from visits } metric m { value: avg(a per week) }",
        "metric m { value: avg(count(distinct guest_id) per day) from visits }",
    ),
    (
        "NS215",
        "metric m { value: sum(score) from bookings target: +2 pp by 2027-01-04 }",
        "metric m { value: avg(score) from bookings target: +2 pp by 2027-01-04 } metric n { value: sum(score) from bookings target: +2 by 2027-01-04 }",
    ),
    (
        "NS704",
        "metric m { value: native(duckdb: \"\"\"sum(nights)\"\"\") from bookings }",
        "metric m { value: sum(nights) from bookings }",
    ),
    ("NS906", "metric m { value: count(*) from bookings grain: weekly }", "metric m { value: count(*) from bookings grain: week }"),
    ("NS906", "metric m { value: count(*) from bookings fill: nothing }", "metric m { value: count(*) from bookings fill: zero }"),
    (
        "NS906",
        "metric m { value: sum(balance) from accounts snapshot: latest }",
        "metric m { value: sum(balance) from accounts snapshot: last }",
    ),
    ("NS906", "metric m { value: count(*) from bookings direction: upwards }", "metric m { value: count(*) from bookings direction: increase }"),
    ("NS906", "metric m { value: count(*) from bookings status: old }", "metric m { value: count(*) from bookings status: deprecated }"),
    ("NS906", "north_star n { value: count(*) from bookings stage: late }", "north_star n { value: count(*) from bookings stage: mature }"),
];

#[test]
fn each_finding_is_found_once_and_not_where_it_is_not() {
    let mut wrong = Vec::new();
    for (code, with, without) in CASES {
        let (_, found) = project(&[with]);
        if found.len() != 1 || !found[0].starts_with(code) {
            wrong.push(format!("{code} expected in\n  {with}\n  found {found:#?}"));
        }
        let (_, found) = project(&[without]);
        if !found.is_empty() {
            wrong.push(format!("nothing expected in\n  {without}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_reads_a_broken_metric_stays_quiet() {
    let (project, found) =
        project(&["metric a { value: sum(nothing) from bookings dimensions: channel target: +3% by 2027-01-04 }
         metric b { value: a / c dimensions: channel unit: usd }
         metric c { value: count(*) from bookings }
         metric d { value: count(distinct guest_id having a > 0 and b > 0) }
         metric e { value: new(a) + conversion(c to a on guest_id within 1 day) }
         north_star n { value: sum(nights) from bookings equals: a * b }"]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(project.metrics.values().filter(|metric| metric.broken).count() >= 4);
}

#[test]
fn a_circle_over_files_labels_each_step() {
    let (_, found) = project(&["metric a { value: b * 2 }", "metric b { value: c * 2 }", "metric c { value: a * 2 }"]);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("`a`") && found[0].contains("`b`") && found[0].contains("`c`"), "{found:?}");
}
