#pragma once

#include <QSet>
#include <QString>

namespace gui {

struct MetricPlot;

/// What a person chose to see on the Metrics tab, for every run.
struct MetricChoices
{
    QSet<QString> added;   ///< plots beyond the usual, by id
    QSet<QString> removed; ///< of the usual
    int across = 0;        ///< number of the x axis among those offered
    bool isRawShown = true;
    bool isLinked = true;
    bool areValuesShown = false; ///< as a table

    bool shows(const MetricPlot& plot) const;
    void choose(const MetricPlot& plot, bool isShown);
};

QString toText(const MetricChoices& choices);
/// What cannot be read is as at the first start.
MetricChoices metricChoicesFromText(const QString& text);

} // namespace gui
