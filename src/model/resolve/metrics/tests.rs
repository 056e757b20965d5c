//! Metrics from text.
