-- The first format. Times are milliseconds since 1970, ids are their shown form, bodies are deflated JSON.
create table notes (key text primary key, value text not null) without rowid;
create table counters (name text primary key, value integer not null) without rowid;

-- Every wording as it arrived. autoincrement: a number is never given twice, whatever retention takes away.
create table tape (
    arrival integer primary key autoincrement, article text not null, version text not null, raw text, source text,
    seen_at integer not null, body blob not null
);
create index tape_article on tape (article, arrival);

-- One row per article: its latest wording, and its place.
create table articles (
    id text primary key, latest integer not null, version text not null, url text, title text not null,
    domain text not null, at integer not null, language text, kind text not null, source text, versions integer not null,
    story text, event text, copy_of text, position integer, placed integer, placed_wording integer
) without rowid;
create index articles_at on articles (at desc, id);
create index articles_domain on articles (domain, at desc, id);
create index articles_source on articles (source, at desc, id);
create index articles_story on articles (story, position) where story is not null;
create index articles_waiting on articles (latest) where placed is null;
create index articles_placed on articles (placed) where placed is not null;

create table edits (
    arrival integer primary key, article text not null, title text not null, domain text not null, before text not null,
    after text not null, at integer not null
);
create index edits_article on edits (article);

create table stories (
    id text primary key, title text not null, lead text not null, date text not null, first integer, last integer not null,
    articles integer not null, outlets integer not null, independent integer not null, state text not null,
    revision integer not null, changed integer not null, told_at integer not null, picture text
) without rowid;
create index stories_last on stories (last desc, id);
create index stories_changed on stories (changed, id);
create table told (story text primary key, body blob not null);
create table aliases (id text primary key, target text not null) without rowid;
create index aliases_target on aliases (target);

create table facets (
    kind text not null, value text not null, story text not null, count integer not null,
    primary key (kind, value, story)
) without rowid;
create index facets_story on facets (story);
create table names (
    kind text not null, value text not null, fold text not null, stories integer not null, count integer not null,
    primary key (kind, value)
) without rowid;
create index names_most on names (kind, stories desc, count desc, value);
create index names_fold on names (kind, fold);

create table changes (
    seq integer primary key, at integer not null, kind text not null, story text not null, article text, other text,
    note text not null
);
create index changes_story on changes (story, seq);
create table corrections (
    id integer primary key, at integer not null, by text not null, action text not null, undone integer
);
create table editions (
    id integer primary key, date text not null, starts integer not null, ends integer not null, made_at integer not null,
    closed integer not null
);
create table edition_stories (
    edition integer not null, position integer not null, story text not null, body blob,
    primary key (edition, position)
) without rowid;
create index edition_stories_story on edition_stories (edition, story);
create table cited (article text not null, edition integer not null, primary key (article, edition)) without rowid;

create table sources (
    id text primary key, url text not null, title text not null, grp text not null, rules text not null,
    added_at integer not null, due integer, failing integer not null default 0, article_at integer,
    articles integer not null default 0, poll text not null
) without rowid;
create index sources_due on sources (due) where due is not null;
create table marks (
    source text not null, key integer not null, print integer not null, at integer not null, primary key (source, key)
) without rowid;
create table jobs (
    key text primary key, source text not null, due integer not null, lease integer, attempts integer not null,
    why text, body text not null
) without rowid;
create index jobs_due on jobs (due, key);
create index jobs_source on jobs (source);
create table robots (
    origin text primary key, fetched_at integer not null, status integer not null, body blob not null
) without rowid;
create table moved (url text primary key, target text not null, at integer not null) without rowid;

create table users (
    name text primary key, password text not null, role text not null, at integer not null
) without rowid;
create table sessions (
    key text primary key, user text not null, csrf text not null, at integer not null, until integer not null
) without rowid;
create table tokens (
    key text primary key, name text not null unique, role text not null, at integer not null, used integer
) without rowid;
create table searches (
    id integer primary key autoincrement, user text not null, name text not null, query text not null,
    alert integer not null, told_to integer not null, at integer not null
);
create table looks (
    user text not null, story text not null, seq integer not null, at integer not null, primary key (user, story)
) without rowid;
create table preferences (user text not null, key text not null, value text not null, primary key (user, key)) without rowid;
create table mutes (
    user text not null, kind integer not null, value text not null, primary key (user, kind, value)
) without rowid;

create table pages (
    id text primary key, url text, media_type text, charset text, fetched_at integer not null, body blob not null
);
create index pages_fetched on pages (fetched_at);
create table snapshot (
    id integer primary key check (id = 1), placed integer not null, correction integer not null, body blob not null
);
