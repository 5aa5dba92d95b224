//! Identity: who calls, what they tried, and how often.

mod audit;
mod throttle;
