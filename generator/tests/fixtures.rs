//! Do the types of the fixtures compile without a warning, and read and write what their schemas say?

#![deny(warnings)]
#![allow(
    unreachable_pub,
    reason = "a test has no outside, and the modules are those of a library"
)]

use openapi_runtime::serde_json::{self, Value, json};
use serde::{Serialize, de::DeserializeOwned};

#[rustfmt::skip]
#[path = "fixtures/all-of/types.rs"]
pub mod all_of;
#[rustfmt::skip]
#[path = "fixtures/all-of-others/types.rs"]
pub mod all_of_others;
#[rustfmt::skip]
#[path = "fixtures/any-of-at-once/types.rs"]
pub mod any_of_at_once;
#[rustfmt::skip]
#[path = "fixtures/constants/types.rs"]
pub mod constants;
#[rustfmt::skip]
#[path = "fixtures/defaults/types.rs"]
pub mod defaults;
#[rustfmt::skip]
#[path = "fixtures/deprecated/types.rs"]
pub mod deprecated;
#[rustfmt::skip]
#[path = "fixtures/enum-of-scalars/types.rs"]
pub mod enum_of_scalars;
#[rustfmt::skip]
#[path = "fixtures/foreign-types/types.rs"]
pub mod foreign_types;
#[rustfmt::skip]
#[path = "fixtures/hostile-words/types.rs"]
pub mod hostile_words;
#[rustfmt::skip]
#[path = "fixtures/inherited-inline/types.rs"]
pub mod inherited_inline;
#[rustfmt::skip]
#[path = "fixtures/made-by-place/types.rs"]
pub mod made_by_place;
#[rustfmt::skip]
#[path = "fixtures/large-values/types.rs"]
pub mod large_values;
#[rustfmt::skip]
#[path = "fixtures/maps/types.rs"]
pub mod maps;
#[rustfmt::skip]
#[path = "fixtures/names/types.rs"]
pub mod names;
#[rustfmt::skip]
#[path = "fixtures/open-enum/types.rs"]
pub mod open_enum;
#[rustfmt::skip]
#[path = "fixtures/overrides/types.rs"]
pub mod overrides;
#[rustfmt::skip]
#[path = "fixtures/patterns/types.rs"]
pub mod patterns;
#[rustfmt::skip]
#[path = "fixtures/recursion/types.rs"]
pub mod recursion;
#[rustfmt::skip]
#[path = "fixtures/reference-with-siblings/types.rs"]
pub mod reference_with_siblings;
#[rustfmt::skip]
#[path = "fixtures/references-by-identifier/types.rs"]
pub mod references_by_identifier;
#[rustfmt::skip]
#[path = "fixtures/references-by-way/types.rs"]
pub mod references_by_way;
#[rustfmt::skip]
#[path = "fixtures/required-and-nullable/types.rs"]
pub mod required_and_nullable;
#[rustfmt::skip]
#[path = "fixtures/scalars/types.rs"]
pub mod scalars;
#[rustfmt::skip]
#[path = "fixtures/several-types/types.rs"]
pub mod several_types;
#[rustfmt::skip]
#[path = "fixtures/spellings-of-null/types.rs"]
pub mod spellings_of_null;
#[rustfmt::skip]
#[path = "fixtures/three-states/types.rs"]
pub mod three_states;
#[rustfmt::skip]
#[path = "fixtures/tuples/types.rs"]
pub mod tuples;
#[rustfmt::skip]
#[path = "fixtures/union-as-enum/types.rs"]
pub mod union_as_enum;
#[rustfmt::skip]
#[path = "fixtures/union-by-constant/types.rs"]
pub mod union_by_constant;
#[rustfmt::skip]
#[path = "fixtures/union-by-keys/types.rs"]
pub mod union_by_keys;
#[rustfmt::skip]
#[path = "fixtures/union-by-tag/types.rs"]
pub mod union_by_tag;
#[rustfmt::skip]
#[path = "fixtures/union-by-type/types.rs"]
pub mod union_by_type;
#[rustfmt::skip]
#[path = "fixtures/union-in-all-of/types.rs"]
pub mod union_in_all_of;
#[rustfmt::skip]
#[path = "fixtures/union-in-place/types.rs"]
pub mod union_in_place;
#[rustfmt::skip]
#[path = "fixtures/union-of-many/types.rs"]
pub mod union_of_many;
#[rustfmt::skip]
#[path = "fixtures/union-with-values/types.rs"]
pub mod union_with_values;
#[rustfmt::skip]
#[path = "fixtures/validate/types.rs"]
pub mod validate;

/// A type that the runtime knows nothing of.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// How much.
    pub cents: i64,
    /// Of what.
    pub currency: String,
}

/// Reads the value and writes it again.
fn through<T: DeserializeOwned + Serialize>(value: Value) -> Value {
    serde_json::to_value(read::<T>(value)).unwrap()
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn refused<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    serde_json::from_value::<T>(value).unwrap_err().to_string()
}

fn round_trips<T: DeserializeOwned + Serialize>(values: impl IntoIterator<Item = Value>) {
    for value in values {
        assert_eq!(through::<T>(value.clone()), value);
    }
}

#[test]
fn three_states_are_three_things_to_say() {
    use crate::three_states::Update;
    round_trips::<Update>([
        json!({}),
        json!({ "email": null }),
        json!({ "email": "a@b.c", "age": null, "name": "x" }),
        json!({ "note": null }),
        json!({ "note": [null] }),
    ]);
    let update = Update::new().name("x").clear_email();
    assert_eq!(
        serde_json::to_value(&update).unwrap(),
        json!({ "email": null, "name": "x" })
    );
    assert!(update.email_is_null() && !update.age_is_null());
    assert_eq!(
        serde_json::to_value(update.email("a@b.c")).unwrap(),
        json!({ "email": "a@b.c", "name": "x" })
    );
    assert_eq!(Update::new().clear_email().email("a@b.c"), Update::new().email("a@b.c"));
    assert_ne!(Update::new().clear_email(), Update::new());
    // Not nullable: `null` says no more than that it is absent, and is not written.
    assert_eq!(through::<Update>(json!({ "name": null })), json!({}));
}

