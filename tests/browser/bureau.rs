//! Everybody of an office before one window: who sits down, what they do to a case, and what they see.

use gongkai::domain::id::CaseId;
use time::Duration;

use super::{
    driver::Driver,
    page::{Screen, Window},
    server::{Served, run},
};
use crate::kit::{bureau::PASSWORD, office::TestOffice};

/// The address of a case on the desk.
pub(super) fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}")
}

/// An office, its program, and the window.
pub(super) struct Bureau<'a> {
    pub(super) office: &'a TestOffice,
    pub(super) window: Window,
    served: Served,
    driver: Driver,
    /// The address of the case on the desk.
    pub(super) case: String,
}

impl<'a> Bureau<'a> {
    pub(super) async fn open(office: &'a TestOffice, name: &str) -> Self {
        let served = Served::over(&office.office, false, async |_| ()).await;
        let driver = Driver::start();
        let run = format!("{}-{name}", run(office));
        Self {
            window: Window::new(driver.open().await, served.home(), &run),
            office,
            served,
            driver,
            case: String::new(),
        }
    }

    pub(super) async fn close(self) {
        self.window.close().await;
        self.served.stop();
        drop(self.driver);
    }

    /// A member of the staff sits down at the desk.
    pub(super) async fn sit(&mut self, person: &str) {
        self.office.clock.advance(Duration::minutes(5));
        self.window.person(Screen::Desk).await;
        self.window.go("/sign-in").await;
        let account = self.office.here.account(person);
        self.window.write("username", &account.username).await;
        self.window.write("password", PASSWORD).await;
        self.window.turn("main button[type='submit']").await;
        self.window.find(".gk-header__staff").await;
    }

    /// The same, with the case open.
    pub(super) async fn at_the_case(&mut self, person: &str) {
        self.sit(person).await;
        self.open_case().await;
    }

    pub(super) async fn open_case(&mut self) {
        let case = self.case.clone();
        self.window.go(&case).await;
        self.window.find("#history").await;
    }

    /// Fills in a form of the case, and sees that it went through.
    pub(super) async fn done(&mut self, form: &str, fields: &[(&str, &str)]) {
        self.window.send(form, fields).await;
        self.window.find(".gk-flash").await;
    }

    /// Fills in a form of the case in a way that is not taken, and sees why.
    pub(super) async fn refused(&mut self, form: &str, fields: &[(&str, &str)], name: &str) {
        self.window.send(form, fields).await;
        self.window.find(".govuk-error-summary").await;
        self.window.look(name).await;
    }

    /// The handler proposes a letter, it passes its review, and it is sent.
    pub(super) async fn letter(
        &mut self,
        kind: &str,
        fields: &[(&str, &str)],
        (steps, by): (&[&str], &[(&str, &str)]),
    ) {
        self.at_the_case("handler").await;
        let form = format!("#propose-notice-{kind} form");
        self.window.fill(&form, fields).await;
        self.window.look(&format!("{kind}-form")).await;
        self.window.click(&format!("{form} button[type='submit']")).await;
        self.window.find(".gk-flash").await;
        for step in steps {
            self.sit(step).await;
            self.window.go("/review").await;
            self.window.look(&format!("{kind}-{step}-queue")).await;
            self.window.click(".desk-table tbody a[href$='/notices']").await;
            self.approve(&format!("{kind}-{step}")).await;
        }
        self.at_the_case("handler").await;
        self.done("form[action$='/send-notice']", by).await;
        self.window.look(&format!("{kind}-sent")).await;
    }

    /// A reviewer finds everything in order on the page that is open.
    pub(super) async fn approve(&mut self, name: &str) {
        self.window.find(".desk-review-decide").await;
        self.window.open_parts().await;
        for yes in self
            .window
            .find_all(".desk-review-decide input[value='yes']")
            .await
        {
            yes.click().await.unwrap();
        }
        self.window.look(name).await;
        self.window
            .turn(".desk-review-decide button:not([formaction])")
            .await;
        self.window.find(".gk-flash").await;
    }

    /// The answer passes its review.
    pub(super) async fn reviewed(&mut self, steps: &[&str], subject: &str) {
        for step in steps {
            self.sit(step).await;
            self.window.go("/review").await;
            self.window.press(subject).await;
            self.approve(&format!("answer-{step}")).await;
        }
    }

    /// The applicant looks their case up on the phone, with the number and the code of the slip.
    pub(super) async fn look_up(&mut self, [number, code]: &[String; 2]) {
        let window = &mut self.window;
        window.person(Screen::Phone).await;
        window.go("/track").await;
        window.write("number", number).await;
        window.write("code", code).await;
        window.turn("main form button[type='submit']").await;
        window.find("#letters").await;
    }
}
