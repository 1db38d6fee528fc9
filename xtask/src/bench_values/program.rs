//! Reads and writes values of each shape, as the generated crate does, as `serde_derive` does, and as a branch alone does.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use subject::runtime::codegen::v1::{Value, json};
use subject::types;

const OBJECT: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","name":"Acme Corporation","note":null,"count":1234,"ratio":0.625,"isOpen":true,"tags":["gold","net-30","eu"],"home":{"city":"Springfield","street":"742 Evergreen Terrace","postalCode":"62704"},"lines":[{"sku":"A-100","quantity":3,"price":19.99},{"sku":"B-200","quantity":1,"price":249.5,"discount":0.1},{"sku":"C-300","quantity":12,"price":1.25}]}"#;
const ENUMS: &str = r#"["draft","open","paid","shipped","delivered","returned","cancelled","lost","paid","paid","open","draft"]"#;
const MAP: &str = r#"{"alpha":1,"beta":22,"delta":333,"epsilon":4444,"gamma":55555,"omega":666666,"sigma":7,"tau":88}"#;
const CAT: &str = r#"{"kind":"cat","name":"Tom","lives":9,"home":{"city":"Springfield","street":"742 Evergreen Terrace"}}"#;
const CAR: &str = r#"{"wheels":4,"name":"Beetle","home":{"city":"Springfield","street":"742 Evergreen Terrace"}}"#;
const BOAT: &str = r#"{"sails":2,"name":"Argo","home":{"city":"Springfield","street":"742 Evergreen Terrace"}}"#;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    id: uuid::Uuid,
    name: String,
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_open: Option<bool>,
    tags: Vec<String>,
    home: Address,
    lines: Vec<Line>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    city: String,
    street: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct Line {
    sku: String,
    quantity: i64,
    price: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<f64>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Draft,
    Open,
    Paid,
    Shipped,
    Delivered,
    Returned,
    Cancelled,
    Lost,
}

/// How long two ways are measured.
const PERIOD: Duration = Duration::from_millis(700);
/// A turn is short, so that most are not interrupted.
const TURN: u32 = 64;

fn main() {
    println!("| Shape | compared with | decode, by serde | by the SDK | encode, by serde | by the SDK |\n|---|---|---|---|---|---|");
    derived::<types::Object, Object>("object", OBJECT);
    derived::<types::Enums, Vec<Status>>("list of enums", ENUMS);
    derived::<types::Map, BTreeMap<String, i64>>("map", MAP);
    branch::<types::Tagged, types::Cat>("union by tag", CAT);
    branch::<types::ByConstant, types::Cat>("union by a constant", CAT);
    branch::<types::ByKeys, types::Car>("union by keys, the first branch", CAR);
    branch::<types::ByKeys, types::Boat>("union by keys, the last branch", BOAT);
    branch::<types::ByType, types::Boat>("union by type, an object", BOAT);
    branch::<types::ByType, String>("union by type, a string", r#""a text of some length, as they are""#);
}

fn derived<T, D>(shape: &str, text: &str)
where
    T: Value + Serialize + DeserializeOwned,
    D: Serialize + DeserializeOwned,
{
    row::<T, D>(shape, "`serde_derive`", text, by_serde::<D>, serde_json::to_vec);
}

/// A branch is read and written in the way that its union is.
fn branch<T, B>(shape: &str, text: &str)
where
    T: Value + Serialize + DeserializeOwned,
    B: Value + Serialize + DeserializeOwned,
{
    row::<T, B>(shape, "the branch alone", text, sdk_read::<B>, |value| json::encode(value));
}

fn row<T, O>(
    shape: &str,
    other: &str,
    text: &str,
    read_other: fn(&[u8]) -> O,
    write_other: fn(&O) -> serde_json::Result<Vec<u8>>,
) where
    T: Value + Serialize + DeserializeOwned,
    O: Serialize + DeserializeOwned,
{
    let one: T = serde_json::from_str(text).unwrap();
    let two: O = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&one).unwrap(), text);
    assert_eq!(serde_json::to_string(&two).unwrap(), text);
    let text = text.as_bytes();
    let decode = ratio(
        || drop(black_box(by_serde::<T>(black_box(text)))),
        || drop(black_box(by_serde::<O>(black_box(text)))),
    );
    let read = ratio(
        || drop(black_box(sdk_read::<T>(black_box(text)))),
        || drop(black_box(read_other(black_box(text)))),
    );
    let encode = ratio(
        || drop(black_box(serde_json::to_vec(black_box(&one)))),
        || drop(black_box(serde_json::to_vec(black_box(&two)))),
    );
    let write = ratio(
        || drop(black_box(json::encode(black_box(&one)))),
        || drop(black_box(write_other(black_box(&two)))),
    );
    println!("| {shape} | {other} | {decode} | {read} | {encode} | {write} |");
}

fn by_serde<T: DeserializeOwned>(text: &[u8]) -> T {
    serde_json::from_slice(text).unwrap()
}

/// As the SDK itself reads an answer.
fn sdk_read<T: Value>(text: &[u8]) -> T {
    let mut value = T::blank();
    json::decode(&mut value, text).unwrap();
    value
}

/// The least time of one beside the least of the other, in turns.
fn ratio(one: impl Fn(), two: impl Fn()) -> String {
    let mut least = [f64::INFINITY; 2];
    let start = Instant::now();
    while start.elapsed() < PERIOD {
        for (least, way) in least.iter_mut().zip([&one as &dyn Fn(), &two]) {
            let turn = Instant::now();
            for _ in 0..TURN {
                way();
            }
            *least = least.min(turn.elapsed().as_secs_f64() * 1e9 / f64::from(TURN));
        }
    }
    format!("{:.2} ({:.0} and {:.0} ns)", least[0] / least[1], least[0], least[1])
}
