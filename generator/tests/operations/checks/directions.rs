//! Is what is sent what a schema says is sent, where that differs from what is received?

use crate::directions;
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn what_only_the_server_sets_is_not_sent() {
    use directions::types::{Note, TeamInput, UserInput};
    let recorder = Recorder::new();
    let client = recorded!(directions::Client::builder(), recorder).build().unwrap();

    recorder.answers([r#"{"id": 1, "name": "a", "team": {"members": []}}"#]);
    let user = client.create_user(UserInput::new("a", "secret")).await.unwrap();
    assert_eq!((user.id, user.password), (1, None));
    assert_eq!(recorder.last().text(), r#"{"name":"a","password":"secret"}"#);

    recorder.answers([r#"{"members": [{"id": 1, "name": "a"}]}"#]);
    let members = vec![UserInput::new("a", "b").team(TeamInput::new([]))];
    let team = client.put_teams(vec![TeamInput::new(members)]).await.unwrap();
    assert_eq!(team.members[0].id, 1);

    recorder.answers([r#"{"text": "a", "author": {"id": 1, "name": "a"}}"#]);
    let note = client.create_note(Note::new("a")).await.unwrap();
    assert_eq!(note.author.map(|author| author.id), Some(1));
}
