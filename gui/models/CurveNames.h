#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <QString>

#include "engine/run/RunSummary.h"

namespace gui {

/// What the series of compared runs are called: scores by their metric and split, as the runs were evaluated.
class CurveNames {
public:
    CurveNames(const std::vector<engine::RunSummary>& runs, bool isSquaredError);

    /// Of an axis, with the unit: "Matthews, dev", "loss (nats)".
    QString title(const std::string& key) const;
    /// Among others: "Matthews, dev", "Loss, dev", "Training loss".
    QString name(const std::string& key) const;
    /// Of a language model; see engine::isLikelihood().
    bool isLikelihood(const std::string& key) const;

private:
    std::map<std::string, std::pair<std::string, std::string>> m_scores; ///< metric and split of a series
    bool m_isSquaredError;
};

} // namespace gui
