//! What signing in costs, and what it costs other requests: `--identity`.

mod case;
mod crowd;
mod people;
mod same;
mod statements;
mod tokens;

use crate::arguments::Arguments;
use crate::stage::Side;
use crate::{Result, disk};

/// Measures and prints all of it.
pub async fn measure(arguments: &Arguments) -> Result<()> {
    let sides = Side::all().await?;
    disk::measure()?;
    let mut peopled = Vec::new();
    for side in &sides {
        peopled.push((side, people::make(side).await?));
    }
    if arguments.wants("token") {
        tokens::measure(&peopled, arguments).await?;
        for (side, _) in &peopled {
            statements::measure(side).await?;
        }
    }
    if arguments.wants("same") {
        for (side, people) in &peopled {
            same::measure(side, people).await?;
        }
    }
    if arguments.wants("crowd") { case::measure(&peopled, arguments).await } else { Ok(()) }
}