#[test]
fn what_is_required_and_nullable_is_always_written() {
    use crate::required_and_nullable::Invoice;
    round_trips::<Invoice>([
        json!({ "number": "1", "due_date": null, "note": null }),
        json!({ "number": "1", "due_date": "2026-02-28", "note": [1, { "a": null }], "total": 1.5 }),
    ]);
    let invoice: Invoice = read(json!({ "number": "1", "note": 1 }));
    assert_eq!(serde_json::to_value(invoice).unwrap()["due_date"], Value::Null);
    assert!(refused::<Invoice>(json!({ "note": 1 })).contains("number"));
    let error = refused::<Invoice>(json!({ "number": "1", "due_date": "soon", "note": 1 }));
    assert!(error.starts_with("due_date: "), "{error}");
}

#[test]
fn every_spelling_of_null_is_one_fact() {
    use crate::spellings_of_null::Spellings;
    let names = ["by_type", "by_any_of", "by_one_of", "by_enum", "by_reference", "nested"];
    for name in names {
        round_trips::<Spellings>([json!({ name: null })]);
    }
    round_trips::<Spellings>([json!({ "in_a_list": [1, null], "by_reference": 3, "by_enum": "a" })]);
}

#[test]
fn a_default_is_there_when_nothing_else_is() {
    use crate::defaults::Settings;
    let settings: Settings = read(json!({}));
    assert_eq!(
        (settings.tags, settings.enabled, settings.retries),
        (Some(vec![]), Some(true), 3)
    );
    let unset = serde_json::to_value(Settings::new(5)).unwrap();
    assert_eq!(unset, json!({ "retries": 5 }));
    round_trips::<Settings>([json!({ "tags": ["a"], "enabled": null, "retries": 1 })]);
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    use crate::open_enum::{Operator, Order};
    let operators = ["==", "<=", "", "unknown", "in", "like"].map(|text| json!(text));
    round_trips::<Operator>(operators);
    assert_eq!(read::<Order>(json!("ASC")), Order::AscUpper);
    assert_eq!(read::<Operator>(json!("like")), Operator::Unknown("like".to_owned()));
}

#[test]
fn an_enum_is_of_whatever_scalars_it_lists() {
    use crate::enum_of_scalars::{Channel, ChannelEither, Kind, Limit, Message, Priority, Quoted, Ratio};
    round_trips::<Priority>([json!(0), json!(-1), json!(7)]);
    assert_eq!(read::<Priority>(json!(1)), Priority::High);
    assert_eq!((Priority::Low.value(), Priority::from(3)), (-1, Priority::Unknown(3)));
    round_trips::<Ratio>([json!(0.5), json!(1), json!(0.75), json!("half")]);
    round_trips::<Option<Limit>>([json!("all"), json!(10), json!(true), json!(11), json!(null)]);
    assert_eq!(read::<Quoted>(json!("2.5")), Quoted::_25);
    let channel = Channel::new(Kind::Voice).priority(2).limit(Limit::_10);
    let expected = json!({ "kind": 2, "size": 1.5, "priority": 2, "limit": 10 });
    assert_eq!(serde_json::to_value(channel).unwrap(), expected);
    assert_eq!(
        read::<Channel>(json!({ "kind": 0, "size": 1.5 })).priority,
        Some(Priority::High)
    );
    round_trips::<ChannelEither>([json!(404), json!(2), json!(2.5)]);
    assert!(matches!(read(json!(2)), ChannelEither::Kind(Kind::Voice)));
    assert!(matches!(read(json!({ "kind": 2, "words": "a" })), Message::Voice(_)));
}

#[test]
fn a_union_is_decided_by_the_narrowest_type_that_fits() {
    use crate::union_by_type::{Amount, Id, LocItem};
    let locs: crate::union_by_type::Loc = read(json!(["body", 7]));
    assert_eq!(locs, [LocItem::from("body".to_owned()), LocItem::from(7)]);
    let id: Id = read(json!("5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10"));
    assert!(matches!(id, Id::Uuid(_)), "{id:?}");
    round_trips::<Id>([
        json!("x"),
        json!(1.5),
        json!("5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10"),
        json!([true]),
    ]);
    round_trips::<Amount>([json!("1.10"), json!(7), json!({ "value": "x" }), json!(null)]);
}

