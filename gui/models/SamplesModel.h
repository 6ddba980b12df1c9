#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <vector>

#include "gui/models/WrittenScores.h"

namespace gui {

class Theme;

/// The rows of one evaluation, beside those of an earlier one, with their texts where these can be read. Of a language
/// model's row the sentence is its prompt, the label its reference, the prediction the text that was written, and the
/// confidence that text's BLEU.
class SamplesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Row, Sentence, Label, Before, Prediction, Confidence, Loss, Route, columns };
    enum Role {
        SortKey = Qt::UserRole,
        Layers,    ///< QList<int>: the layer at each mixed position, best of several
        LayerCount ///< int: T
    };

    explicit SamplesModel(const Theme& theme, QObject* parent = nullptr);

    /// nullptr for none; the earlier evaluation is forgotten.
    void setSamples(std::shared_ptr<const SampleSet> samples);
    /// Another evaluation of the same rows; nullptr for none.
    void setEarlier(std::shared_ptr<const SampleSet> earlier);
    /// nullptr while they are being read.
    void setTexts(std::shared_ptr<const SampleTexts> texts);
    /// BLEU of each text; what comes too late, of other rows or references than those shown, is dropped.
    void setScores(const WrittenRows& of, std::vector<double> bleu);

    const SampleSet* samples() const { return m_samples.get(); }
    bool hasEarlier() const { return m_earlier != nullptr; }
    /// The prediction, or the text, is another than that of the earlier evaluation; false without one.
    bool isChanged(std::size_t row) const;
    /// Place in the order of losses, the lowest first.
    std::size_t lossRank(std::size_t row) const { return m_lossRanks[row]; }
    /// Why there are no texts; empty while they are being read, and where they are there.
    QString textsProblem() const { return m_texts ? m_texts->problem : QString(); }
    /// nullptr where there is no text.
    const SampleTexts::Text* text(std::size_t row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows with texts and their references are there: writtenScores() can tell what setScores() takes.
    void scoresWanted(const gui::WrittenRows& written);

private:
    void askForScores();
    QString display(std::size_t row, int column) const;
    QString displayWritten(std::size_t row, int column) const;
    QVariant sortKey(std::size_t row, int column) const;
    QVariant decoration(std::size_t row, int column) const;
    QString toolTip(std::size_t row, int column) const;
    /// A loss's tip, with a line where it is no likelihood of a causal model.
    QString withCausality(const QString& ofLoss) const;
    QString routeText(std::size_t row) const;
    static QString writtenText(const SampleSet& samples, std::size_t row);
    static QString bleuHelp();
    QString reference(std::size_t row) const;
    double bleu(std::size_t row) const; ///< NaN where there is none
    void rankLosses();

    const Theme& m_theme;
    std::shared_ptr<const SampleSet> m_samples;
    std::shared_ptr<const SampleSet> m_earlier;
    std::shared_ptr<const SampleTexts> m_texts;
    std::vector<std::size_t> m_lossRanks;
    std::vector<double> m_bleu; ///< of the texts written; empty until they are scored
};

} // namespace gui
