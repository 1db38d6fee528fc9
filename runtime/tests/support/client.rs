//! A client in miniature, written by hand as the generator writes it.

use std::fmt;

use openapi_runtime::ClientBuilder;
use openapi_runtime::codegen::v1;

pub(crate) const KEY: &str = "key-that-nobody-may-see";
pub(crate) const ORGANISATION: &str = "organisation-that-nobody-may-see";

static API: v1::Api = v1::Api {
    title: "miniature",
    version: "1.0.0",
    user_agent: "miniature/0.1.0",
    servers: &["https://api.miniature.example"],
    env_prefix: "MINIATURE",
    security: &[&[0, 1]],
    schemes: &[
        v1::Scheme {
            name: "ApiTokenAuth",
            env: "MINIATURE_API_TOKEN_AUTH",
            kind: v1::SchemeKind::ApiKey {
                location: v1::KeyLocation::Header,
                name: "x-api-key",
            },
        },
        v1::Scheme {
            name: "OrganisationAuth",
            env: "MINIATURE_ORGANISATION_AUTH",
            kind: v1::SchemeKind::ApiKey {
                location: v1::KeyLocation::Header,
                name: "organisation",
            },
        },
        v1::Scheme {
            name: "QueryKey",
            env: "MINIATURE_QUERY_KEY",
            kind: v1::SchemeKind::ApiKey {
                location: v1::KeyLocation::Query,
                name: "api_key",
            },
        },
        v1::Scheme {
            name: "Session",
            env: "MINIATURE_SESSION",
            kind: v1::SchemeKind::ApiKey {
                location: v1::KeyLocation::Cookie,
                name: "session",
            },
        },
        v1::Scheme {
            name: "Token",
            env: "MINIATURE_TOKEN",
            kind: v1::SchemeKind::HttpBearer,
        },
        v1::Scheme {
            name: "Login",
            env: "MINIATURE_LOGIN",
            kind: v1::SchemeKind::HttpBasic,
        },
        v1::Scheme {
            name: "Machine",
            env: "MINIATURE_MACHINE",
            kind: v1::SchemeKind::OAuth2 {
                token_url: "/oauth/token?tenant=1",
            },
        },
        v1::Scheme {
            name: "Person",
            env: "MINIATURE_PERSON",
            kind: v1::SchemeKind::OpenIdConnect {
                discovery_url: "/.well-known/openid-configuration",
            },
        },
    ],
};

pub(crate) const MACHINE: usize = 6;
pub(crate) const PERSON: usize = 7;
pub(crate) const QUERY_KEY: usize = 2;
pub(crate) const SESSION: usize = 3;
pub(crate) const TOKEN: usize = 4;
pub(crate) const LOGIN: usize = 5;

static UPDATE_CUSTOMER: v1::Operation = v1::Operation {
    id: "Update-customer",
    method: "PATCH",
    path: "/customers/{customer_id}",
    security: &[&[0, 1]],
    accept: "application/json",
    errors: &[(v1::StatusPattern::Code(422), 0)],
};

static GET_CUSTOMER: v1::Operation = v1::Operation {
    id: "",
    method: "GET",
    path: "/customers/{customer_id}",
    security: &[&[0, 1]],
    accept: "application/json",
    errors: &[(v1::StatusPattern::Range(4), 0)],
};

static CREATE_CUSTOMER: v1::Operation = v1::Operation {
    id: "Create-customer",
    method: "POST",
    path: "/customers",
    security: &[&[0, 1]],
    accept: "application/json",
    errors: &[],
};

static DELETE_CUSTOMER: v1::Operation = v1::Operation {
    id: "Delete-customer",
    method: "DELETE",
    path: "/customers/{customer_id}",
    security: &[&[0, 1]],
    accept: "",
    errors: &[],
};

static SEARCH: v1::Operation = v1::Operation {
    id: "Search",
    method: "GET",
    path: "/search?beta=true",
    security: &[&[QUERY_KEY], &[SESSION], &[TOKEN], &[LOGIN], &[]],
    accept: "application/json",
    errors: &[],
};

