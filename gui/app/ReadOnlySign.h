#pragma once

#include <QWidget>

namespace gui {

class Theme;

/// A lock and a word in the status bar of a window that only reads its workspace.
class ReadOnlySign final : public QWidget {
    Q_OBJECT

public:
    explicit ReadOnlySign(Theme& theme, QWidget* parent = nullptr);
};

} // namespace gui
