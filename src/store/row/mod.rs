//! The rows as the database has them: primitives only, never seen outside `store`.

#![expect(
    unreachable_pub,
    reason = "SeaORM wants every type of an entity as public as the entity"
)]

pub mod account;
pub mod admin_change;
pub mod agency;
pub mod annual_figures;
pub mod applicant;
pub mod application;
pub mod application_item;
pub mod calendar_move;
pub mod calendar_notice;
pub mod carry_over;
pub mod case_event;
pub mod case_text;
pub mod cases;
pub mod catalogue_feed;
pub mod catalogue_plan;
pub mod channel_setting;
pub mod channel_test;
pub mod clue_set_aside;
pub mod consultation_link;
pub mod consulted;
pub mod delegation;
pub mod department;
pub mod digest;
pub mod document;
pub mod document_page;
pub mod draft;
pub mod fee_order;
pub mod feedback;
pub mod file;
pub mod import;
pub mod import_piece;
pub mod import_problem;
pub mod imported_case;
pub mod inspection;
pub mod job;
pub mod job_day;
pub mod left_out;
pub mod letter;
pub mod mark;
pub mod member;
pub mod member_case;
pub mod member_challenge;
pub mod member_code;
pub mod member_form;
pub mod member_passkey;
pub mod member_visit;
pub mod note;
pub mod note_mention;
pub mod note_read;
pub mod number_series;
pub mod opened_part;
pub mod outbox;
pub mod party;
pub mod presence;
pub mod public_entry;
pub mod published_answer;
pub mod published_file;
pub mod queue_display;
pub mod release_copy;
pub mod release_package;
pub mod reminder;
pub mod retention;
pub mod retention_run;
pub mod review_chain;
pub mod saved_view;
pub mod seal;
pub mod search_case;
pub mod search_entry;
pub mod session;
pub mod skipped_number;
pub mod submission;
pub mod tailoring;
pub mod throttle;
pub mod unfinished;
pub mod unfinished_file;
pub mod waiting_step;
pub mod watch;
pub mod year_end;

#[cfg(test)]
mod drift;
