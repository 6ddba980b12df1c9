#pragma once

#include <memory>
#include <optional>

#include "engine/run/Wanted.h"
#include "gui/models/SampleSet.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// The rows of one evaluation, or why they cannot be read.
struct ReadRows
{
    std::optional<engine::RowsEvaluated> rows;
    QString problem;
};

/// On the store's thread.
ReadRows readRows(const storage::RunRepository& repository, std::int64_t run, const EvaluationKey& key);

/// The texts of a run's dev rows, from the data files that its configuration names; only while these are the same as
/// when the run read them. Reads and checks all of the task's files: on a worker. What is not wanted any more is given
/// up, and its result means nothing.
std::shared_ptr<const SampleTexts> readTexts(const storage::RunRecord& run, const engine::Wanted& wanted = {});

} // namespace gui
