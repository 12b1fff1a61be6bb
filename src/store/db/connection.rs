//! `&db` and `&tx` are connections: store functions take either.

use std::{future::Future, pin::Pin};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, StreamTrait,
};

use super::{Db, Tx};

macro_rules! delegate {
    ($connection:ty, $inner:ty, $self:ident => $target:expr) => {
        #[async_trait::async_trait]
        impl ConnectionTrait for $connection {
            fn get_database_backend(&$self) -> DbBackend {
                ConnectionTrait::get_database_backend(&$target)
            }

            async fn execute_raw(&$self, statement: Statement) -> Result<ExecResult, DbErr> {
                $target.execute_raw(statement).await
            }

            async fn execute_unprepared(&$self, sql: &str) -> Result<ExecResult, DbErr> {
                $target.execute_unprepared(sql).await
            }

            async fn query_one_raw(&$self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                $target.query_one_raw(statement).await
            }

            async fn query_all_raw(&$self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                $target.query_all_raw(statement).await
            }
        }

        impl StreamTrait for $connection {
            type Stream<'a> = <$inner as StreamTrait>::Stream<'a>;

            fn get_database_backend(&$self) -> DbBackend {
                StreamTrait::get_database_backend(&$target)
            }

            fn stream_raw<'a>(
                &'a $self,
                statement: Statement,
            ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
                $target.stream_raw(statement)
            }
        }
    };
}

delegate!(Db, DatabaseConnection, self => self.0.readers);
delegate!(Tx, DatabaseTransaction, self => self.inner);
