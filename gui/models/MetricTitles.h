#pragma once

#include <string>

#include <QString>

/// What metrics and series are called on the axes of every page. A loss is in nats, or a squared error.
namespace gui {

/// "Matthews correlation" for "matthews"; the key in words where it has no name.
QString metricName(const std::string& key);

/// The same, marked where it is a likelihood that is not that of a causal model.
QString markedMetricName(const std::string& key, bool isNotCausal);

/// As short as it is still known: "Matthews", "Loss".
QString shortMetricName(const std::string& key);

/// Of a split's metric among others, as in a table: "Matthews, dev", "Loss, dev".
QString scoreName(const std::string& metric, const std::string& split);
/// The same with the unit where it has one: "Matthews, dev", "Loss, dev (nats)", "Mean squared error, dev".
QString scoreNameWithUnit(const std::string& metric, const std::string& split, bool isSquaredError);
/// Of a series of the training among others: "Training loss", "Gradient norm".
QString seriesName(const std::string& key);

/// Of a split's metric, as an axis is titled, with its unit: "Matthews, dev", "loss (nats)".
QString scoreTitle(const std::string& metric, const std::string& split, bool isSquaredError);
/// Of a series of the training: "loss (nats)", "samples/s", "gradient norm".
QString seriesTitle(const std::string& key, bool isSquaredError);

} // namespace gui
