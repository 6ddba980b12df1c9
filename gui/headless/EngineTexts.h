#pragma once

#include "gui/headless/Command.h"

/// The commands of which `molex` has the name alone: for help and usage it becomes `molex-engine` as well.
namespace gui {

inline constexpr CommandText generateText{"generate", "Write a text for each meaning representation of an E2E file"};
inline constexpr CommandText forwardText{"forward", "One pass of a model over a batch of token ids"};
inline constexpr CommandText trainStepsText{"train-steps", "AdamW steps on one batch of token ids"};
inline constexpr CommandText decodeText{"decode", "Continue prompts of token ids with a language model"};
inline constexpr CommandText benchText{"bench", "Measure training steps by method, precision and shape"};
inline constexpr CommandText doctorText{"doctor", "Tell what this machine offers and what would make it faster"};
/// A part of `molex queue`.
inline constexpr CommandText workText{"work", "Train the runs that wait, one after the other, until none is left"};

} // namespace gui
