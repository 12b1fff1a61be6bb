//! `gongkai key`

use super::out;
use crate::config::new_key;
use crate::ids::{Ids, UuidV7};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 编号：更换密钥时，新密钥的编号应与仍在使用的各把不同。
    #[arg(long, default_value_t = 1, value_name = "编号")]
    number: u8,
}

pub(super) fn run(args: &Args) -> ExitCode {
    out::say(&new_key(args.number, UuidV7.secret()));
    out::problem("把上面一行写入配置项 secrets.key，或者单独存入密钥文件（权限 0600），并另外妥善备份。");
    out::problem("丢失密钥，就无法再读出已加密的个人信息。");
    ExitCode::SUCCESS
}
