//! What has the builder of every generated crate, beside the credentials and parameters of its API?

/// The settings of a builder, by its field `core`, and `build`.
///
/// `builder!(ClientBuilder => Client, Error);`
#[doc(hidden)]
#[macro_export]
macro_rules! __builder_v1 {
    ($builder:ident => $client:ident, $error:ty) => {
        impl $builder {
            /// Takes from the environment what is not set in code, as the client's `from_env` does.
            pub fn from_env(self) -> Self {
                self.configure($crate::ClientBuilder::from_env)
            }

            /// Sets the address of the API, in place of the description's. Credentials are sent to this origin alone.
            pub fn base_url(self, url: impl ::core::convert::Into<$crate::codegen::v1::String>) -> Self {
                self.configure(|core| core.base_url(url))
            }

            /// Limits the time of each call, its retries and the answer's body included; `None` waits for ever.
            /// Default: 60 seconds.
            pub fn timeout(
                self,
                limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                self.configure(|core| core.timeout(limit))
            }

            /// Limits the wait for each piece of an answer that is read as a stream; `None` waits for ever. Default: 120
            /// seconds.
            pub fn idle_timeout(
                self,
                limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                self.configure(|core| core.idle_timeout(limit))
            }

            /// Limits the time until a connection is there. Default: 10 seconds.
            pub fn connect_timeout(self, limit: ::core::time::Duration) -> Self {
                self.configure(|core| core.connect_timeout(limit))
            }

            /// Sets how often a call that may be done twice is attempted again, within its time: one of an idempotent
            /// method, or with an idempotency key. Default: 2.
            pub fn retries(self, limit: u32) -> Self {
                self.configure(|core| core.retries(limit))
            }

            /// Limits how many calls are on their way at once; the others wait, within their time. Default: no limit.
            pub fn max_concurrent_calls(self, limit: usize) -> Self {
                self.configure(|core| core.max_concurrent_calls(limit))
            }

            /// Limits the size of an answer's body, in bytes. Default: 64 MiB.
            pub fn max_response_bytes(self, limit: u64) -> Self {
                self.configure(|core| core.max_response_bytes(limit))
            }

            /// Lets credentials go over plain `http` to a host that is not this machine. Default: no.
            pub fn allow_clear_text(self, allow: bool) -> Self {
                self.configure(|core| core.allow_clear_text(allow))
            }

            /// Sends a header with every call.
            pub fn header(self, name: &str, value: &str) -> Self {
                self.configure(|core| core.header(name, value))
            }

            /// Lets every request and response go through this, after what was given before.
            pub fn middleware(self, middleware: impl $crate::Middleware) -> Self {
                self.configure(|core| core.middleware(middleware))
            }

            /// Sends requests by another way than the runtime's own HTTP client: a `reqwest::Client` that is set up
            /// otherwise, or something that answers from memory.
            pub fn transport(self, transport: impl $crate::Transport) -> Self {
                self.configure(|core| core.transport(transport))
            }

            /// Changes the runtime's builder, which has settings that are rarer: a proxy, certificates.
            pub fn configure(
                self,
                change: impl ::core::ops::FnOnce($crate::ClientBuilder) -> $crate::ClientBuilder,
            ) -> Self {
                Self {
                    core: change(self.core),
                }
            }

            /// Makes the client.
            ///
            /// # Errors
            /// When a setting cannot be used; nothing is sent for that.
            pub fn build(self) -> ::core::result::Result<$client, $error> {
                ::core::result::Result::Ok($client {
                    core: self.core.build()?,
                })
            }
        }
    };
}
