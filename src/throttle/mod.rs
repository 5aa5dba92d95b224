//! Counting attempts: how often somebody may try something, by a [`Policy`](crate::error::Policy) and a [`Bucket`]. Which policies there
//! are, and for whom they count, is the business of the parts.

mod counting;
mod windows;

pub use self::counting::{Bucket, Taken, Throttle};
pub use self::windows::Windows;
