//! Generates the client from the API's description in `spec/`.

fn main() -> Result<(), openapi_build::Error> {
    openapi_build::Builder::new().spec("spec").compile()
}
