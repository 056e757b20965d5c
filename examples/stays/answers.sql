-- Works out the files in answers/ with SQLite, straight from data/*.csv and without northstar:
--   sqlite3 :memory: < answers.sql
-- Weeks and months are counted by hand here, so that nothing of northstar's own SQL is repeated.
.mode csv
CREATE TABLE listings (listing_id INTEGER, city TEXT, created_at TEXT);
CREATE TABLE bookings (booking_id INTEGER, booked_at TEXT, nights INTEGER, price NUMERIC, status TEXT, listing_id INTEGER, utm_source TEXT);
.import --skip 1 data/listings.csv listings
.import --skip 1 data/bookings.csv bookings

-- Every week that the data reaches, with or without a row; 2025-12-29 is a Monday.
CREATE VIEW weeks AS
WITH RECURSIVE counted(monday) AS (
  VALUES ('2025-12-29') UNION ALL SELECT date(monday, '+7 days') FROM counted WHERE monday < '2026-02-16'
)
SELECT monday, date(monday, '+7 days') AS next_monday FROM counted;

.headers on
.separator , "\n"

.once answers/by_week.csv
SELECT
  monday AS period_start,
  (SELECT coalesce(sum(nights), 0) FROM bookings WHERE status = 'confirmed' AND booked_at >= monday AND booked_at < next_monday) AS nights_booked,
  (SELECT count(*) FROM bookings WHERE status = 'confirmed' AND booked_at >= monday AND booked_at < next_monday) AS bookings_made,
  (SELECT avg(nights) FROM bookings WHERE status = 'confirmed' AND booked_at >= monday AND booked_at < next_monday) AS nights_per_booking,
  (SELECT avg(status = 'cancelled') FROM bookings WHERE booked_at >= monday AND booked_at < next_monday) AS cancellation_rate,
  (SELECT coalesce(sum(round(price * 100)), 0) / 100.0 FROM bookings WHERE status = 'confirmed' AND booked_at >= monday AND booked_at < next_monday) AS gross_booking_value
FROM weeks ORDER BY monday;

.once answers/by_city_and_month.csv
SELECT months.first AS period_start, seen.city, coalesce(sum(b.nights), 0) AS nights_booked
FROM (SELECT '2025-12-01' AS first UNION SELECT '2026-01-01' UNION SELECT '2026-02-01') AS months
CROSS JOIN (SELECT DISTINCT l.city FROM bookings b LEFT JOIN listings l ON l.listing_id = b.listing_id WHERE b.status = 'confirmed') AS seen
LEFT JOIN (SELECT b.*, l.city FROM bookings b LEFT JOIN listings l ON l.listing_id = b.listing_id WHERE b.status = 'confirmed') AS b
  ON b.city IS seen.city AND substr(b.booked_at, 1, 7) = substr(months.first, 1, 7)
GROUP BY 1, 2 ORDER BY months.first, seen.city IS NULL, seen.city;

.once answers/by_channel.csv
SELECT
  CASE WHEN utm_source = '' THEN 'direct' ELSE utm_source END AS channel,
  sum(nights) FILTER (WHERE status = 'confirmed') AS nights_booked,
  1.0 * count(*) FILTER (WHERE status = 'cancelled') / count(*) AS cancellation_rate
FROM bookings GROUP BY 1 ORDER BY 1;
