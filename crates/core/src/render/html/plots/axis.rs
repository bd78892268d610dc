//! A scale of time with its marks.

use jiff::Timestamp;
use maud::{Markup, html};

/// Width of every drawing, in its own units.
pub(super) const WIDTH: f64 = 540.0;
/// Space on the right for half a dot.
const RIGHT: f64 = 12.0;
/// Marks on an axis at most.
const MOST_TICKS: i64 = 6;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Seconds to places between a left edge and the right one.
pub(super) struct Axis {
    from: i64,
    to: i64,
    left: f64,
}

impl Axis {
    /// The axis that holds these times. `None` without two different ones.
    pub(super) fn over(times: &[i64], left: f64) -> Option<Self> {
        let (from, to) = (*times.iter().min()?, *times.iter().max()?);
        (from < to).then_some(Self { from, to, left: left + 8.0 })
    }

    /// Where a time stands, to a tenth.
    pub(super) fn x(&self, at: i64) -> f64 {
        let share = (at - self.from) as f64 / (self.to - self.from) as f64;
        let x = self.left + share * (WIDTH - RIGHT - self.left);
        (x * 10.0).round() / 10.0
    }

    /// Upright lines with their dates, down to `bottom`.
    pub(super) fn ticks(&self, bottom: f64) -> Markup {
        let steps =
            [1, 2, 3, 6, 12, 24, 48, 72, 24 * 7, 24 * 14, 24 * 31, 24 * 92, 24 * 366, 24 * 3660, 24 * 36600];
        let hours = steps.into_iter().find(|step| (self.to - self.from) / (step * HOUR) < MOST_TICKS);
        let step = hours.unwrap_or(24 * 36600) * HOUR;
        let first = self.from.div_euclid(step) * step;
        let places: Vec<i64> = (0..=MOST_TICKS + 1)
            .map(|index| first + index * step)
            .filter(|at| (self.from..=self.to).contains(at))
            .collect();
        html! {
            @for at in places {
                @let x = self.x(at);
                line.grid x1=(x) x2=(x) y1="2" y2=(bottom) {}
                text x=(x) y=(bottom + 15.0) text-anchor=(anchor(x)) { (label(at, step)) }
            }
        }
    }
}

fn anchor(x: f64) -> &'static str {
    if x > WIDTH - 40.0 { "end" } else { "middle" }
}

/// Hours within a day, days within a year, else years.
fn label(at: i64, step: i64) -> String {
    let Ok(at) = Timestamp::from_second(at) else { return String::new() };
    let at = jiff::tz::Offset::UTC.to_datetime(at);
    let form = if step < DAY && at.hour() != 0 {
        "%H:%M"
    } else if step < 92 * DAY {
        "%-d %b"
    } else {
        "%b %Y"
    };
    at.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_lie_between_the_edges() {
        let axis = Axis::over(&[0, 3 * DAY], 100.0).unwrap();
        assert_eq!(axis.x(0), 108.0);
        assert_eq!(axis.x(3 * DAY), WIDTH - RIGHT);
        assert!(axis.ticks(50.0).into_string().contains("2 Jan"));
        assert!(Axis::over(&[5, 5], 0.0).is_none());
    }
}
