//! Journeys in a real browser over the demonstration, on both databases: at every page on the way no rule of
//! accessibility is broken, nothing sticks out of the screen, and a picture is kept.

mod driver;
mod intake;
mod journey;
mod page;
mod server;

use crate::{both, kit::premises::Premises};
use server::Server;

both! {
    async fn one_application_goes_all_the_way(empty: Premises) {
        let server = Server::start(empty).await;
        journey::from_filing_to_the_served_reply(&server).await;
        intake::by_other_channels_and_other_people(&server).await;
        server.stop().await;
    }
}
