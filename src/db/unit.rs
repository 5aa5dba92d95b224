//! The closure trait for units of work.

/// An async closure over `A` whose future can be named, and so be asked to be `Send`.
///
/// `AsyncFnOnce` alone can't say that yet; diesel-async pairs the two traits in the same way for its own transactions.
pub trait Unit<A, R>: AsyncFnOnce(A) -> R + FnOnce(A) -> <Self as Unit<A, R>>::Fut {
    /// What the closure returns when it is called.
    type Fut: Future<Output = R>;
}

impl<F, A, R, Fut> Unit<A, R> for F
where
    F: AsyncFnOnce(A) -> R + FnOnce(A) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}
