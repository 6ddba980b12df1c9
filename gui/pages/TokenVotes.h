#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace gui {

class Theme;

/// The tokens of a text as coloured words, one colour per layer that they vote for, with the layer's number below; or
/// per expert that took them.
class TokenVotes final : public QWidget {
    Q_OBJECT

public:
    explicit TokenVotes(const Theme& theme, QWidget* parent = nullptr);

    /// votes: the layer of each token, −1 for none; layers: T; countsExperts: they are experts. Without votes the tokens
    /// stand on the plain ground.
    void setTokens(QStringList tokens, QList<int> votes, int layers, bool countsExperts);
    const QList<int>& votes() const { return m_votes; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Place
    {
        QRect word;
        QRect number;
    };
    QList<Place> places(int width) const;
    QString tip(qsizetype token) const;

    const Theme& m_theme;
    QStringList m_tokens;
    QList<int> m_votes;
    int m_layers = 0;
    bool m_countsExperts = false;
};

/// The votes by layer or expert, most first: "layer 4: 6 tokens".
class VoteLegend final : public QWidget {
    Q_OBJECT

public:
    explicit VoteLegend(const Theme& theme, QWidget* parent = nullptr);

    /// `words` stand behind the counts.
    void setVotes(const QList<int>& votes, int layers, const QString& words, bool countsExperts);
    /// As drawn where there is room: "layer 4: 6 tokens, layer 5: 1 token; 7 tokens".
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString nameOf(int layer) const;
    static QString tokenCount(int count);

    const Theme& m_theme;
    QList<std::pair<int, int>> m_counts; ///< layer, votes
    int m_layers = 0;
    bool m_countsExperts = false;
    QString m_words;
};

} // namespace gui
