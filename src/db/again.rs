//! Retries units of work that PostgreSQL aborted, and runs the effects of a unit that was committed.

use std::time::{Duration, Instant};

use super::UnitError;
use super::effects::Effects;

/// The maximum pause before each retry of a unit. There are as many retries as pauses.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(80),
    Duration::from_millis(160),
];

/// Runs a unit, and retries it after each failure that left nothing behind and that `can_be` says may be retried. There is no
/// retry after a failure that comes later than the limit.
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
            // The pause is random, because units that collided would otherwise collide again.
            Some(pause) => tokio::time::sleep(pause.mul_f64(rand::random())).await,
            None => return done,
        }
        tracing::debug!("the database aborted a unit of work; it is retried");
    }
}

/// Returns the value of work that is committed when it succeeds, after running its effects.
pub(super) async fn effected<T, E>(
    work: impl Future<Output = Result<(T, Effects), E>> + Send,
) -> Result<T, E> {
    let (value, effects) = work.await?;
    effects.run();
    Ok(value)
}