#[test]
fn a_tag_decides_whether_or_not_the_branch_has_it() {
    use crate::union_by_tag::{Actions, Cat, Dog, Input, Kennel, Pet, Ride};
    round_trips::<Actions>([
        json!({ "type": "reboot" }),
        json!({ "type": "rename", "name": "a" }),
        json!({ "type": "resize", "size": 2 }),
    ]);
    assert!(matches!(read(json!({ "type": "reboot" })), Actions::Action(_)));
    assert!(matches!(
        read(json!({ "type": "rename", "name": "a" })),
        Actions::Rename(_)
    ));
    assert!(matches!(read(json!({ "type": "resize" })), Actions::Resize(_)));
    round_trips::<Pet>([
        json!({ "kind": "cat", "lives": 9 }),
        json!({ "kind": "lion" }),
        json!({ "kind": "Dog", "name": "Rex" }),
        json!({ "kind": "parrot", "wings": 2, "color": "green" }),
        json!({ "kind": "eagle", "wings": 2 }),
        json!({ "kind": "eel", "length": 1.5 }),
        json!({ "kind": "cat", "lives": "many" }),
    ]);
    round_trips::<Kennel>([json!({ "pet": null }), json!({ "pet": { "kind": "Dog" } })]);
    assert!(matches!(read(json!({ "kind": "lion" })), Pet::Cat(_)));
    assert!(matches!(read(json!({ "kind": "eagle" })), Pet::Eagle(_)));
    let lion: Pet = read(json!({ "kind": "lion", "lives": 9 }));
    assert!(lion.as_dog().is_none() && lion.as_cat().is_some_and(|cat| cat.lives == Some(9)));
    assert_eq!(lion.into_cat().map(|cat| cat.kind), Some("lion".to_owned()));
    let inputs = [
        json!({ "type": "resize", "size": 2 }),
        json!({ "type": "reference", "id": "1" }),
        json!({ "type": null, "id": "1" }),
        json!({ "id": "1" }),
        json!({ "type": "other", "id": "1" }),
    ];
    round_trips::<Input>(inputs.clone());
    let [resize, others @ .., unknown] = inputs.map(read::<Input>);
    assert!(matches!(resize, Input::Actions(Actions::Resize(_))));
    assert!(others.iter().all(|input| matches!(input, Input::Reference(_))));
    assert!(matches!(unknown, Input::Unknown(_)));
    round_trips::<Ride>([
        json!({ "kind": "car", "doors": 3 }),
        json!({ "kind": "bike", "gears": 7 }),
    ]);
    assert!(matches!(read(json!({ "kind": "bike" })), Ride::Bike(_)));
    assert!(matches!(read(json!({ "kind": "car" })), Ride::Car(_)));
    assert!(matches!(read(json!({ "kind": "van" })), Ride::Car(_)));
    assert_eq!(
        serde_json::to_value(Pet::from(Dog::new())).unwrap(),
        json!({ "kind": "Dog" })
    );
    assert_eq!(
        serde_json::to_value(Pet::from(Cat::new("lion"))).unwrap(),
        json!({ "kind": "lion" })
    );
}

#[test]
fn keys_decide_where_nothing_else_does() {
    use crate::union_by_keys::{Anything, Payment};
    let values = [
        json!({ "number": "4", "name": "x" }),
        json!({ "text": "hi" }),
        json!({ "iban": "DE", "name": "x" }),
        json!({ "name": "x" }),
        json!({ "number": 4 }),
    ];
    let [card, note, transfer, name, neither] = values.clone().map(read::<Payment>);
    assert!(matches!(card, Payment::Card(_)), "{card:?}");
    assert!(matches!(note, Payment::Note(_)), "{note:?}");
    assert!(matches!(transfer, Payment::Transfer(_)), "{transfer:?}");
    assert!(matches!(name, Payment::Note(_)), "{name:?}");
    assert!(matches!(neither, Payment::Unknown(_)), "{neither:?}");
    round_trips::<Payment>(values);
    round_trips::<Anything>([
        json!({ "text": "a" }),
        json!({ "b": [1] }),
        json!(["a"]),
        json!([1]),
        json!({}),
    ]);
}

#[test]
fn lists_are_told_apart_by_their_elements() {
    use crate::union_by_keys::Lists;
    let values = [
        json!([{ "name": "a" }, { "name": "b", "cvc": "1" }]),
        json!([{ "name": "a" }, { "text": "b" }]),
        json!([]),
        json!([1]),
    ];
    let [cards, notes, ..] = values.clone().map(read::<Lists>);
    assert!(matches!((cards, notes), (Lists::CardList(_), Lists::NoteList(_))));
    round_trips::<Lists>(values);
}

#[test]
fn the_values_that_an_enum_knows_decide() {
    use crate::union_by_keys::{Condition, Match, MatchOperator};
    let values = [
        json!({ "operator": "LT" }),
        json!({ "operator": "IS" }),
        json!({ "operator": "LT", "parts": [{ "operator": "LIKE" }, { "operator": "LT" }] }),
        json!({ "operator": "NEAR" }),
    ];
    let [less, is, nested, near] = values.clone().map(read::<Condition>);
    assert!(matches!((less, is), (Condition::Compare(_), Condition::Match(_))));
    assert!(matches!(nested, Condition::Compare(_)));
    let unknown = MatchOperator::Unknown("NEAR".to_owned());
    assert_eq!(near, Condition::Match(Match::new(unknown)));
    round_trips::<Condition>(values);
}

#[test]
fn nobody_has_to_say_the_tag_of_a_branch_that_is_written_in_its_union() {
    use crate::union_in_place::{Address, AddressLocker, AddressStreet};
    let [street, locker] = [
        Address::from(AddressStreet::new("Ulm")),
        Address::from(AddressLocker::new(7)),
    ];
    assert_eq!(
        serde_json::to_value(street).unwrap(),
        json!({ "kind": "street", "city": "Ulm" })
    );
    assert_eq!(
        serde_json::to_value(locker).unwrap(),
        json!({ "kind": "locker", "number": 7 })
    );
    let other = json!({ "kind": "box", "number": 7 });
    assert!(matches!(read(other.clone()), Address::Locker(_)));
    round_trips::<Address>([other, json!({ "kind": "shelf", "number": 7 })]);
}

