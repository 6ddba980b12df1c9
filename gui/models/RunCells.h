#pragma once

#include <string>
#include <vector>

#include <QString>

#include "storage/runs/RunRecord.h"
#include "storage/runs/RunTable.h"

/// How a table of runs says what it holds.
namespace gui {

/// Title of a key's column: "State", "matthews, best", "training.learning_rate".
QString columnTitle(const std::string& key);
/// A cell as text; "–" for a score that is not there, otherwise empty.
QString cellText(const storage::RunTable& table, std::size_t row, std::size_t column);
/// A number of that column, with its unit: for means as well.
QString numberText(const std::string& key, double value);
bool isRightAligned(const storage::RunTable& table, std::size_t column);

/// True for the cell of a loss or perplexity that is not a causal model's; see engine/run/Likelihood.h.
bool isNotCausal(const storage::RunTable& table, std::size_t row, const std::string& key);
/// True where it is for one of these rows.
bool isAnyNotCausal(const storage::RunTable& table, const std::vector<std::size_t>& rows, const std::string& key);

/// Damaged for a word that is none.
storage::RunState stateOfWord(const std::string& word);
storage::RunState stateOf(const storage::RunTable& table, std::size_t row);
/// "LoRA + MoLEx (sequence vote), CoLA, seed 4"
QString whatText(const storage::RunTable& table, std::size_t row);
/// A run's name for where its group's stands above it: "kind=molex-s42" for "starter-kind=molex-s42" of "starter".
QString nameBelow(const QString& group, const QString& name);
/// A name of a sweep by its values alone, for where it is too long: "8-0.002" for "rank=8-learning_rate=0.002".
QString withoutKeys(const QString& name);

} // namespace gui
