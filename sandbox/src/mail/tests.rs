use std::net::Ipv4Addr;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use lettre::message::{Attachment, Mailbox as Address, MultiPart, SinglePart, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message as Mail, Tokio1Executor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

use super::*;
use crate::gateway::page::tests::server;

async fn catcher() -> (Arc<Mailbox>, u16) {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mailbox = Arc::new(Mailbox::default());
    tokio::spawn(serve_smtp(listener, server("mail"), mailbox.clone()));
    (mailbox, port)
}

fn transport(port: u16) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(port).build()
}

#[tokio::test]
async fn a_mail_with_two_parts_and_an_attachment_arrives_as_it_was_meant() {
    let (mailbox, port) = catcher().await;
    let parts = MultiPart::alternative_plain_html("Grüße\n.dot\n".to_owned(), "<p>Grüße — ✓</p>".to_owned());
    let bill =
        Attachment::new("bill.pdf".into()).body(vec![0_u8, 1, 2, 255], ContentType::parse("application/pdf").unwrap());
    let mail = Mail::builder()
        .from("Onecart <shop@example.org>".parse::<Address>().unwrap())
        .to("amira@example.org".parse().unwrap())
        .bcc("copy@example.org".parse().unwrap())
        .subject("Your order, تم الطلب ✓")
        .multipart(MultiPart::mixed().multipart(parts).singlepart(bill))
        .unwrap();
    transport(port).send(mail).await.unwrap();
    let caught = mailbox.all().remove(0);
    assert_eq!(caught.from, "Onecart <shop@example.org>");
    assert_eq!(caught.to, ["amira@example.org", "copy@example.org"]);
    assert_eq!(caught.subject, "Your order, تم الطلب ✓");
    assert_eq!(caught.text.as_deref().unwrap().replace("\r\n", "\n").trim_end(), "Grüße\n.dot");
    assert_eq!(caught.html.as_deref().unwrap().trim_end(), "<p>Grüße — ✓</p>");
    assert_eq!(caught.attachments, ["bill.pdf"]);
    assert_eq!(caught.attachment(0).unwrap().bytes, [0, 1, 2, 255]);
}

#[tokio::test]
async fn a_plain_mail_has_no_html_part() {
    let (mailbox, port) = catcher().await;
    let mail = Mail::builder()
        .from("shop@example.org".parse().unwrap())
        .to("amira@example.org".parse().unwrap())
        .subject("Plain")
        .singlepart(SinglePart::plain("Only text".to_owned()))
        .unwrap();
    transport(port).send(mail).await.unwrap();
    let caught = mailbox.all().remove(0);
    assert_eq!((caught.text.as_deref().map(str::trim_end), caught.html.as_deref()), (Some("Only text"), None));
}

#[tokio::test]
async fn commands_out_of_order_and_nonsense_are_refused_by_name() {
    let (mailbox, port) = catcher().await;
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    stream
        .write_all(b"DATA\r\nRCPT TO:<a@b>\r\nMAIL FROM:a@b\r\nMAIL FROM:<a@b> SIZE=99999999\r\nHUH\r\nQUIT\r\n")
        .await
        .unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    let codes: Vec<&str> = answers.lines().map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "503", "503", "501", "552", "500", "221"]);
    assert!(mailbox.all().is_empty());
}

#[tokio::test]
async fn hostile_html_stays_inside_its_frame() {
    let mailbox = Arc::new(Mailbox::default());
    let raw =
        b"Subject: <script>alert(1)</script>\r\nContent-Type: text/html\r\n\r\n\"></iframe><script>alert(2)</script>";
    let message = Message::mail("x@y", vec!["a@b".into()], raw.to_vec());
    let id = message.id.clone();
    mailbox.put(message);
    let router = router(server("mail"), mailbox);
    let request = Request::get(format!("/messages/{id}")).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let page = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    assert!(!String::from_utf8_lossy(&page).contains("<script>"));
}

#[tokio::test]
async fn text_messages_are_caught_beside_the_mail() {
    let mailbox = Arc::new(Mailbox::default());
    let router = router(server("mail"), mailbox.clone());
    let send = |to: &str| {
        Request::post("/2010-04-01/Accounts/AC1/Messages.json")
            .header("authorization", "Basic QUMxOnNlY3JldA==")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("To={to}&From=%2B15005550006&Body=Your+code+is+123456")))
            .unwrap()
    };
    let sent = router.clone().oneshot(send("%2B351912555014")).await.unwrap();
    assert_eq!(sent.status(), StatusCode::CREATED);
    let refused = router.oneshot(send("912")).await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert_eq!(mailbox.all()[0].text.as_deref(), Some("Your code is 123456"));
}
