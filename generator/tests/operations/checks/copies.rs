//! Are schemas one type that are copies of one another?

use crate::copies::types::{GetMarksResponseFirst, ListShelvesOrder, Note, Ribbon, Shelf, ShelfBooksItem, ShelfInput};
use crate::copies::{Client, ErrorBody};
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn what_is_copied_is_the_component() {
    let recorder = Recorder::new();
    let client = recorded!(Client::builder(), recorder).build().unwrap();

    recorder.answers([r#"[{"id": 1, "books": [{"title": "a"}]}]"#]);
    let shelves: Vec<Shelf> = client.list_shelves().order(ListShelvesOrder::Desc).await.unwrap();
    let books: Vec<ShelfBooksItem> = shelves[0].books.clone();
    assert_eq!(recorder.last().target, "/shelves?order=desc");

    recorder.answers([r#"{"id": 2, "books": []}"#]);
    let shelf: Shelf = client.create_shelf(ShelfInput::new(books)).await.unwrap();
    assert_eq!(shelf.id, 2);
    assert_eq!(recorder.last().text(), r#"{"books":[{"title":"a"}]}"#);

    recorder.answers([r#"[{"title": "a"}]"#]);
    client.list_books().order(ListShelvesOrder::Asc).await.unwrap();
}

#[tokio::test]
async fn what_may_be_a_copy_of_two_is_neither() {
    let recorder = Recorder::new();
    let client = recorded!(Client::builder(), recorder).build().unwrap();
    recorder.answers([r#"{"first": {"page": 1}, "second": {"page": 2}, "ribbon": {"page": 3}, "note": {"page": 4}}"#]);
    let marks = client.get_marks().await.unwrap();
    let own: [GetMarksResponseFirst; 2] = [marks.first, marks.second];
    let (ribbon, note): (Option<Ribbon>, Option<Note>) = (marks.ribbon, marks.note);
    assert_eq!(own.map(|mark| mark.page), [1, 2]);
    assert_eq!(
        (ribbon.map(|ribbon| ribbon.page), note.map(|note| note.page)),
        (Some(3), Some(4))
    );
}

/// There is no other variant than that of the first, so that no other pattern is asked for.
#[test]
fn equal_errors_are_one() {
    fn message(ErrorBody::ListShelvesError404(body): ErrorBody) -> Option<String> {
        body.message
    }
    let _: fn(ErrorBody) -> Option<String> = message;
}
