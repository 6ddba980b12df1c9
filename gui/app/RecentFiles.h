#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace gui {

class AppSettings;
class LaunchPage;

/// File > Recent files: configurations, model and data folders that were opened, dropped or trained with. One that is
/// chosen is taken as a drop is.
class RecentFiles final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        QMenu& menu;
        LaunchPage& launch;
        AppSettings& settings;
        QAction& openConfiguration; ///< nothing can be chosen while it is disabled
    };

    explicit RecentFiles(const Parties& parties, QObject* parent = nullptr);

private:
    void add(const QString& path);
    void fill();

    const Parties m_parties;
};

} // namespace gui
