//! Reading the file, in a process of its own: what comes of it are rows of text, and the file goes.

use tokio::sync::mpsc;

use super::{
    super::{ActError, Office},
    Sheet, Sheets, bare, json, names, save,
};
use crate::{
    documents::{table::Piece, worker::WorkError},
    store::{
        self, Scope,
        import::{Import, PieceKind, State},
    },
};

const NO_ROWS: &str = "表格里没有数据：至少要有一行标题，下面有一行内容";

pub(super) async fn read(office: &Office, scope: Scope, import: Import) -> Result<(), ActError> {
    let bytes = file(office, scope, &import).await?;
    let tx = office.db.begin().await?;
    store::import::forget_pieces_of(&tx, scope, import.id, PieceKind::Rows).await?;
    tx.commit().await?;
    let (tell, mut told) = mpsc::channel::<Piece>(2);
    let worker = office.worker.clone();
    let most = worker.limits.table_rows;
    let work = tokio::task::spawn_blocking(move || {
        worker.table(bytes, most, &mut |piece| {
            // Nobody listens any more: the lease was lost, and somebody else is at it.
            tell.blocking_send(piece).map_err(|_| WorkError::TooMuch)
        })
    });
    let mut sheets = Sheets::default();
    let mut n = 0;
    while let Some(piece) = told.recv().await {
        match piece {
            Piece::Sheet(name) => {
                sheets.0.push(Sheet {
                    name,
                    ..Sheet::default()
                });
                n = 0;
            }
            Piece::Rows(rows) => {
                n += 1;
                if let Some(sheet) = sheets.0.last_mut() {
                    sheet.add(&rows);
                }
                let sheet = u32::try_from(sheets.0.len().saturating_sub(1)).unwrap_or(u32::MAX);
                let (place, body) = ((PieceKind::Rows, sheet, n), json(&rows));
                let tx = office.db.begin().await?;
                let (of, id) = ((scope, import.id), office.ids.next());
                store::import::put_piece(&tx, &office.vault, of, id, place, body.as_bytes()).await?;
                tx.commit().await?;
            }
        }
    }
    let why = match work.await.map_err(|_| ActError::Interrupted)? {
        Ok(()) if sheets.has_rows() => None,
        Ok(()) => Some(NO_ROWS.to_owned()),
        Err(error @ WorkError::Start { .. }) => return Err(ActError::Document(error)),
        Err(error @ (WorkError::Refused(_) | WorkError::TooMuch | WorkError::NoConverter)) => {
            Some(error.to_string())
        }
    };
    settle(office, scope, &import, &sheets, why).await
}

/// The file as it came.
async fn file(office: &Office, scope: Scope, import: &Import) -> Result<Vec<u8>, ActError> {
    let mut bytes = Vec::new();
    for n in 1.. {
        let place = (PieceKind::File, 0, n);
        let part = store::import::piece(&office.db, &office.vault, (scope, import.id), place).await?;
        let Some(part) = part else { break };
        bytes.extend(part);
    }
    Ok(bytes)
}

/// Notes what came of it, and lets the file go.
async fn settle(
    office: &Office,
    scope: Scope,
    import: &Import,
    sheets: &Sheets,
    why: Option<String>,
) -> Result<(), ActError> {
    let law = office.law_in(scope).await?;
    let tx = office.db.begin().await?;
    store::import::forget_pieces_of(&tx, scope, import.id, PieceKind::File).await?;
    let now = match why {
        None => Import {
            state: State::Planning,
            sheets: Some(json(sheets)),
            plan: Some(json(&sheets.proposed(&names(&law)))),
            ..import.clone()
        },
        Some(why) => {
            store::import::forget_pieces(&tx, scope, import.id).await?;
            Import {
                state: State::Failed,
                problem: Some(why),
                ..bare(import)
            }
        }
    };
    if save(office, &tx, scope, import, now).await? {
        tx.commit().await?;
    }
    Ok(())
}