#[test]
fn values_that_are_written_in_a_union_are_its_variants() {
    use crate::union_with_values::{Fit, Model, Plan, PlanEmpty, PlanMetadata, Size, ToolChoice};
    let plan: Plan = read(json!({ "choice": "auto", "metadata": "", "empty": { "at": 1 } }));
    assert_eq!(plan.choice, ToolChoice::AutoLower);
    assert_eq!(plan.model, Some(Model::Large));
    assert_eq!(plan.metadata, Some(PlanMetadata::Empty));
    assert!(matches!(plan.empty, Some(PlanEmpty::EmptyMixed(_))));
    assert_eq!(read::<Model>(json!("large")), Model::Large);
    assert_eq!(read::<Model>(json!("huge")), Model::from("huge".to_owned()));
    assert_eq!(read::<Fit>(json!("s")), Fit::from(Size::S));
    assert!(matches!(read(json!("most")), ToolChoice::Unknown(_)));
    round_trips::<Plan>([
        json!({ "choice": "none", "metadata": { "a": "b" }, "empty": null, "model": "small" }),
        json!({ "choice": { "name": "sum" }, "metadata": "", "empty": "full", "model": "large" }),
        json!({ "choice": "AUTO", "metadata": "all", "model": "tiny" }),
    ]);
}

#[test]
fn constants_and_enums_decide_without_a_discriminator() {
    use crate::union_by_constant::{Event, Item};
    let values = [
        json!({ "type": "created", "id": "1" }),
        json!({ "type": "expired", "id": "1" }),
    ];
    let [created, ended] = values.clone().map(read::<Event>);
    assert!(matches!(created, Event::Created(_)) && matches!(ended, Event::Ended(_)));
    round_trips::<Event>(values.clone());
    round_trips::<Event>([json!({ "type": "moved", "id": "1" })]);
    round_trips::<Item>(values);
    assert!(matches!(read(json!({ "type": "other" })), Item::Other(_)));
    assert!(matches!(read(json!({ "type": "moved" })), Item::Unknown(_)));
}

#[test]
fn what_is_large_is_not_held_by_value() {
    use crate::large_values::{Either, Holder, Large, Medium, Small};
    let small = Small::new("n", "e", "s", "w");
    assert!(size_of::<Large>() > 2048 && size_of::<Medium>() < 2048 && size_of::<Holder>() < 2048);
    let large = Large::new().a(Medium::new().f(small.clone()));
    let holder = Holder::new(small.clone(), large.clone()).other(large.clone());
    assert_eq!(holder.other.as_deref(), Some(&large));
    round_trips::<Holder>([serde_json::to_value(&holder).unwrap()]);
    let either = Either::from(large.clone());
    assert_eq!((either.as_large(), either.as_small()), (Some(&large), None));
    assert_eq!(either.into_large(), Some(large));
    assert_eq!(Either::from(small.clone()).into_small(), Some(small));
}

#[test]
fn a_union_of_a_hundred_and_more_finds_each_of_its_branches() {
    use crate::union_of_many::{ByKeys, Tagged};
    for number in 1..=124 {
        let (name, key) = (format!("Event{number:03}"), format!("f{number:03}"));
        let event = json!({ "id": "a", key: number });
        round_trips::<ByKeys>([event.clone()]);
        let found = format!("{:?}", read::<ByKeys>(event.clone()));
        assert!(found.starts_with(&format!("{name}(")), "{found}");

        let mut tagged = event;
        tagged["kind"] = name.clone().into();
        round_trips::<Tagged>([tagged.clone()]);
        let found = format!("{:?}", read::<Tagged>(tagged.clone()));
        assert!(found.starts_with(&format!("{name}(")), "{found}");
        // The tag leads to a branch whatever the keys look like.
        tagged["kind"] = "Event125".into();
        assert!(matches!(read::<Tagged>(tagged), Tagged::Unknown(_)));
    }
    assert!(matches!(read::<ByKeys>(json!({ "id": "a" })), ByKeys::Unknown(_)));
}

#[test]
fn an_object_beside_a_union_is_in_each_of_its_branches() {
    use crate::union_in_all_of::{Account, Child, Contact, Parent, Payment, Shape};
    let bank = json!({ "id": "1", "iban": "DE" });
    assert!(matches!(read(bank.clone()), Account::Bank(_)));
    round_trips::<Account>([bank, json!({ "id": "1", "address": "0x" }), json!({ "iban": "DE" })]);
    round_trips::<Shape>([
        json!({ "color": "red", "radius": 1.5 }),
        json!({ "color": "red", "side": 2.5 }),
    ]);
    assert!(matches!(read(json!({ "color": "red", "side": 2.5 })), Shape::Square(_)));
    round_trips::<Contact>([json!({ "mail": "a" }), json!({ "mail": "a", "phone": "1" })]);
    round_trips::<Child>([json!({ "kind": "Child", "toys": 3 })]);
    round_trips::<Parent>([
        json!({ "kind": "Child", "toys": 3 }),
        json!({ "kind": "Sibling", "age": 3 }),
    ]);
    round_trips::<Payment>([
        json!({ "kind": "bank", "to": { "name": "Ada", "iban": "DE" } }),
        json!({ "kind": "card", "to": { "name": "Ada" } }),
    ]);
}

#[test]
fn what_stands_beside_a_reference_adds_to_it() {
    use crate::reference_with_siblings::{BaseNote, User, UserExtended};
    let id = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10";
    round_trips::<User>([
        json!({ "described": id, "typed": id, "wrapped": { "id": id } }),
        json!({ "extended": { "id": id, "note": "a", "more": true } }),
    ]);
    let extended = UserExtended::new(id.parse().unwrap()).more(true);
    assert_eq!(extended.note(BaseNote::A).more, Some(true));
}