static SEARCH_WITH_KEYS: v1::Operation = v1::Operation {
    id: "Search-with-keys",
    method: "GET",
    path: "/search?beta=true",
    security: &[&[0, 1]],
    accept: "application/json",
    errors: &[],
};

static LOOK: v1::Operation = v1::Operation {
    id: "Look",
    method: "GET",
    path: "/{kind}{place}/{id}.json",
    security: &[],
    accept: "application/json",
    errors: &[],
};

static WITH_TOKEN: v1::Operation = v1::Operation {
    id: "With-token",
    method: "POST",
    path: "/with-token",
    security: &[&[MACHINE], &[PERSON]],
    accept: "application/json",
    errors: &[],
};

static EITHER: v1::Operation = v1::Operation {
    id: "Either",
    method: "GET",
    path: "/either",
    security: &[&[0, 1], &[TOKEN], &[LOGIN]],
    accept: "application/json",
    errors: &[],
};

pub(crate) struct CustomerResponse {
    pub(crate) id: String,
    pub(crate) email: Option<String>,
}

v1::object!(CustomerResponse {
    "id" => id: Required,
    "email" => email: Nullable,
});

pub(crate) struct UpdateCustomerRequest {
    pub(crate) email: Option<String>,
    pub(crate) phone_number: Option<String>,
    nulls: v1::Nulls<1>,
}

v1::object!(UpdateCustomerRequest nulls nulls {
    "email" => email: OptionalNullable,
    "phone_number" => phone_number: OptionalNullable,
});

impl UpdateCustomerRequest {
    pub(crate) fn new() -> Self {
        v1::Value::blank()
    }

    pub(crate) fn email(mut self, email: &str) -> Self {
        self.email = Some(email.to_owned());
        self
    }

    pub(crate) fn clear_phone_number(mut self) -> Self {
        self.phone_number = None;
        self.nulls.set(1);
        self
    }
}

pub(crate) struct Problem {
    pub(crate) detail: Vec<Detail>,
}

v1::object!(Problem {
    "detail" => detail: Required,
});

pub(crate) struct Detail {
    pub(crate) msg: String,
}

v1::object!(Detail {
    "msg" => msg: Required,
});

#[derive(Debug, PartialEq)]
pub(crate) enum ErrorBody {
    Problem(Problem),
}

pub(crate) struct Error(pub(crate) openapi_runtime::Error);

impl Error {
    pub(crate) fn body(&self) -> Option<ErrorBody> {
        match self.0.declared()? {
            0 => v1::decode(self.0.body_bytes()).ok().map(ErrorBody::Problem),
            _ => None,
        }
    }
}

impl From<openapi_runtime::Error> for Error {
    fn from(error: openapi_runtime::Error) -> Self {
        Error(error)
    }
}

impl std::ops::Deref for Error {
    type Target = openapi_runtime::Error;

    fn deref(&self) -> &openapi_runtime::Error {
        &self.0
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) core: openapi_runtime::Client,
}

/// Without credentials.
pub(crate) fn bare() -> ClientBuilder {
    ClientBuilder::new(&API)
}

