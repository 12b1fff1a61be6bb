//! gongkai: how public authorities handle applications for government information.

pub mod casework;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod documents;
pub mod domain;
pub mod holidays;
pub mod ids;
pub mod imports;
pub mod jobs;
pub mod law;
pub mod letters;
pub mod notices;
pub mod openid;
pub mod passkey;
pub mod password;
pub mod setup;
pub mod specimen;
pub mod store;
pub mod template;
pub mod text;
pub mod trust;
pub mod web;

/// Every template with its context type: what `gongkai check` and the tests audit.
pub fn every_template() -> Vec<template::Entry> {
    [letters::templates(), notices::templates(), web::templates()].concat()
}
