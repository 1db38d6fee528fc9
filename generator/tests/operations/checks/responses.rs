//! Are answers read by their status and type?

use crate::recorder::{Recorder, recorded};
use crate::responses;

#[tokio::test]
async fn answers_are_read_by_their_status_and_type() {
    use responses::jobs::StartJobResponse;
    use responses::types::Job;
    let recorder = Recorder::new();
    let client = recorded!(responses::Client::builder(), recorder).build().unwrap();
    let jobs = client.jobs();

    let table = [
        (
            200,
            "application/json",
            r#"{"id": 1}"#,
            StartJobResponse::Ok(Job::new(1)),
        ),
        (
            202,
            "text/plain",
            "in a while",
            StartJobResponse::Accepted("in a while".to_owned()),
        ),
        (204, "", "", StartJobResponse::NoContent),
        (206, "image/png", "png", StartJobResponse::Status2xx("png".into())),
    ];
    for (status, content_type, body, expected) in table {
        recorder.answer(status, content_type, body);
        assert_eq!(jobs.start_job().await.unwrap(), expected);
        assert_eq!(jobs.start_job().send().await.unwrap().status().as_u16(), status);
    }
    assert_eq!(
        recorder.last().header("accept"),
        Some("application/json, text/plain, */*")
    );

    assert_eq!(
        jobs.next_job().await.unwrap_err().kind(),
        openapi_runtime::ErrorKind::Decode
    );
    recorder.answer(200, "application/json", r#"{"id": 1}"#);
    assert_eq!(jobs.next_job().await.unwrap(), Some(Job::new(1)));
    assert_eq!(jobs.get_job(1).await.unwrap(), Job::new(1));
    assert_eq!(jobs.put_job(1).await.unwrap(), Job::new(1));
    recorder.answer(204, "", "");
    assert_eq!(jobs.next_job().await.unwrap(), None);
    recorder.answer(409, "application/json", r#"{"id": 2}"#);
    let error = jobs.get_job(1).await.unwrap_err();
    assert_eq!(error.body(), Some(responses::ErrorBody::Job(Job::new(2))));

    recorder.answer(200, "application/scim+json", r#"{"id": 3}"#);
    assert_eq!(jobs.get_resource(1).await.unwrap(), Job::new(3));
    assert_eq!(recorder.last().header("accept"), Some("application/scim+json"));
    assert_eq!(jobs.put_resource(1).await.unwrap(), Job::new(3));
    assert_eq!(recorder.last().header("accept"), Some("application/json, */*;q=0.1"));
    assert_eq!(jobs.read_resource(1).await.unwrap(), r#"{"id": 3}"#);
    assert_eq!(recorder.last().header("accept"), Some("*/*"));

    recorder.answer(200, "text/plain; charset=utf-8", "17");
    assert_eq!(jobs.get_log(1).await.unwrap(), "17");
    assert_eq!(jobs.count_log(1).await.unwrap(), 17);
    assert_eq!(jobs.get_image(1).await.unwrap(), "17");
}

#[tokio::test]
async fn declared_headers_are_read_of_responses_and_errors() {
    use responses::ResponseHeaders;
    let recorder = Recorder::new();
    let client = recorded!(responses::Client::builder(), recorder).build().unwrap();
    recorder.headers("x-ratelimit-remaining: 7\r\netag: \"e\"\r\nrequest-id: r\r\n");
    recorder.answer(200, "application/json", r#"{"id": 1}"#);
    let response = client.jobs().next_job().send().await.unwrap();
    assert_eq!(response.x_ratelimit_remaining(), Some(7));
    assert_eq!(response.etag().as_deref(), Some("\"e\""));
    assert_eq!(response.request_id_().as_deref(), Some("r"));
    recorder.answer(404, "", "");
    let error = client.jobs().next_job().await.unwrap_err();
    assert_eq!(error.x_ratelimit_remaining(), Some(7));
}
