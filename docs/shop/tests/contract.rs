//! Does a server answer as the shop's description says? (`scripts/prism.sh` has one that does.)

openapi_runtime::include_contract_tests!();