#[test]
fn a_union_of_strings_is_an_enum() {
    use crate::union_as_enum::{Color, Either, Model, Nested, Sized};
    round_trips::<Model>([json!("small"), json!("huge")]);
    assert_eq!(read::<Color>(json!("red")), Color::Red);
    round_trips::<Sized>([json!({ "model": "x" }), json!({ "model": null })]);
    let values = ["large", "blue", "green"].map(|text| json!(text));
    let [large, blue, green] = values.clone().map(read::<Either>);
    assert!(matches!(large, Either::Model(Model::Large)) && matches!(blue, Either::Color(Color::Blue)));
    assert_eq!(green, Either::Model(Model::Unknown("green".to_owned())));
    round_trips::<Either>(values);
    round_trips::<Option<Nested>>([
        json!(1),
        json!(true),
        json!([1]),
        json!(["a"]),
        json!([1, "a"]),
        json!(null),
    ]);
}

#[test]
fn a_constant_is_written_and_never_asked_for() {
    use crate::constants::{Constants, Nothing, Only};
    let expected = json!({ "kind": "charge", "version": 2, "live": true, "amount": 7, "parent": null });
    assert_eq!(serde_json::to_value(Nothing::new()).unwrap(), json!({ "parent": null }));
    assert_eq!(serde_json::to_value(Constants::new(7)).unwrap(), expected);
    assert_eq!(
        serde_json::to_value(Only::default()).unwrap(),
        json!({ "kind": "only" })
    );
    round_trips::<Constants>([
        expected,
        json!({ "kind": "refund", "version": 3, "live": false, "amount": 1, "unit": "cent", "parent": null }),
    ]);
}

#[test]
fn what_holds_itself_is_boxed_where_it_has_to_be() {
    use crate::recursion::{Endless, Itself, Node, Tree};
    round_trips::<Node>([json!({ "next": { "next": {}, "children": [{}, { "children": [] }] } })]);
    round_trips::<Tree>([json!([[], [[]]])]);
    round_trips::<Endless>([json!({}), json!({ "other": {} })]);
    round_trips::<Itself>([json!("a"), json!(7), json!([{}])]);
}

#[test]
fn names_are_their_own_on_the_wire() {
    use crate::names::{CustomerConnector, Option, String};
    round_trips::<CustomerConnector>([
        json!({ "type": "a", "zipCode": "b", "+1": 1, "-1": -1, "a-b": "c", "a_b": "d", "new": true, "explicit_nulls": false }),
    ]);
    assert_eq!(
        serde_json::to_value(CustomerConnector::new().plus_1(3).new_(true)).unwrap(),
        json!({ "+1": 3, "new": true })
    );
    round_trips::<Option>([json!({ "self": "x" })]);
    round_trips::<String>([json!({ "value": "x" })]);
}

#[test]
fn what_has_no_name_of_its_own_is_kept_where_the_schema_says() {
    use crate::maps::{Anything, Closed, Flat, Labels, Open};
    round_trips::<Labels>([json!({}), json!({ "a": "b" })]);
    round_trips::<Open>([json!({}), json!({ "a": "b", "c": { "d": [1] } })]);
    round_trips::<Anything>([json!({ "a": { "b": [null] } })]);
    assert_eq!(through::<Closed>(json!({ "a": "b", "c": 1 })), json!({ "a": "b" }));
    round_trips::<Flat>([json!({ "id": "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10", "x": 1, "y": 2 })]);
    assert!(refused::<Flat>(json!({ "id": "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10", "x": "1" })).contains("[\"x\"]"));
}

#[test]
fn names_that_follow_patterns_are_kept() {
    use crate::patterns::{Counts, Evaluated, Extended, Labels, Mixed, Open, Part, Undescribed};
    round_trips::<Labels>([json!({}), json!({ "en": "Hi" })]);
    assert!(refused::<Extended>(json!({ "x-a": "b" })).contains("[\"x-a\"]"));
    round_trips::<Counts>([json!({ "a": 1, "A": "b" })]);
    round_trips::<Extended>([json!({ "name": "a", "x-a": 1 })]);
    round_trips::<Open>([json!({ "name": "a", "x-a": 1, "more": [true] })]);
    round_trips::<Part>([json!({ "name": "a", "x-a": 1 })]);
    round_trips::<Mixed>([json!({ "x-a": 1, "b": true })]);
    round_trips::<Evaluated>([json!({ "name": "a", "b": 1 })]);
    round_trips::<Undescribed>([json!({ "id": { "a": 1 }, "name": "b" }), json!({ "name": "b" })]);
    assert_eq!(Undescribed::new("b").id(7).id, Some(json!(7)));
}

