//! Rate limiting: counts attempts per [`Policy`](crate::error::Policy) and [`Bucket`]. The parts define which policies exist and
//! what each bucket stands for.

mod counting;
mod windows;

pub use self::counting::{Bucket, Taken, Throttle};
pub use self::windows::Windows;
