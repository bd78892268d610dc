//! The router: every address, and what stands around all of them.

use super::app::Shared;
use super::problem::{self, Problem};
use super::{api, house, ops, pages, picture, websub};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// Bytes of the body of a request.
const LARGEST_BODY: usize = 1 << 20;

/// The whole service as a function from requests to answers.
pub fn router(app: &Shared) -> Router {
    let mut v1 = Router::new();
    for (path, handler) in api::openapi::routes() {
        v1 = v1.route(&path, handler);
    }
    let v1 = v1
        .route("/openapi.json", get(api::openapi::openapi))
        .route("/problems", get(api::openapi::problems))
        .fallback(api::nothing);
    Router::new()
        .route("/", get(pages::today::front))
        .route("/index.html", get(|| async { pages::moved("/") }))
        .route("/stories", get(pages::today::stories))
        .route("/editions", get(pages::today::editions))
        .route("/edition/{id}", get(pages::today::edition))
        .route("/edition/{id}/story/{story}", get(pages::today::edition_story))
        .route("/story/{id}", get(pages::story::story))
        .route("/story/{id}/split", get(pages::corrections::split_page))
        .route("/article/{id}", get(pages::article::article))
        .route("/edits", get(pages::article::edits))
        .route("/people", get(pages::people::people))
        .route("/people/{kind}/{name}", get(pages::people::person))
        .route("/sources", get(pages::sources::sources).post(pages::sources::add))
        .route("/sources/{id}", get(pages::sources::source).post(pages::sources::change))
        .route("/search", get(pages::search::search))
        .route("/search/feed.xml", get(pages::feeds::search_feed))
        .route("/searches", post(pages::settings::keep_search))
        .route("/searches/{id}", get(pages::settings::look_at_search))
        .route("/searches/{id}/feed.xml", get(pages::feeds::kept_search_feed))
        .route("/searches/{id}/remove", post(pages::settings::remove_search))
        .route("/corrections", get(pages::corrections::log).post(pages::corrections::correct))
        .route("/corrections/{id}/undo", post(pages::corrections::undo))
        .route("/settings", get(pages::settings::settings))
        .route("/mutes", post(pages::settings::mute))
        .route("/users", post(pages::settings::users))
        .route("/tokens", post(pages::settings::tokens))
        .route("/login", get(pages::sign_in::page).post(pages::sign_in::sign_in))
        .route("/logout", post(pages::sign_in::sign_out))
        .route("/feed.xml", get(pages::feeds::atom_feed))
        .route("/feed.json", get(pages::feeds::json_stories))
        .route("/pictures/{article}", get(picture::picture))
        .route("/newsloom.css", get(pages::assets::style))
        .route("/service.css", get(pages::assets::service_style))
        .route("/live.js", get(pages::assets::script))
        .route("/icon.svg", get(pages::assets::icon))
        .route("/favicon.ico", get(pages::assets::icon))
        .route("/opensearch.xml", get(pages::assets::opensearch))
        .route(
            "/websub/{source}/{token}",
            get(websub::confirm).post(websub::told).layer(DefaultBodyLimit::max(websub::LARGEST)),
        )
        .route("/healthz", get(ops::alive))
        .route("/readyz", get(ops::ready))
        .route("/metrics", get(ops::metrics))
        .nest("/api/v1", v1)
        .fallback(|| async { Problem::not_found("page") })
        .method_not_allowed_fallback(|| async {
            Problem::new(problem::WRONG_METHOD, "Another method is taken here; see /api/v1/openapi.json.")
        })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), house::keep_house))
        .with_state(app.clone())
}
