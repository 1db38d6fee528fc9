#![doc = include_str!(concat!(env!("OUT_DIR"), "/client/README.md"))]
#![forbid(unsafe_code)]

openapi_runtime::include_client!();

/// The chapters of the guide, so that their code is compiled with the tests.
#[cfg(doctest)]
mod guide {
    macro_rules! chapters {
        ($($name:ident: $file:literal,)*) => {
            $(#[doc = include_str!(concat!("../../src/", $file))] struct $name;)*
        };
    }

    chapters! {
        Introduction: "introduction.md",
        FirstSteps: "first-steps.md",
        Change: "change.md",
        Breaking: "breaking.md",
        Extend: "extend.md",
        Configuration: "configuration.md",
        Errors: "errors.md",
        Pagination: "pagination.md",
        Streams: "streams.md",
        Browser: "browser.md",
        Testing: "testing.md",
        CompileTime: "compile-time.md",
        Publishing: "publishing.md",
        Limits: "limits.md",
    }
}
