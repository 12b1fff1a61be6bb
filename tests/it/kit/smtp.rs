//! A mail server: it speaks as much SMTP as a mail needs, keeps what it takes, and can be told to be in a bad mood.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use mail_parser::MessageParser;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

/// What the server does with a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Mood {
    #[default]
    Takes,
    /// Answers so when it comes to this command.
    Refuses(&'static str, &'static str),
    /// Closes the connection in the middle of the content, and keeps nothing.
    BreaksOff,
    /// Takes the mail, and closes the connection instead of saying so.
    TakesInSilence,
}

/// How the server encrypts.
#[derive(Clone)]
enum Encryption {
    None,
    FromTheFirstByte(TlsAcceptor),
    AfterAGreeting(TlsAcceptor),
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A mail as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) envelope_from: String,
    pub(crate) envelope_to: Vec<String>,
    pub(crate) from_name: String,
    pub(crate) subject: String,
    pub(crate) message_id: String,
    pub(crate) text: String,
    /// Headers as they came over the wire, before anything was decoded.
    pub(crate) raw_head: String,
}

#[derive(Debug, Default)]
struct State {
    mood: Mood,
    arrived: Vec<Arrived>,
    sign_ins: Vec<String>,
    connections: usize,
}

/// The server.
#[derive(Debug)]
pub(crate) struct MailServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    serving: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.get_mut().unwrap() {
            serving.abort();
        }
    }
}

impl MailServer {
    pub(crate) async fn start() -> Self {
        Self::with(Encryption::None).await
    }

    /// One that encrypts from the first byte.
    pub(crate) async fn start_encrypted(config: &Arc<ServerConfig>) -> Self {
        Self::with(Encryption::FromTheFirstByte(TlsAcceptor::from(Arc::clone(
            config,
        ))))
        .await
    }

    /// One that encrypts when it is asked to, and takes no mail before.
    pub(crate) async fn start_encrypting(config: &Arc<ServerConfig>) -> Self {
        Self::with(Encryption::AfterAGreeting(TlsAcceptor::from(Arc::clone(config)))).await
    }

    async fn with(encryption: Encryption) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::default();
        Self {
            serving: Mutex::new(Some(serve(listener, encryption, Arc::clone(&state)))),
            address,
            state,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Nobody answers any more.
    pub(crate) async fn stop(&self) {
        let serving = self.serving.lock().unwrap().take().expect("it runs");
        serving.abort();
        // Only when the task is gone is the port closed.
        assert!(serving.await.unwrap_err().is_cancelled());
    }

    /// It is there again, under the same address.
    pub(crate) async fn start_again(&self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        *self.serving.lock().unwrap() = Some(serve(listener, Encryption::None, Arc::clone(&self.state)));
    }

    pub(crate) fn is_in_mood(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    /// Everything that arrived so far.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.state.lock().unwrap().arrived.clone()
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// The names by which somebody signed in, as they came.
    pub(crate) fn sign_ins(&self) -> Vec<String> {
        self.state.lock().unwrap().sign_ins.clone()
    }
}

fn serve(listener: TcpListener, encryption: Encryption, state: Arc<Mutex<State>>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            state.lock().unwrap().connections += 1;
            let (encryption, state) = (encryption.clone(), Arc::clone(&state));
            tokio::spawn(async move {
                // A client that goes away ends its conversation, nothing else.
                let _ended = begin(stream, encryption, state).await;
            });
        }
    })
}

async fn begin(stream: TcpStream, encryption: Encryption, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let (mut wire, encrypts_later): (Box<dyn Wire>, _) = match encryption {
        Encryption::None => (Box::new(stream), None),
        Encryption::FromTheFirstByte(tls) => (Box::new(tls.accept(stream).await?), None),
        Encryption::AfterAGreeting(tls) => (Box::new(stream), Some(tls)),
    };
    wire.write_all(b"220 sink ESMTP\r\n").await?;
    let Some(tls) = encrypts_later else {
        return converse(wire, state).await;
    };
    let mut greeted = BufReader::new(wire);
    loop {
        let mut line = String::new();
        if greeted.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if line.starts_with("EHLO") {
            greeted.write_all(b"250-sink\r\n250 STARTTLS\r\n").await?;
        } else if line.starts_with("STARTTLS") {
            greeted.write_all(b"220 2.0.0 go on\r\n").await?;
            let encrypted = tls.accept(greeted.into_inner()).await?;
            return converse(Box::new(encrypted), state).await;
        } else {
            greeted.write_all(b"530 5.7.0 not in clear\r\n").await?;
        }
    }
}

async fn converse(wire: Box<dyn Wire>, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(wire);
    let (mut from, mut to) = (String::new(), Vec::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let line = line.trim_end();
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let mood = state.lock().unwrap().mood.clone();
        if let Mood::Refuses(at, answer) = &mood
            && *at == verb
        {
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
            continue;
        }
        let answer = match verb.as_str() {
            "EHLO" => "250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            "AUTH" => {
                state.lock().unwrap().sign_ins.push(line.to_owned());
                "235 2.7.0 welcome"
            }
            "MAIL" => {
                from = address(line);
                to.clear();
                "250 2.1.0 fine"
            }
            "RCPT" => {
                to.push(address(line));
                "250 2.1.5 fine"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let Some(content) = content(&mut stream, mood == Mood::BreaksOff).await? else {
                    return Ok(());
                };
                let arrived = read(&content, &from, &to);
                state.lock().unwrap().arrived.push(arrived);
                if mood == Mood::TakesInSilence {
                    return Ok(());
                }
                "250 2.0.0 taken"
            }
            "RSET" | "NOOP" => "250 2.0.0 fine",
            "QUIT" => {
                stream.write_all(b"221 2.0.0 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 5.5.1 what?",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// The content up to the lonely dot, without the dots that were put before others; none where it is broken off.
async fn content(
    stream: &mut BufReader<Box<dyn Wire>>,
    breaks_off: bool,
) -> std::io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || (breaks_off && !content.is_empty()) {
            return Ok(None);
        }
        if line == b".\r\n" {
            return Ok(Some(content));
        }
        content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

fn address(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap();
    rest.split('>').next().unwrap().to_owned()
}

fn read(content: &[u8], from: &str, to: &[String]) -> Arrived {
    let parsed = MessageParser::default().parse(content).expect("a mail");
    let raw = String::from_utf8(content.to_vec()).expect("mails of ours are ASCII on the wire");
    assert!(raw.is_ascii(), "{raw}");
    assert!(raw.lines().all(|line| line.len() <= 998), "{raw}");
    let sender = parsed.from().and_then(|from| from.first()).expect("a sender");
    Arrived {
        envelope_from: from.to_owned(),
        envelope_to: to.to_vec(),
        from_name: sender.name().unwrap_or_default().to_owned(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        message_id: parsed.message_id().unwrap_or_default().to_owned(),
        text: parsed.body_text(0).expect("a text").replace("\r\n", "\n"),
        raw_head: raw.split("\r\n\r\n").next().unwrap().to_owned(),
    }
}
