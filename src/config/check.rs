use super::{Config, finding::Findings, push};

impl Config {
    /// What is wrong with the values, setting by setting.
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        self.server.check(&mut findings);
        self.files.check(&mut findings);
        self.database.check(&mut findings);
        self.session.check(self.server.is_https(), &mut findings);
        self.openid.check(&mut findings);
        self.office.check(&mut findings);
        self.limits.check(&mut findings);
        self.documents.check(&mut findings);
        self.jobs.check(&mut findings);
        self.secrets.check(&mut findings);
        self.mail.check(&mut findings);
        self.text_message.check(&mut findings);
        push::check(&self.webhooks, &mut findings);
        self.feeds.check(&mut findings);
        self.payment.check(&mut findings);
        findings
    }
}
