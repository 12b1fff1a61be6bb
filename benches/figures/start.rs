//! From the start of the program, over a database that is there, to its first page.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use super::{
    measure::{Yardstick, report, times},
    place::Place,
    program::{PROGRAM, Program},
};

/// What a start may take.
const AT_MOST: Duration = Duration::from_secs(2);

pub(crate) async fn measure(place: &Place) {
    let yardstick = Yardstick {
        name: "gongkai --version",
        times: times(20, async || {
            let status = Command::new(PROGRAM)
                .arg("--version")
                .stdout(Stdio::null())
                .status()
                .unwrap();
            assert!(status.success());
        })
        .await,
    };
    let starts = times(20, async || drop(Program::serve(place).await)).await;
    report("start to first page", &starts, AT_MOST, &yardstick);
}
