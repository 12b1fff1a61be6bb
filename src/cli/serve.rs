//! `gongkai serve`

use super::boot::Boot;
use super::out;
use crate::casework::calendar;
use crate::config::{self, Config};
use crate::jobs::{Runner, document_jobs};
use crate::store::session::Sessions;
use crate::store::throttle;
use crate::web::{self, app::App};
use anyhow::{Context, Result};
use std::io::ErrorKind;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How often what has expired is swept out, and what was left undone is finished.
const SWEEP: Duration = Duration::from_hours(1);

/// How long a task that is under way may take to end when the program ends.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long counted attempts are kept, in seconds: longer than any lock.
const KEEP_ATTEMPTS: i64 = 2 * 24 * 3600;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// 监听的地址和端口，优先于配置项 server.address。
    #[arg(long, value_name = "地址:端口")]
    listen: Option<String>,
}

impl Args {
    /// The configuration with what the command line says instead.
    pub(super) fn over(self, mut config: Config) -> Config {
        if let Some(listen) = self.listen {
            config.server.address = listen;
        }
        config
    }
}

pub(super) async fn run(config: Config) -> Result<ExitCode> {
    let Boot { app } = Boot::open(config).await?;
    serve(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves until the process is told to end; requests that are under way are finished first.
pub(super) async fn serve(app: App) -> Result<()> {
    let listener = listen(&app.config.server.address).await?;
    let sessions = Sessions::new(app.db().clone());
    let sweeper = tokio::spawn(sweep(app.clone(), sessions.clone()));
    let router = web::router(app.clone(), sessions);
    let (stop, worker) = work(&app, &router);
    let address = listener.local_addr().context("监听地址无法读取")?;
    out::say(&format!(
        "已启动：{}（监听 {address}）",
        app.config.server.reached_at()
    ));
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_end())
        .await
        .context("服务中断")?;
    sweeper.abort();
    stop.send_replace(true);
    if let Some(worker) = worker
        && tokio::time::timeout(PATIENCE, worker).await.is_err()
    {
        tracing::warn!("a task was broken off; it is taken up again when its lease has ended");
    }
    out::say("已停止");
    Ok(())
}

/// Works off tasks beside the pages, where the settings say so; the sender tells it to stop.
fn work(app: &App, router: &axum::Router) -> (watch::Sender<bool>, Option<JoinHandle<()>>) {
    let (stop, stopped) = watch::channel(false);
    let settings = app.config.jobs.clone();
    let worker = settings.enabled.then(|| {
        let office = || app.office.clone();
        let runner = Runner::new(office(), settings.clone()).walking(web::walk::portal(router.clone()));
        // Somebody waits for a document in front of a page.
        let eager = config::Jobs {
            poll_seconds: 1,
            ..settings
        };
        let documents = Runner::of(document_jobs(), office(), eager);
        tokio::spawn(async move {
            tokio::join!(runner.run(stopped.clone()), documents.run(stopped));
        })
    });
    (stop, worker)
}

async fn listen(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let known = [
            (
                ErrorKind::AddrInUse,
                "端口已被占用：请停止占用它的程序，或者用 --listen 换一个端口",
            ),
            (
                ErrorKind::PermissionDenied,
                "没有权限监听这个端口：请换用 1024 以上的端口，或者授予权限",
            ),
            (
                ErrorKind::AddrNotAvailable,
                "本机没有这个地址：请检查 server.address",
            ),
        ];
        let what = known
            .iter()
            .find(|(kind, _)| *kind == error.kind())
            .map_or("请检查 server.address", |(_, what)| what);
        anyhow::anyhow!("无法监听 {address}：{what}（{error}）")
    })
}

/// Waits for Ctrl-C, or for the signal by which service managers end a program.
pub(super) async fn told_to_end() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => {
                terminated.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Finishes what a copy of the program that was killed has left undone, and sweeps out expired sessions and old counts.
async fn sweep(app: App, sessions: Sessions) {
    let mut timer = tokio::time::interval(SWEEP);
    loop {
        timer.tick().await;
        if let Err(error) = calendar::finish(&app.office).await {
            tracing::error!(error = %error, "the dates of open cases do not follow a new notice yet");
        }
        let now = app.clock.now();
        if let Err(error) = sessions.delete_expired(now).await {
            tracing::warn!(error = %error, "expired sessions stay for now");
        }
        if let Err(error) = throttle::delete_before(app.db(), now.unix_timestamp() - KEEP_ATTEMPTS).await {
            tracing::warn!(error = %error, "old counts of attempts stay for now");
        }
    }
}