#[test]
fn the_configuration_has_the_last_word_on_types() {
    use crate::overrides::Invoice;
    use openapi_runtime::Decimal;
    let id: openapi_runtime::codegen::v1::Uuid = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10".parse().unwrap();
    let invoice = Invoice::new(id, "0.10".parse::<Decimal>().unwrap())
        .rate(0.5)
        .count(3)
        .at("soon")
        .due(7_u64)
        .secret("swordfish")
        .password("swordfish")
        .lines(vec![json!(1)]);
    assert!(!format!("{invoice:?}").contains("swordfish"), "{invoice:?}");
    let text = serde_json::to_string(&invoice).unwrap();
    assert!(
        text.contains(r#""total":0.10"#) && text.contains(r#""secret":"swordfish""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Invoice>(&text).unwrap(), invoice);
}

#[test]
fn no_digit_is_lost() {
    use crate::scalars::{Scalars, ScalarsEither};
    use openapi_runtime::{Base64, Decimal};
    let text = concat!(
        r#"{"amount":12345678901234567890.10,"units":1e3,"small":255,"big":18446744073709551615,"#,
        r#""huge":99999999999999999999,"seed":-9223372036854775808,"share":0.1,"data":"aGk","image":"+/8=","#,
        r#""time":"09:30:00+02:00","wait":"P1D","either":0.10000000000000000000001,"other":12345678901234567890.5}"#
    );
    let scalars: Scalars = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&scalars).unwrap(), text);
    let understood =
        r#"{"amount":0.1,"time":"09:30:00+02:00","wait":"P1D","price":"1.50","token":"_-8","created":1700000000}"#;
    let scalars_of: Scalars = serde_json::from_str(understood).unwrap();
    assert_eq!(serde_json::to_string(&scalars_of).unwrap(), understood);
    assert_eq!(scalars_of.wait.unwrap().to_std().unwrap().as_secs(), 86_400);
    assert_eq!(scalars_of.price.unwrap().to_decimal().unwrap(), "1.5".parse().unwrap());
    assert_eq!(
        scalars_of.created.unwrap().to_date_time().unwrap().timestamp(),
        1_700_000_000
    );
    assert_eq!(
        Scalars::new()
            .price(Decimal::from(2))
            .created(5)
            .price
            .unwrap()
            .as_str(),
        "2"
    );
    assert_eq!(scalars.data.unwrap().decode().unwrap(), b"hi");
    let amount: Decimal = "1.50".parse().unwrap();
    let new = Scalars::new()
        .amount(amount)
        .units(3)
        .data(b"hi")
        .either(ScalarsEither::Decimal(7.into()));
    assert_eq!(
        serde_json::to_string(&new).unwrap(),
        r#"{"amount":1.50,"units":3,"data":"aGk=","either":7}"#
    );
    assert_eq!(Base64::from_text("aGk=").decode().unwrap(), b"hi");
    assert_eq!(read::<Scalars>(json!({})).amount, Some("0.1".parse().unwrap()));
}

#[test]
fn each_element_of_a_tuple_has_its_type() {
    use crate::tuples::{Cell, Edge, Found, Graph, GraphBounds, GraphEither, Line, Open, Pair, Path};
    round_trips::<Pair>([json!(["a", 1])]);
    assert!(refused::<Pair>(json!(["a"])).contains("expected 2 elements"));
    assert!(refused::<Pair>(json!(["a", "b"])).starts_with("[1]: "));
    round_trips::<Edge>([json!(["a"]), json!(["a", 1]), json!(["a", null, ["b", 2]])]);
    round_trips::<Edge>([json!(["a", null])]);
    round_trips::<Cell>([
        json!([""]),
        json!(["", null]),
        json!(["", true, null]),
        json!(["", null, null]),
    ]);
    round_trips::<Line>([json!(["a", { "x": 1.5 }]), json!(["a", {}, true, false])]);
    round_trips::<Open>([json!([]), json!([1]), json!([1, "a", null])]);
    // What `contains` finds is no element too many.
    round_trips::<Found>([json!([1, "a"]), json!([1, "a", "b"])]);
    round_trips::<Path>([json!(["a", ["b", ["c", null]]])]);
    round_trips::<Graph>([
        json!({ "pairs": [["a", 1]], "bounds": [0.0, 1.0], "either": ["a", 1] }),
        json!({ "pairs": [], "bounds": [0.5, 2.5], "either": [true] }),
    ]);
    assert!(matches!(read(json!(["a", 1])), GraphEither::Pair(Pair(..))));
    let graph: Graph = read(json!({ "pairs": [] }));
    assert_eq!(graph.bounds, Some(GraphBounds(0.0, 1.0)));
    assert_eq!(
        serde_json::to_value(Graph::new(vec![Pair("a".to_owned(), 1)])).unwrap(),
        json!({ "pairs": [["a", 1]] })
    );
}

#[test]
fn the_parts_of_an_all_of_are_one_struct() {
    use crate::all_of::{Extended, Ticket};
    round_trips::<Extended>([json!({ "id": "a", "note": "b", "total": 7 })]);
    assert!(refused::<Extended>(json!({ "id": "a" })).contains("note"));
    round_trips::<Ticket>([
        json!({ "owner": null, "team": { "name": "a", "size": 2 } }),
        json!({ "owner": { "name": "a", "age": 2 }, "team": {} }),
    ]);
}

#[test]
fn the_parts_of_an_all_of_need_not_be_objects() {
    use crate::all_of_others::{Child, ChildOwner, Parts, PartsListItem, PartsLoc, PartsWide, Status};
    let id = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10";
    round_trips::<Parts>([
        json!({ "described": null, "narrowed": "paid", "limited": id, "met": 7, "anything": [null] }),
        json!({ "list": ["a", "c"], "texts": "2026-11-22", "loc": "body", "wide": [1, 2], "open": { "a": "b" } }),
        json!({ "described": "open", "loc": 3, "wide": "x", "conflict": "x", "open": null }),
    ]);
    let parts = Parts::new()
        .described(Status::Open)
        .limited(id.parse::<openapi_runtime::codegen::v1::Uuid>().unwrap())
        .met(3)
        .list(vec![PartsListItem::A])
        .loc(PartsLoc::from("a".to_owned()))
        .wide(PartsWide::IntegerList(vec![1]));
    assert_eq!(parts.narrowed(Status::Void).narrowed, Some(Status::Void));
    round_trips::<Child>([json!({ "id": id, "status": "void", "owner": { "name": "x", "age": 3 } })]);
    let child = Child::new().owner(ChildOwner::new(3).name("x"));
    assert_eq!(child.status, None);
}

#[test]
fn words_of_the_document_stay_words() {
    use crate::hostile_words::Quoted;
    round_trips::<Quoted>([json!({ "a\"b": "x", "line\nbreak": "\")] struct X;" })]);
    assert_eq!(through::<Quoted>(json!({})), json!({ "a\"b": "\"; }" }));
}

