//! Can everything be called that has an awkward name, and is it sent under its own?

use crate::names::types::State;
use crate::names::{Client, ResponseHeaders, größen};
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn what_is_named_otherwise_keeps_its_name_on_the_wire() {
    let recorder = Recorder::new();
    let client = recorded!(Client::builder(), recorder).build().unwrap();

    let group: größen::Größen = client.größen();
    group.new().await.unwrap();
    assert_eq!(recorder.last().target, "/shapes/new");
    group.clone().await.unwrap();
    assert_eq!(recorder.last().target, "/shapes/clone");
    group.cmp("a").await.unwrap();
    assert_eq!(recorder.last().target, "/shapes/a/compare");

    recorder.answers([r#"{"state": "err", "nº": 1, "Δt": 0.5, "имя": "x", "größe": 2.0, "名前": "y"}"#]);
    let answer = group.measure().add("1").sub("2").not("3").ug(0.5).send().await.unwrap();
    assert_eq!(recorder.last().target, "/measures?add=1&sub=2&not=3&%C2%B5g=0.5");
    assert_eq!(
        (answer.new(), answer.from_scale(), answer.into_scale()),
        (None, None, None)
    );
    let measure = answer.into_inner();
    assert_eq!(measure.state, State::Err);
    assert_eq!(
        (measure.no, measure.delta_t, measure.größe),
        (Some(1), Some(0.5), Some(2.0))
    );
    assert_eq!(
        (measure.imya.as_deref(), measure.名前.as_deref()),
        (Some("x"), Some("y"))
    );
    assert_eq!("err".parse(), Ok(State::Err));
}
