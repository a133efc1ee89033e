//! What may go into a mail, and what a server says to it.

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::*;

fn mail() -> Mail {
    Mail {
        to: "amira@example.org".into(),
        subject: "Commande OC-7K3M-9Q2D confirmée".into(),
        text: "Merci".into(),
        html: "<p>Merci</p>".into(),
        message_id: "OC-7K3M-9Q2D.confirm".into(),
        language: "fr".into(),
        unsubscribe: None,
    }
}

#[test]
fn a_mail_that_somebody_subscribed_to_says_how_it_is_ended() {
    let plain = String::from_utf8(mailer(1).message(&mail()).unwrap().formatted()).unwrap();
    assert!(!plain.contains("List-Unsubscribe"));
    let address = "https://shop.example/alerts/one-click/1/2";
    let alert = Mail { unsubscribe: Some(address.into()), ..mail() };
    let text = String::from_utf8(mailer(1).message(&alert).unwrap().formatted()).unwrap().replace("\r\n ", "");
    assert!(text.contains(&format!("List-Unsubscribe: <{address}>")), "{text}");
    assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
    for evil in ["https://shop.example/\r\nBcc: x@y", "a b", "<x>"] {
        assert!(mailer(1).message(&Mail { unsubscribe: Some(evil.into()), ..mail() }).is_err(), "{evil}");
    }
}

fn mailer(port: u16) -> Mailer {
    Mailer::new(&format!("smtp://127.0.0.1:{port}"), "Onecart <shop@onecart.example>").unwrap()
}

/// A mail server for one conversation that answers the recipient with `verdict`; gives back what it was told.
async fn server(verdict: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let conversation = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let (mut heard, mut in_data) = (String::new(), false);
        stream.write_all(b"220 catcher\r\n").await.unwrap();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return heard;
            }
            heard.push_str(&line);
            let reply = match line.split([' ', '\r', ':']).next().unwrap_or_default() {
                "." => {
                    in_data = false;
                    "250 kept"
                }
                _ if in_data => continue,
                "RCPT" => verdict,
                "DATA" => {
                    in_data = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 catcher",
            };
            if stream.write_all(format!("{reply}\r\n").as_bytes()).await.is_err() {
                return heard;
            }
        }
    });
    (port, conversation)
}

#[tokio::test]
async fn a_mail_arrives_with_both_texts_its_language_and_its_id() {
    let (port, conversation) = server("250 fine").await;
    mailer(port).send(&mail()).await.unwrap();
    let heard = conversation.await.unwrap();
    for part in [
        "RCPT TO:<amira@example.org>",
        "From: Onecart <shop@onecart.example>",
        "Message-ID: <OC-7K3M-9Q2D.confirm@onecart.example>",
        "Content-Language: fr",
        "Auto-Submitted: auto-generated",
        "text/plain",
        "<p>Merci</p>",
    ] {
        assert!(heard.contains(part), "{part} is missing in {heard}");
    }
}

#[tokio::test]
async fn the_error_says_whether_a_repeat_makes_sense() {
    for (verdict, worth) in [("550 no such person", false), ("451 come back later", true)] {
        let (port, _conversation) = server(verdict).await;
        let error = mailer(port).send(&mail()).await.unwrap_err();
        assert_eq!(error.is_worth_repeating(), worth, "{error}");
    }
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert!(mailer(gone).send(&mail()).await.unwrap_err().is_worth_repeating());
}

#[test]
fn headers_cannot_be_smuggled_in() {
    let evil = "x\r\nBcc: everyone@example.org";
    let mailer = mailer(1);
    let attempts = [
        Mail { to: format!("a@example.org{evil}"), ..mail() },
        Mail { to: "a@example.org, b@example.org".into(), ..mail() },
        Mail { subject: evil.into(), ..mail() },
        Mail { message_id: "x> y@z".into(), ..mail() },
        Mail { language: evil.into(), ..mail() },
        Mail { subject: String::new(), ..mail() },
        Mail { text: "x".repeat(LONGEST_BODY + 1), ..mail() },
    ];
    for attempt in attempts {
        let error = mailer.message(&attempt).unwrap_err();
        assert!(matches!(error, MailError::Invalid(_)) && !error.is_worth_repeating());
    }
}

#[test]
fn mails_leave_the_machine_only_sealed() {
    let from = "shop@onecart.example";
    assert!(Mailer::new("smtp://user:secret@mail.example.org", from).is_err());
    assert!(Mailer::new("smtp://mail.example.org?tls=opportunistic", from).is_err());
    assert!(Mailer::new("smtp://mail.example.org?tls=opportunistic&tls=required", from).is_err());
    assert!(Mailer::new("nonsense", from).is_err());
    assert!(Mailer::new("smtp://localhost:25", "not a sender").is_err());
    for good in ["smtps://user:secret@mail.example.org", "smtp://mail.example.org?tls=required", "smtp://[::1]:25"] {
        assert!(Mailer::new(good, from).is_ok(), "{good}");
    }
}
