//! Lists: their parameters, and the response with its links.

mod answer;
mod here;
mod paged;
mod parameters;
mod period;

pub use self::answer::{Listed, Listing, PageMeta};
pub use self::here::Here;
pub use self::paged::Paged;
pub use self::parameters::{Count, Cursor, Limit, PageNumber};
