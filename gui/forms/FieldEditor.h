#pragma once

#include <QWidget>

#include "engine/run/FieldList.h"

class QStandardItemModel;

namespace gui {

class FileDialogs;
class Theme;

/// What the editors of a form share; outlives them.
struct FormTools
{
    Theme& theme;
    FileDialogs& dialogs;
    QStandardItemModel* devices = nullptr; ///< texts, with values as user data; without, a device is typed
};

/// Edits one field of a configuration as JSON. What cannot be read stays as typed, so that the reader names the problem.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual engine::Json value() const = 0;
    /// Shows `value`; does not emit edited().
    virtual void setValue(const engine::Json& value) = 0;
    /// True when the editor shows the field's label itself.
    virtual bool hasOwnLabel() const { return false; }
    /// What "" and an empty list stand for.
    virtual void setPlaceholder(const QString&) {}

    /// Draws the field in red.
    void setProblem(bool isProblem);

Q_SIGNALS:
    /// By the user.
    void edited();

protected:
    /// `input` fills this editor and takes its focus.
    void setInput(QWidget* input, const FormTools& tools);

private:
    QWidget* m_frame = nullptr;
};

/// The editor that suits the field's type.
FieldEditor* makeFieldEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent);

} // namespace gui
