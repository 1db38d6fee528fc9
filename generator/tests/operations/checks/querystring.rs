//! Is a parameter that is the whole query sent as its pairs?

use crate::querystring;
use crate::recorder::Recorder;

#[tokio::test]
async fn the_whole_query_is_one_value() {
    use querystring::types::SearchCriteria;
    let recorder = Recorder::new();
    let client = querystring::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let tags = ["x".to_owned(), "y".to_owned()];
    let criteria = SearchCriteria::new("a&b").tags(tags).limit(5);
    client.finding().search().criteria(criteria).await.unwrap();
    assert_eq!(recorder.last().target, "/search?text=a%26b&tags=x&tags=y&limit=5");
}
