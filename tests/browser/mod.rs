//! Journeys in a real browser over the demonstration, on both databases: at every page on the way no rule of
//! accessibility is broken, nothing sticks out of the screen, and a picture is kept.

mod account;
mod annual;
mod answers;
mod applying;
mod bureau;
mod chain;
mod channel;
mod claim;
mod documents;
mod driver;
mod evidence;
mod fee;
mod festival;
mod files;
mod hands;
mod intake;
mod journey;
mod mailroom;
mod messages;
mod numbers;
mod page;
mod passkey;
mod queue;
mod reading;
mod refused;
mod register_import;
mod seal;
mod server;
mod settings;
mod taken_in;
mod templates;
mod third;
mod together;
mod ways;
mod workbench;

use crate::{
    both,
    kit::{clamd::Clamd, office::TestOffice, postal::Postal, premises::Premises},
};
use server::Server;

both! {
    async fn one_application_goes_all_the_way(empty: Premises) {
        let server = Box::pin(Server::start(empty)).await;
        journey::from_filing_to_the_served_reply(&server).await;
        intake::by_other_channels_and_other_people(&server).await;
        server.stop().await;
    }

    async fn whoever_reads_in_whatever_way_files(empty: Premises) {
        let server = Box::pin(Server::start(empty)).await;
        reading::each_in_their_way(&server).await;
        server.stop().await;
    }

    async fn whoever_wants_an_account_has_one(empty: Premises) {
        let server = Box::pin(Server::start(empty)).await;
        account::from_the_first_code_to_the_end(&server).await;
        server.stop().await;
    }

    async fn whoever_has_a_passkey_signs_in_with_it(empty: Premises) {
        let server = Box::pin(Server::by_name(empty)).await;
        passkey::from_the_first_to_the_last(&server).await;
        server.stop().await;
    }

    async fn a_case_over_the_spring_festival_explains_itself(empty: Premises) {
        empty.clock.set(festival::BEGIN);
        let office = TestOffice::within(empty).await;
        festival::goes_through_the_spring_festival(&office).await;
        office.assert_sound().await;
    }

    async fn whoever_is_refused_takes_the_application_for_reconsideration_along(office: TestOffice) {
        Box::pin(refused::go(&office)).await;
        office.assert_sound().await;
    }

    async fn answers_and_proceedings_of_every_kind_can_be_recorded(office: TestOffice) {
        Box::pin(answers::go(&office)).await;
        office.assert_sound().await;
    }

    async fn a_third_party_answers_by_its_link(office: TestOffice) {
        Box::pin(third::go(&office)).await;
        office.assert_sound().await;
    }

    async fn a_fee_is_paid_and_proved(office: TestOffice) {
        Box::pin(fee::go(&office)).await;
        office.assert_sound().await;
    }

    async fn an_agency_tests_its_own_channel(office: TestOffice) {
        Box::pin(channel::go(&office)).await;
    }

    async fn the_figures_of_a_year_are_released_and_read(office: TestOffice) {
        Box::pin(annual::go(&office)).await;
        office.assert_sound().await;
    }

    async fn an_administrator_tailors_the_letters(office: TestOffice) {
        templates::go(&office).await;
    }

    async fn colleagues_write_to_each_other_on_a_case(office: TestOffice) {
        together::go(&office).await;
        office.assert_sound().await;
    }

    async fn the_other_ways_of_a_case_can_be_gone(office: TestOffice) {
        ways::go(&office).await;
        office.assert_sound().await;
    }

    async fn letters_are_posted_come_back_and_go_out_again(office: TestOffice) {
        mailroom::go(&office).await;
        office.assert_sound().await;
    }

    async fn a_number_is_spoilt_and_stands_in_the_register(office: TestOffice) {
        numbers::go(&office).await;
        office.assert_sound().await;
    }

    async fn letters_bear_the_seal_that_an_administrator_chose(office: TestOffice) {
        Box::pin(seal::go(&office)).await;
    }

    async fn an_administrator_looks_after_people_and_the_agency(office: TestOffice) {
        Box::pin(settings::go(&office)).await;
    }

    async fn a_document_is_redacted_reviewed_and_released(office: TestOffice) {
        documents::go(&office).await;
        office.assert_sound().await;
    }

    async fn what_was_found_is_taken_in_and_searched(office: TestOffice) {
        let mut clamd = Clamd::start();
        let office = office.guarded_by(clamd.scanner());
        taken_in::go(&office, &mut clamd).await;
        office.assert_sound().await;
    }

    async fn a_reviewer_is_shown_what_speaks_for_and_against(office: TestOffice) {
        workbench::go(&office).await;
        office.assert_sound().await;
    }

    async fn what_is_found_about_an_application_is_laid_before_people(office: TestOffice) {
        Box::pin(evidence::go(&office)).await;
        office.assert_sound().await;
    }

    async fn a_chain_of_an_agencys_own_is_passed_by_a_case(office: TestOffice) {
        chain::go(&office).await;
        office.assert_sound().await;
    }

    async fn a_sensitive_case_is_claimed_by_an_office(office: TestOffice) {
        claim::go(&office).await;
        office.assert_sound().await;
    }

    async fn the_queue_is_worked_off(office: TestOffice) {
        queue::go(&office).await;
        office.assert_sound().await;
    }

    async fn an_old_register_is_taken_over_and_taken_back(office: TestOffice) {
        register_import::go(&office).await;
        office.assert_sound().await;
    }

    async fn messages_that_do_not_go_out_are_looked_after(post: Postal) {
        messages::are_looked_after(&post).await;
    }
}
