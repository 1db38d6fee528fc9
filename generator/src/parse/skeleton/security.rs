//! How is a security scheme read?

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow, SecurityScheme,
};

use super::fields::{Fields, Read, Wrong, text};
use crate::read::Node;

pub(super) fn scheme(node: &Node) -> Read<SecurityScheme> {
    let fields = Fields::of(node)?;
    let description = fields.text("description")?;
    let extensions = IndexMap::new();
    match fields.needed("type", text)?.as_str() {
        "apiKey" => {
            let places = [
                ("query", APIKeyLocation::Query),
                ("header", APIKeyLocation::Header),
                ("cookie", APIKeyLocation::Cookie),
            ];
            let location = fields.word("in", &places)?;
            Ok(SecurityScheme::APIKey {
                location: location.ok_or_else(|| Wrong::new("needs the field `in`".to_owned()))?,
                name: fields.needed("name", text)?,
                description,
                extensions,
            })
        }
        "http" => Ok(SecurityScheme::HTTP {
            scheme: fields.needed("scheme", text)?,
            bearer_format: fields.text("bearerFormat")?,
            description,
            extensions,
        }),
        "oauth2" => Ok(SecurityScheme::OAuth2 {
            flows: fields.needed("flows", flows)?,
            description,
            extensions,
        }),
        "openIdConnect" => Ok(SecurityScheme::OpenIDConnect {
            open_id_connect_url: fields.needed("openIdConnectUrl", text)?,
            description,
            extensions,
        }),
        other => Err(Wrong::new(format!("`{other}` is no type of a security scheme")).below("type")),
    }
}

fn flows(node: &Node) -> Read<OAuth2Flows> {
    let fields = Fields::of(node)?;
    Ok(OAuth2Flows {
        implicit: fields.field("implicit", |node| {
            let flow = Flow::of(node)?;
            Ok(ImplicitOAuth2Flow {
                authorization_url: flow.authorization_url()?,
                refresh_url: flow.refresh_url()?,
                scopes: flow.scopes()?,
                extensions: IndexMap::new(),
            })
        })?,
        password: fields.field("password", |node| {
            let flow = Flow::of(node)?;
            Ok(PasswordOAuth2Flow {
                refresh_url: flow.refresh_url()?,
                token_url: flow.token_url()?,
                scopes: flow.scopes()?,
                extensions: IndexMap::new(),
            })
        })?,
        client_credentials: fields.field("clientCredentials", |node| {
            let flow = Flow::of(node)?;
            Ok(ClientCredentialsOAuth2Flow {
                refresh_url: flow.refresh_url()?,
                token_url: flow.token_url()?,
                scopes: flow.scopes()?,
                extensions: IndexMap::new(),
            })
        })?,
        authorization_code: fields.field("authorizationCode", |node| {
            let flow = Flow::of(node)?;
            Ok(AuthorizationCodeOAuth2Flow {
                authorization_url: flow.authorization_url()?,
                token_url: flow.token_url()?,
                refresh_url: flow.refresh_url()?,
                scopes: flow.scopes()?,
                extensions: IndexMap::new(),
            })
        })?,
        extensions: IndexMap::new(),
    })
}

/// What the flows have in common.
struct Flow<'n>(Fields<'n>);

impl Flow<'_> {
    fn of(node: &Node) -> Read<Flow<'_>> {
        Fields::of(node).map(Flow)
    }

    fn authorization_url(&self) -> Read<String> {
        self.0.needed("authorizationUrl", text)
    }

    fn token_url(&self) -> Read<String> {
        self.0.needed("tokenUrl", text)
    }

    fn refresh_url(&self) -> Read<Option<String>> {
        self.0.text("refreshUrl")
    }

    fn scopes(&self) -> Read<IndexMap<String, String>> {
        Ok(self.0.map("scopes", text)?.unwrap_or_default())
    }
}