#[test]
fn each_of_several_types_is_what_the_schema_says_of_it() {
    use crate::several_types::{Letter, LetterExtra, LetterTo, Point, Sender, SenderObject, Tree};
    let letter = Letter::new().from(SenderObject::new("a@b.c").name("A")).to(true);
    assert_eq!(
        serde_json::to_value(&letter).unwrap(),
        json!({ "from": { "email": "a@b.c", "name": "A" }, "to": true })
    );
    let read = |value| serde_json::from_value::<Letter>(value).unwrap();
    let sender = read(json!({ "from": "A", "to": { "all": ["B"] }, "extra": [1] }));
    assert!(matches!(sender.from, Some(Sender::String(_))));
    assert!(matches!(sender.to, Some(LetterTo::Object(_))));
    assert!(matches!(sender.extra, Some(LetterExtra::List(_))));
    let point = serde_json::from_value::<Point>(json!([1.0, 2.0])).unwrap();
    assert!(matches!(point, Point::List(_)));
    round_trips::<Letter>([
        json!({ "from": { "email": "x" }, "to": false, "extra": { "stamp": 1 } }),
        json!({ "extra": "none" }),
    ]);
    round_trips::<Tree>([json!({ "left": "leaf", "right": { "left": {} } })]);
    round_trips::<Point>([json!("here"), json!([1.5, 2.0]), json!([1.5, 2.0, 3.0])]);
}

#[test]
fn what_all_of_makes_has_a_type_at_each_place() {
    use crate::made_by_place::{Stork, StorkMate, StorkNest, Swallow};
    let stork = Stork::new()
        .nest(StorkNest::new().height(12.5).country("Poland"))
        .mate(StorkMate::new().mate(StorkMate::new()));
    let inside = stork.mate.as_ref().and_then(|mate| mate.mate.as_deref());
    assert_eq!(
        inside,
        Some(&StorkMate::new()),
        "only inside itself it is the same type again"
    );
    round_trips::<Stork>([json!({ "mate": { "mate": { "nest": { "country": "Chad", "height": 3.0 } } } })]);
    round_trips::<Swallow>([json!({ "fork": true, "nest": { "country": "Chad", "height": 3.0 } })]);
}

#[test]
#[expect(deprecated, reason = "that it is deprecated is the point")]
fn what_is_deprecated_still_works() {
    use crate::deprecated::Old;
    let old = Old::new().gone("x").kept("y");
    assert_eq!(old.gone.as_deref(), Some("x"));
    round_trips::<Old>([json!({ "gone": null, "kept": "y" })]);
}

#[test]
fn references_lead_where_identifiers_say() {
    use crate::references_by_identifier::{Owner, Tree};
    use crate::references_by_way::{NamedNode, Numbers, Page, Pets};
    round_trips::<Tree>([json!({
        "root": { "value": 1, "children": [{ "tree": { "root": {} } }] },
        "owner": { "manager": { "name": "x" } },
        "tag": "leaf",
    })]);
    round_trips::<Owner>([json!({ "first": { "value": 2 } })]);
    round_trips::<Page>([json!({ "items": [1, "a", { "b": null }] })]);
    round_trips::<Pets>([json!({ "items": [{ "name": "Kit" }], "next": "2" })]);
    round_trips::<Numbers>([json!({ "items": [1, 2], "total": 3 })]);
    refused::<Numbers>(json!({ "items": ["a"] }));
    round_trips::<NamedNode>([json!({ "name": "a", "children": [{ "name": "b" }] })]);
    refused::<NamedNode>(json!({ "name": "a", "children": [{}] }));
}

#[test]
fn types_of_other_crates_hold_what_they_are_named_for() {
    use std::net::Ipv4Addr;

    use crate::foreign_types::{Account, Holder};
    let account = json!({
        "balance": { "cents": 5, "currency": "EUR" },
        "limit": null,
        "history": [{ "cents": 1, "currency": "EUR" }],
        "last_seen": "10.0.0.1",
        "holder": "127.0.0.1",
    });
    round_trips::<Account>([account.clone(), json!({ "balance": { "cents": 0, "currency": "" } })]);
    let read = read::<Account>(account);
    assert_eq!(read.balance.cents, 5);
    assert!(read.limit.is_none() && read.limit_is_null());
    assert_eq!(read.holder, Some(Holder::Value(Ipv4Addr::LOCALHOST.into())));
    round_trips::<Holder>([json!({ "name": "a" }), json!("10.0.0.1"), json!("here")]);
    let money = Money {
        cents: 7,
        currency: "CHF".to_owned(),
    };
    let made = Account::new(money.clone()).limit(money).last_seen(Ipv4Addr::LOCALHOST);
    assert_eq!(
        serde_json::to_value(&made).unwrap(),
        json!({
            "balance": { "cents": 7, "currency": "CHF" },
            "limit": { "cents": 7, "currency": "CHF" },
            "last_seen": "127.0.0.1",
        })
    );
    let error = refused::<Account>(json!({ "balance": { "cents": "5" } }));
    assert!(error.starts_with("balance: invalid type: string"), "{error}");
    assert!(refused::<Account>(json!({})).contains("balance"));
}

