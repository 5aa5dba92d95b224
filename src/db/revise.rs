//! Optimistic updates of a row: reads the row, computes the change, and writes it if the row has not changed meanwhile.

use super::{Conn, Db, Unit};
use crate::error::{Code, Error, Result};
use crate::version::{Guard, Stamped};

/// How often a change is worked out when others write in between.
const ROUNDS: usize = 5;

impl Db {
    /// Changes a row: reads it with `find`, holds the guard against its version, and lets `plan` work out the unit of work that writes
    /// the change. Nothing is held meanwhile, so working it out may take its time and keeps nobody else from writing.
    ///
    /// The unit must write only if the row still has the version that `plan` was given ([`Guard::only`]), and fail with
    /// `version_mismatch` if not. Then the row is read and the change worked out anew. Beside writing the row the unit may do what belongs
    /// to it: hold and check other rows, record the change, ask for effects.
    ///
    /// # Errors
    /// What `find`, `plan` and the unit fail with; `version_mismatch` when the guard does not allow the version there is;
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
            // Not from a replica: what it has may be over already, and the guard would be held against that.
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

/// The versions at which a guard lets a statement write, as a condition: `guarded!(books::version, guard)`.
#[macro_export]
macro_rules! guarded {
    ($column:expr, $guard:expr) => {{
        use diesel::{BoolExpressionMethods as _, ExpressionMethods as _, IntoSql as _};
        let open = $guard.is_open().into_sql::<diesel::sql_types::Bool>();
        $column.eq_any($guard.allowed()).or(open.and($column.ne_all($guard.refused())))
    }};
}
