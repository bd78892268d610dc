//! The conveyor: takes inputs, calls the core on every core of the machine, keeps the order.

mod article_line;
mod clock;
mod corrections;
pub mod discover;
mod documents;
mod gather;
pub mod live;
pub mod notify;
mod open;
mod pictures;
mod stop;
mod tell;
pub mod wide;

pub use article_line::{article_as_given, article_of, id_of, page_of, unnamed_article_of};
pub use clock::{Clock, FakeClock, SystemClock};
pub use corrections::{make_corrections, read_corrections};
pub use documents::Document;
pub use gather::{Gathered, gather};
pub use open::{Opened, documents, manners, models, open};
pub use pictures::{LocalPicture, localize};
pub use stop::{Interrupted, stop_on_interrupt, stopped};
pub use tell::{Told, With, tell};
