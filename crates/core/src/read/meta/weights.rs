//! What was learned from labeled pages: weights for choosing among candidates.

use super::{dates, titles};

/// Weights of the features of a title, in their order.
pub(super) const TITLE: [f32; titles::FEATURES] = [
    0.57, 0.18, -0.07, 0.73, -0.73, 1.23, 0.16, -1.30, 0.61, -1.85, 0.12, 0.03, 0.35, -0.16, -0.67, -0.47,
    -0.43, 0.68, 1.32, 1.95, 0.36, 0.33, 1.23, -0.49, 0.0, 0.0, 0.0,
];

/// Weights of the features of a day, in their order.
pub(super) const DATE: [f32; dates::FEATURES] = [
    0.38, -0.66, 1.00, 2.06, 0.29, 0.79, 0.78, 1.30, 1.71, 0.38, 1.34, 2.61, 2.08, -0.50, 2.28, 0.00, 0.00,
    0.00, 0.00, 0.73, -0.35, 0.63, -0.43, 1.69, 0.00, -0.19, 0.0, -0.1,
];

/// A day with a sum not above this is no date.
pub(super) const DATE_FLOOR: f32 = -5.0;
