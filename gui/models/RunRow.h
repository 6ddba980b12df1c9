#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <QString>

#include "engine/run/RunConfig.h"
#include "storage/runs/RunRecord.h"
#include "storage/runs/RunTable.h"

namespace gui {

/// One run as tables show it. A plain value, made on the store's thread.
struct RunRow
{
    storage::RunRecord record;
    QString what;   ///< "LoRA + MoLEx (sequence vote), CoLA, seed 4"
    QString length; ///< "600 steps", "3 epochs"
    std::size_t speedKey = 0;  ///< equal for runs whose steps take equally long; 0 where the configuration is unreadable
    std::int64_t steps = 0;    ///< asked for; 0 where epochs say it
    double epochs = 0;
    /// Of them, done in the checkpoint of another run that it goes on from; nothing where that is not known.
    std::optional<std::int64_t> stepsBefore = 0;
    std::int64_t evaluateEvery = 0;    ///< steps; 0 for each epoch's end
    std::optional<double> secondsLeft; ///< of a run that waits, as far as other runs and measurements tell
};

RunRow makeRunRow(storage::RunRecord record);
std::vector<RunRow> makeRunRows(std::vector<storage::RunRecord> records);

/// The spelling of the literature where it differs from the configuration's: "LoRA", "CoLA".
QString properName(const std::string& name);

/// Of everything that decides how long a step takes.
std::size_t speedKeyOf(const engine::RunConfig& config);

/// How long a step takes, by speed key.
struct RunSpeed
{
    double secondsPerStep = 0;
    std::int64_t stepsPerEpoch = 0;
    double secondsPerEvaluation = 0; ///< 0 where it is not known
};
using RunSpeeds = std::map<std::size_t, RunSpeed>;

/// What the newest run of each key that has ended and taken a step says. Of one that went on from another run the steps
/// of its own count, as its seconds do; it says nothing where its start does not say how many those are.
RunSpeeds speedsOf(const storage::RunTable& runs);

/// A run in progress says more than those before it; until its first evaluation it leaves that to them.
void addLive(RunSpeeds& speeds, const RunSpeeds& live);

/// Adds what was measured: where runs tell how long a step takes, the time of an evaluation alone, and that only where
/// they do not.
void addMeasured(RunSpeeds& speeds, const RunSpeeds& measured);

/// Sets secondsLeft of runs that wait, where a speed is known.
void estimateTimes(std::vector<RunRow>& waiting, const RunSpeeds& speeds);

/// "21,440"
QString groupedNumber(std::int64_t number);
/// "0.649" for shares, "12.4" for larger numbers.
QString scoreText(double value);

} // namespace gui
