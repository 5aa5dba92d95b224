//! Optimistic updates of a row: reads the row, computes the change, and writes it if the row has not changed meanwhile.

use super::{Conn, Db, Unit};
use crate::error::{Code, Error, Result};
use crate::version::{Guard, Stamped};

/// How often a change is computed if others write in between.
const ROUNDS: usize = 5;

impl Db {
    /// Changes a row: reads it with `find`, checks the guard against its version, and calls `plan` to compute the unit of work
    /// that writes the change. No lock is held meanwhile, so the computation may take its time and does not keep others from
    /// writing.
    ///
    /// The unit must write only if the row still has the version that `plan` was given ([`Guard::only`]), and must otherwise fail
    /// with `version_mismatch`. Then the row is read again and the change is computed again. Besides writing the row, the unit
    /// may do what belongs to the change: lock and check other rows, record the change, request effects.
    ///
    /// # Errors
    /// The errors of `find`, `plan` and the unit; `version_mismatch` when the guard does not allow the current version;
    /// `write_conflict` when others wrote in between five times.
    pub async fn revise<R, T, Find, Plan, Write>(&self, guard: Guard, find: Find, plan: Plan) -> Result<T>
    where
        R: Stamped + Send + 'static,
        T: Send + 'static,
        Find: for<'c> Unit<&'c mut Conn, Result<R>, Fut: Send> + Clone + Send + 'static,
        Plan: Fn(R) -> Result<Write>,
        Write: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
    {
        for _ in 0..ROUNDS {
            // Not from a replica: its row may be stale, and the guard would be checked against the stale version.
            let row = self.read_latest(find.clone()).await?;
            if !guard.allows(row.stamp().version) {
                return Err(Error::version_mismatch());
            }
            match self.write(plan(row)?).await {
                Err(error) if error.code() == Code::VERSION_MISMATCH => {}
                done => return done,
            }
        }
        Err(Code::WRITE_CONFLICT.into())
    }
}

/// Expands to the condition that a guard allows the version in a column: `guarded!(books::version, guard)`.
#[macro_export]
macro_rules! guarded {
    ($column:expr, $guard:expr) => {{
        use diesel::{BoolExpressionMethods as _, ExpressionMethods as _, IntoSql as _};
        let open = $guard.is_open().into_sql::<diesel::sql_types::Bool>();
        $column.eq_any($guard.allowed()).or(open.and($column.ne_all($guard.refused())))
    }};
}
