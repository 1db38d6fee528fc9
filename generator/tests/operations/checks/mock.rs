//! Does a mock answer and tell in the types of the operations?

use openapi_runtime::blocking::{Wait, WaitEach};
use openapi_runtime::{ErrorKind, Mock, TransportErrorKind};

use crate::pagination::types::{Job, Page};
use crate::{all_bodies, pagination, responses};

#[tokio::test]
async fn answers_and_requests_have_the_types_of_their_operation() {
    use all_bodies::bodies::{GetNote, PutNote, PutNoteAsText};
    use all_bodies::types::Note;
    let mock = Mock::new();
    let client = all_bodies::Client::builder()
        .base_url("https://api.example/v1")
        .transport(mock.clone())
        .build()
        .unwrap();
    mock.on::<PutNote>().answer(()).status(409, &Note::new("taken"));
    mock.on::<PutNoteAsText>().answer(());
    client.bodies().put_note("a/b", Note::new("n")).await.unwrap();
    client.bodies().put_note_as_text("1", "5").await.unwrap();
    for _ in 0..2 {
        let error = client.bodies().put_note("2", Note::new("m")).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 409);
    }
    let seen = mock.requests::<PutNote>();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].path("id").as_deref(), Some("a/b"));
    assert_eq!(seen[0].body().unwrap(), Note::new("n"));
    assert_eq!(seen[2].body().unwrap(), Note::new("m"));
    assert_eq!(mock.requests::<PutNoteAsText>()[0].body().unwrap(), "5");

    let error = client.bodies().get_note("1", "png").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.to_string().contains("the mock has no answer for `get_note`"),
        "{error}"
    );
    assert_eq!(mock.requests::<GetNote>()[0].body().unwrap(), "png");
}

#[tokio::test]
async fn what_happens_over_a_network_happens_here() {
    use responses::jobs::{GetJob, GetLog, StartJob};
    use responses::types::Job;
    let mock = Mock::new();
    let client = responses::Client::builder().transport(mock.clone()).build().unwrap();
    mock.on::<GetJob>()
        .fail(TransportErrorKind::Connect)
        .answer_with(|request| Job::new(request.path("id").unwrap().parse().unwrap()));
    assert_eq!(client.jobs().get_job(7).await.unwrap(), Job::new(7));
    assert_eq!(mock.requests::<GetJob>().len(), 2);
    mock.on::<StartJob>().raw(202, "text/plain", "soon");
    let started = client.jobs().start_job().await.unwrap();
    assert_eq!(started, responses::jobs::StartJobResponse::Accepted("soon".to_owned()));
    mock.on::<GetLog>().answer("17".to_owned());
    assert_eq!(client.jobs().get_log(1).await.unwrap(), "17");
}

#[test]
fn what_the_document_shows_is_answered() {
    use responses::jobs::{GetJob, PutJob, StartJob, StartJobResponse};
    use responses::types::Job;
    let mock = Mock::new();
    let client = responses::Client::builder().transport(mock.clone()).build().unwrap();
    mock.on::<PutJob>().example();
    mock.on::<StartJob>().example();
    assert_eq!(client.jobs().put_job(1).wait().unwrap().id, 8);
    let started = client.jobs().start_job().wait().unwrap();
    assert_eq!(started, StartJobResponse::Ok(Job::new(9)));
    let nothing = std::panic::catch_unwind(|| mock.on::<GetJob>().example());
    let message = nothing.unwrap_err();
    assert_eq!(
        message.downcast_ref::<String>().unwrap(),
        "the document shows no answer of `get_job`"
    );
}

#[test]
fn who_is_not_asynchronous_waits() {
    use pagination::lists::ByCursor;
    let mock = Mock::new();
    let client = pagination::Client::builder().transport(mock.clone()).build().unwrap();
    let page = |id: i64, next: &str| Page::new([Job::new(id)], Some(next.to_owned()));
    mock.on::<ByCursor>()
        .answer(page(1, "a"))
        .answer(page(2, "b"))
        .answer(Page::new([Job::new(3)], None));
    let items = client.lists().by_cursor().items().wait_each();
    let ids: Vec<i64> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(client.lists().by_cursor().wait().unwrap().results, [Job::new(3)]);
    let seen = mock.requests::<ByCursor>();
    let cursors: Vec<_> = seen.iter().map(|request| request.query("cursor")).collect();
    assert_eq!(cursors, [None, Some("a".to_owned()), Some("b".to_owned()), None]);
}
