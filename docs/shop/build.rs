//! Compiles the description of the shop.

fn main() -> Result<(), openapi_build::Error> {
    openapi_build::Builder::new().spec("spec").compile()
}
