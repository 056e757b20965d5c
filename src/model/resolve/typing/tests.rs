//! Tests of the checker over plain leaves.