#[test]
fn values_are_checked_against_what_schemas_ask_of_them() {
    use crate::validate::{Contact, Order, Point, Tree};
    use openapi_runtime::Validate as _;
    fn broken<T: DeserializeOwned + openapi_runtime::Validate>(value: Value) -> String {
        let violations = read::<T>(value).validate().err();
        violations.map(|violations| violations.to_string()).unwrap_or_default()
    }
    let line = json!({ "sku": "abc", "quantity": 1, "contact": "a@b.c" });
    let good =
        json!({ "id": "ord_1", "lines": [line], "email": null, "score": 0.35, "labels": { "a": "b" }, "version": 2 });
    assert_eq!(broken::<Order>(good), "");
    let bad = json!({
        "id": "ord-1", "lines": [line, { "sku": "ab", "quantity": 0, "contact": "nobody" }, line],
        "email": "somebody@a-long-host.example", "coupon": "hunter2", "score": 0.33, "labels": { "A": "", "b": "c", "d": "e" },
        "placed": "2026-02-28T00:00:00Z", "headers": { "x-a": "abcd", "y": "" }, "kind": "phone", "version": 1,
    });
    assert_eq!(
        read::<Order>(bad)
            .validate()
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [
            "/id: pattern ^ord_[a-z0-9]+$, got \"ord-1\"",
            "/lines: uniqueItems, got elements 0 and 2 that are equal",
            "/lines/1/sku: minLength 3, got \"ab\"",
            "/lines/1/quantity: minimum 1, got 0",
            "/lines/1/contact: format email, got \"nobody\"",
            "/email: maxLength 20, got \"somebody@a-long-host.example\"",
            "/coupon: minLength 8, got something else (not shown)",
            "/score: multipleOf 0.05, got 0.33",
            "/labels: maxProperties 2, got 3 properties",
            "/labels: propertyNames pattern ^[a-z]+$, got \"A\"",
            "/labels/A: minLength 1, got \"\"",
            "/headers/x-a: maxLength 3, got \"abcd\"",
            "/headers: additionalProperties false, got a property \"y\"",
            "/kind: enum, got \"phone\"",
            "/version: const 2, got 1",
        ]
    );
    assert_eq!(
        broken::<Order>(json!({ "id": "ord_1", "lines": [line], "coupon": "swordfish" })),
        "(root): dependentRequired email, got `coupon` without it"
    );
    // What is no integer from 100 is a number up to 10.
    for (value, said) in [
        (json!(100), ""),
        (json!(7), ""),
        (json!(7.5), ""),
        (json!(50), "(root): minimum 100, got 50"),
        (
            json!(true),
            "(root): anyOf, got true (Integer: invalid type: boolean `true`",
        ),
    ] {
        let broken = broken::<Contact>(value.clone());
        assert!(
            broken.starts_with(said) && broken.is_empty() == said.is_empty(),
            "{value}: {broken}"
        );
    }
    assert_eq!(broken::<Point>(json!([9, 1000, 0])), "");
    assert_eq!(
        broken::<Point>(json!([10, 10, -1, 1, 1])),
        "(root): maxItems 4, got 5 elements; /0: maximum 9, got 10; /2: minimum 0, got -1"
    );
    use crate::validate::{Level, Loose, Rule};
    for (value, said) in [
        (json!({ "kind": "fixed", "limit": 1 }), ""),
        (json!({ "kind": "free", "rate": 1.5, "tags": ["a", "main"] }), ""),
        (
            json!({ "kind": "fixed" }),
            "(root): required limit, got an object without it",
        ),
        (
            json!({ "kind": "free" }),
            "(root): required rate, got an object without it",
        ),
        (
            json!({ "kind": "fixed", "limit": 1, "rate": 2.0 }),
            "(root): not, got {\"kind\":\"fixed\",\"limit\":1,\"rate\":2.0}",
        ),
        (
            json!({ "kind": "longer", "rate": 2.0, "tags": ["main", "main"] }),
            "/kind: maxLength 5, got \"longer\"; /tags: maxContains 1, got 2 elements that fit",
        ),
        (
            json!({ "kind": "free", "rate": 2.0, "tags": [] }),
            "/tags: contains 1, got 0 elements that fit",
        ),
    ] {
        assert_eq!(broken::<Rule>(value.clone()), said, "{value}");
    }
    assert_eq!(broken::<Loose>(json!({ "own": "a", "other": 1 })), "");
    assert_eq!(
        broken::<Level>(json!({ "a": 3, "b": 10, "c": 15 })),
        "/c: oneOf, got a value of 2 branches"
    );
    assert_eq!(
        broken::<Tree>(json!([[], [[], [], []]])),
        "/1: maxItems 2, got 3 elements"
    );
}

#[test]
fn what_several_branches_know_is_kept() {
    use crate::any_of_at_once::{Person, Someone};
    round_trips::<Someone>([
        json!({ "name": "Ada", "age": 36, "badge": 7 }),
        json!({ "name": "Ada", "age": 36 }),
        json!({ "name": "Ada", "badge": 7 }),
    ]);
    use crate::any_of_at_once::{Answer, Either, Led, Team};
    round_trips::<Team>([
        json!([{ "name": "Ada", "age": 36, "badge": 7 }, { "name": "Bob", "badge": 8 }]),
        json!([]),
    ]);
    round_trips::<Either>([
        json!({ "radius": 1.5, "name": "Ada", "badge": 7 }),
        json!({ "side": 2.0 }),
    ]);
    round_trips::<Led>([json!({ "boss": { "name": "Ada", "age": 36, "badge": 7 } })]);
    round_trips::<Answer>([json!({}), json!({ "note": "x" }), json!({ "reason": null })]);
    // Of what is not a badge, and of what nobody knows, nothing is kept.
    let someone = through::<Someone>(json!({ "name": "Ada", "age": 36, "badge": "x", "more": 1 }));
    assert_eq!(someone, json!({ "name": "Ada", "age": 36 }));
    assert_eq!(
        through::<Person>(json!({ "name": "Ada", "badge": 7 })),
        json!({ "name": "Ada" })
    );
    let person = Person::new("Ada").age(36);
    assert_eq!(
        serde_json::to_value(Someone::from(person)).unwrap(),
        json!({ "name": "Ada", "age": 36 })
    );
}
