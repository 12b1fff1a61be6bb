//! gongkai

pub mod clock;
pub mod config;
pub mod ids;
pub mod template;
pub mod text;