/// With both keys, and an address.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    bare()
        .base_url(url)
        .credential(0, v1::Credential::secret(KEY))
        .credential(1, v1::Credential::secret(ORGANISATION))
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        Self::of(builder(url))
    }

    pub(crate) fn of(builder: ClientBuilder) -> Self {
        Client {
            core: builder.build().unwrap(),
        }
    }

    pub(crate) fn update_customer(
        &self,
        customer_id: impl Into<String>,
        body: UpdateCustomerRequest,
    ) -> UpdateCustomer {
        let customer_id: String = customer_id.into();
        UpdateCustomer {
            request: v1::Request::new(&self.core, &UPDATE_CUSTOMER)
                .path("customer_id", &customer_id)
                .json(&body),
        }
    }

    pub(crate) fn get_customer(&self, customer_id: impl Into<String>) -> GetCustomer {
        let customer_id: String = customer_id.into();
        GetCustomer {
            request: v1::Request::new(&self.core, &GET_CUSTOMER).path("customer_id", &customer_id),
        }
    }

    pub(crate) fn create_customer(&self, body: UpdateCustomerRequest) -> CreateCustomer {
        CreateCustomer {
            request: v1::Request::new(&self.core, &CREATE_CUSTOMER).json(&body),
        }
    }

    pub(crate) fn delete_customer(&self, customer_id: impl Into<String>) -> DeleteCustomer {
        let customer_id: String = customer_id.into();
        DeleteCustomer {
            request: v1::Request::new(&self.core, &DELETE_CUSTOMER).path("customer_id", &customer_id),
        }
    }

    pub(crate) fn search(&self) -> Search {
        Search {
            request: v1::Request::new(&self.core, &SEARCH),
        }
    }

    /// A request that needs both keys.
    pub(crate) fn search_request(&self, limit: i64) -> v1::Request {
        v1::Request::new(&self.core, &SEARCH_WITH_KEYS).query("limit", v1::Style::FORM_EXPLODED, &limit)
    }

    /// A request that may be done twice.
    pub(crate) fn get_request(&self) -> v1::Request {
        v1::Request::new(&self.core, &SEARCH_WITH_KEYS)
    }

    /// A request that may be done once, without its body.
    pub(crate) fn upload_request(&self) -> v1::Request {
        v1::Request::new(&self.core, &CREATE_CUSTOMER)
    }

    /// A request with nothing set.
    pub(crate) fn look(&self) -> v1::Request {
        v1::Request::new(&self.core, &LOOK)
    }

    /// A request that needs no credentials.
    #[cfg(feature = "contract")]
    pub(crate) fn request_of_look(&self) -> Search {
        Search {
            request: self
                .look()
                .path("kind", &"a".to_owned())
                .path("place", &"b".to_owned())
                .path("id", &"c".to_owned()),
        }
    }

    /// A request that may be done once and needs a token.
    pub(crate) fn with_token(&self) -> v1::Request {
        v1::Request::new(&self.core, &WITH_TOKEN)
    }

    pub(crate) fn either(&self) -> Search {
        Search {
            request: v1::Request::new(&self.core, &EITHER),
        }
    }
}

#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is awaited"]
pub(crate) struct UpdateCustomer {
    request: v1::Request,
}

v1::call!(UpdateCustomer => CustomerResponse, Error);

impl UpdateCustomer {
    pub(crate) fn apiversion(mut self, apiversion: impl Into<String>) -> Self {
        let apiversion: String = apiversion.into();
        self.request = self.request.header("apiversion", &apiversion);
        self
    }
}

#[derive(Debug, Clone)]
pub(crate) struct GetCustomer {
    request: v1::Request,
}

v1::call!(GetCustomer => CustomerResponse, Error);

#[derive(Debug, Clone)]
pub(crate) struct CreateCustomer {
    request: v1::Request,
}

v1::call!(CreateCustomer => CustomerResponse, Error);

#[derive(Debug, Clone)]
pub(crate) struct DeleteCustomer {
    request: v1::Request,
}

v1::call!(DeleteCustomer => v1::NoContent, Error);

#[derive(Debug, Clone)]
pub(crate) struct Search {
    request: v1::Request,
}

v1::call!(Search => openapi_runtime::serde_json::Value, Error);

impl Search {
    pub(crate) fn tag(mut self, tag: Vec<String>) -> Self {
        self.request = self.request.query("tag", v1::Style::FORM_EXPLODED, &tag);
        self
    }

    pub(crate) fn limit(mut self, limit: i64) -> Self {
        self.request = self.request.query("limit", v1::Style::FORM_EXPLODED, &limit);
        self
    }
}
