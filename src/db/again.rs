//! Retries units of work that PostgreSQL aborted, and runs the effects of a unit that was committed.

use std::time::{Duration, Instant};

use super::UnitError;
use super::effects::Effects;

/// How often a unit is run again, and how long to wait before at most.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(80),
    Duration::from_millis(160),
];

/// Runs a unit, and once more after each failure that says that nothing of it was kept and it can be done again. No run begins later than
/// the limit.
pub(super) async fn again_if<T, E, F>(
    can_be: impl Fn(&E) -> bool,
    limit: Duration,
    run: impl Fn() -> F,
) -> Result<T, E>
where
    E: UnitError,
    F: Future<Output = Result<T, E>>,
{
    let begun = Instant::now();
    let mut pauses = PAUSES.into_iter();
    loop {
        let done = run().await;
        let again = matches!(&done, Err(error) if can_be(error) && begun.elapsed() < limit);
        match pauses.next().filter(|_| again) {
            // Not all at once: those who met would meet again.
            Some(pause) => tokio::time::sleep(pause.mul_f64(rand::random())).await,
            None => return done,
        }
        tracing::debug!("a unit of work was given up and is run again");
    }
}

/// The value of work that is committed when it ends well. Its effects have run by then.
pub(super) async fn effected<T, E>(
    work: impl Future<Output = Result<(T, Effects), E>> + Send,
) -> Result<T, E> {
    let (value, effects) = work.await?;
    effects.run();
    Ok(value)
}
