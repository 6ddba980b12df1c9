#include "gui/pages/SameTime.h"

#include <cmath>
#include <utility>

#include <QCoreApplication>

#include "engine/run/ConfigJson.h"
#include "gui/forms/JsonPath.h"
#include "gui/forms/NumberField.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct SameTimeWords
{
    Q_DECLARE_TR_FUNCTIONS(SameTime)
};

/// Layers that a pass runs beside the model's own, and at how many of its positions.
struct MixedLayers
{
    std::int64_t positions = 0; ///< 0: at all of them
    double more = 1;            ///< for each of the model's own
};

MixedLayers mixedLayers(const engine::RunConfig& config, std::int64_t layers)
{
    const engine::Json routing = engine::toJson(config)["routing"];
    const auto chosen = routing.value("top_k", std::int64_t(1));
    const auto positions = static_cast<std::int64_t>(routing.value("positions", engine::Json::array()).size());
    if (positions == 0 || layers == 0 || positions >= layers)
        return {0, static_cast<double>(chosen)};
    return {positions, static_cast<double>(chosen * positions) / static_cast<double>(layers)};
}

QString shortNumber(double value)
{
    return NumberField::text(engine::Json(value));
}

} // namespace

SameTime sameTime(engine::Json preset, const engine::RunConfig& before, std::int64_t layers)
{
    const MixedLayers mixed = mixedLayers(before, layers);
    const double factor = std::round((1 + mixed.more) * 100) / 100;
    const engine::TrainingConfig& training = before.training;
    setValueAt(preset, "training.epochs", factor * training.epochs);
    if (training.steps > 0)
        setValueAt(preset, "training.steps",
                   static_cast<std::int64_t>(std::llround(factor * static_cast<double>(training.steps))));
    const QString length = training.steps == 1 ? SameTimeWords::tr("1 step")
        : training.steps > 0                   ? SameTimeWords::tr("%1 steps").arg(training.steps)
        : training.epochs == 1                 ? SameTimeWords::tr("1 epoch")
                                               : SameTimeWords::tr("%1 epochs").arg(shortNumber(training.epochs));
    const QString where = mixed.positions == 0
        ? SameTimeWords::tr("a mixture at every position")
        : SameTimeWords::tr("a mixture at %1 of %2 positions").arg(mixed.positions).arg(layers);
    return {std::move(preset),
            SameTimeWords::tr("%1 × the %2 from before: the time of %3").arg(shortNumber(factor), length, where)};
}

} // namespace gui
