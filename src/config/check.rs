use super::Config;
use std::fmt;

/// A setting whose value does not make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The setting, as in the file: `server.address`.
    pub setting: &'static str,
    /// What is wrong, in Chinese.
    pub problem: String,
    /// What to change, in Chinese.
    pub remedy: &'static str,
}

/// All that is wrong with a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    pub(super) fn add(&mut self, setting: &'static str, problem: String, remedy: &'static str) {
        self.0.push(Finding {
            setting,
            problem,
            remedy,
        });
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (
            number,
            Finding {
                setting,
                problem,
                remedy,
            },
        ) in self.0.iter().enumerate()
        {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "配置项 {setting}：{problem}。改法：{remedy}。")?;
        }
        Ok(())
    }
}

impl Config {
    /// What is wrong with the values, setting by setting.
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        self.server.check(&mut findings);
        self.database.check(&mut findings);
        self.session.check(self.server.is_https(), &mut findings);
        self.office.check(&mut findings);
        self.limits.check(&mut findings);
        self.jobs.check(&mut findings);
        self.secrets.check(&mut findings);
        self.mail.check(&mut findings);
        self.text_message.check(&mut findings);
        super::push::check(&self.webhooks, &mut findings);
        findings
    }
}
