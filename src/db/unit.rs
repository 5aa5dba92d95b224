//! The closure trait for units of work.

/// An async closure over `A` whose future type can be named, so that bounds can require it to be `Send`.
///
/// `AsyncFnOnce` alone cannot express that yet. diesel-async combines the two traits in the same way for its own transactions.
pub trait Unit<A, R>: AsyncFnOnce(A) -> R + FnOnce(A) -> <Self as Unit<A, R>>::Fut {
    /// The future that the closure returns.
    type Fut: Future<Output = R>;
}

impl<F, A, R, Fut> Unit<A, R> for F
where
    F: AsyncFnOnce(A) -> R + FnOnce(A) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}
