//! Do parameters go where they belong?

use crate::parameters;
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn parameters_go_where_they_belong() {
    use parameters::types::{Filter, FilterCreated, Shade};
    let recorder = Recorder::new();
    let client = recorded!(parameters::Client::builder(), recorder)
        .apiversion(20_230_501)
        .build()
        .unwrap();
    let colors = ["blue", "black"].map(str::to_owned).to_vec();
    let shade = Shade::new(1).g(2);
    client
        .colors()
        .get_color(colors.clone(), shade.clone(), "a/b")
        .limit(5)
        .id_query("q")
        .session("s;t")
        .await
        .unwrap();
    let seen = recorder.last();
    assert_eq!(seen.target, "/colors/.blue,black;r=1;g=2/a%2Fb.json?limit=5&id=q");
    assert_eq!(seen.header("apiversion"), Some("20230501"));
    assert_eq!(seen.header("cookie"), Some("session=s%3Bt"));

    let created = FilterCreated::new().gte("2024-02-29".parse::<openapi_runtime::chrono::NaiveDate>().unwrap());
    let filter = Filter::new().created(created).kinds(["warm".into(), "x".into()]);
    client
        .colors()
        .search(filter.clone())
        .tags(colors.clone())
        .words(colors.clone())
        .many(colors)
        .joined([1, 2])
        .url("https://a.example/?b")
        .where_(filter)
        .x_shade(shade)
        .apiversion(1)
        .await
        .unwrap();
    let seen = recorder.last();
    let target = seen.target.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        target,
        "/search?filter[created][gte]=2024-02-29&filter[kinds][]=warm&filter[kinds][]=x&tags=blue%7Cblack\
         &words=blue%20black&many=blue&many=black&joined=1,2&url=https://a.example/?b\
         &where=%7B%22created%22%3A%7B%22gte%22%3A%222024-02-29%22%7D%2C%22kinds%22%3A[%22warm%22%2C%22x%22]%7D"
    );
    assert_eq!(seen.header("x-shade"), Some("r=1,g=2"));
    assert_eq!(seen.header("apiversion"), Some("1"));
}

#[tokio::test]
async fn a_path_may_hold_a_query_and_a_fragment() {
    let recorder = Recorder::new();
    let client = recorded!(parameters::Client::builder(), recorder).build().unwrap();
    let colors = client.colors();
    colors.get_message("a/b?c#d").await.unwrap();
    colors.get_message("a").limit(5).await.unwrap();
    colors.get_draft("a/b?c#d").await.unwrap();
    colors.get_draft("a").limit(5).await.unwrap();
    let expected = [
        "/messages/a%2Fb%3Fc%23d?beta=true",
        "/messages/a?beta=true&limit=5",
        "/messages/a%2Fb%3Fc%23d",
        "/messages/a?limit=5",
    ];
    assert_eq!(recorder.targets(), expected);
}
