#include "gui/forms/FieldEditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QToolButton>
#include <QWheelEvent>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/forms/FieldText.h"
#include "gui/forms/NumberField.h"

namespace gui {

namespace {

/// A red line around its parent.
class ProblemFrame final : public QWidget {
public:
    ProblemFrame(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        parent->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Resize)
            setGeometry(parentWidget()->rect());
        return QWidget::eventFilter(watched, event);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.colours().error, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
    }

private:
    const Theme& m_theme;
};

QString textOf(const engine::Json& value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

class SwitchEditor final : public FieldEditor {
public:
    SwitchEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : FieldEditor(parent)
        , m_box(new QCheckBox(fieldText(field.field.label), this))
    {
        setInput(m_box, tools);
        connect(m_box, &QCheckBox::clicked, this, &FieldEditor::edited);
    }
    engine::Json value() const override { return m_box->isChecked(); }
    void setValue(const engine::Json& value) override { m_box->setChecked(value.is_boolean() && value.get<bool>()); }
    bool hasOwnLabel() const override { return true; }

private:
    QCheckBox* m_box;
};

/// Leaves the wheel to the form unless it was clicked first.
class CalmComboBox final : public QComboBox {
public:
    explicit CalmComboBox(QWidget* parent)
        : QComboBox(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

class ChoiceEditor final : public FieldEditor {
public:
    ChoiceEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : FieldEditor(parent)
        , m_box(new CalmComboBox(this))
    {
        for (const std::string& choice : field.choices)
            m_box->addItem(QString::fromStdString(choice));
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(7);
        setInput(m_box, tools);
        connect(m_box, &QComboBox::activated, this, &FieldEditor::edited);
    }
    engine::Json value() const override { return m_box->currentText().toStdString(); }
    void setValue(const engine::Json& value) override { m_box->setCurrentIndex(m_box->findText(textOf(value))); }

private:
    QComboBox* m_box;
};

/// A device of this machine, or of another one that the configuration was made for.
class DeviceEditor final : public FieldEditor {
public:
    DeviceEditor(const FormTools& tools, QWidget* parent)
        : FieldEditor(parent)
        , m_box(new CalmComboBox(this))
    {
        m_box->setModel(tools.devices);
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(7);
        setInput(m_box, tools);
        connect(m_box, &QComboBox::activated, this, &FieldEditor::edited);
    }
    engine::Json value() const override { return m_box->currentData().toString().toStdString(); }
    void setValue(const engine::Json& value) override
    {
        const QString device = textOf(value);
        if (m_box->findData(device) < 0)
            m_box->addItem(device, device);
        m_box->setCurrentIndex(m_box->findData(device));
    }

private:
    QComboBox* m_box;
};

class NumberEditor final : public FieldEditor {
public:
    NumberEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : FieldEditor(parent)
        , m_number(new NumberField({field.type == engine::FieldType::Integer,
                                    std::max(field.field.minimum, -engine::largestInteger),
                                    std::min(field.field.maximum, engine::largestInteger)},
                                   fieldUnits(field.field.unit), fieldText(field.field.nothing), this))
    {
        setInput(m_number, tools);
        tools.theme.paintIn(&m_number->unit(), Ink::Secondary);
        connect(m_number, &NumberField::edited, this, &FieldEditor::edited);
    }
    engine::Json value() const override { return m_number->value(); }
    void setValue(const engine::Json& value) override { m_number->setValue(value); }

private:
    NumberField* m_number;
};

class TextEditor : public FieldEditor {
public:
    TextEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : FieldEditor(parent)
        , m_line(new QLineEdit(this))
    {
        setInput(m_line, tools);
        m_line->setPlaceholderText(fieldText(field.field.nothing));
        connect(m_line, &QLineEdit::textEdited, this, &FieldEditor::edited);
    }
    engine::Json value() const override { return m_line->text().toStdString(); }
    void setValue(const engine::Json& value) override
    {
        m_line->setText(textOf(value));
        m_line->setCursorPosition(0);
    }
    void setPlaceholder(const QString& text) override { m_line->setPlaceholderText(text); }

protected:
    QLineEdit* line() const { return m_line; }

private:
    QLineEdit* m_line;
};

/// A folder, typed or chosen.
class FolderEditor final : public TextEditor {
public:
    FolderEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : TextEditor(field, tools, parent)
        , m_dialogs(tools.dialogs)
    {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("browseButton"));
        button->setIcon(tools.theme.icon(QStringLiteral("folder-open")));
        button->setToolTip(FieldEditor::tr("Choose a folder"));
        button->setAccessibleName(FieldEditor::tr("Choose a folder for %1").arg(fieldText(field.field.label)));
        button->setAutoRaise(true);
        layout()->addWidget(button);
        line()->setAcceptDrops(false); // the page takes what is dropped, and knows what kind of folder it is
        const QString title = fieldText(field.section.c_str()) + QStringLiteral(": ") + fieldText(field.field.label);
        connect(button, &QToolButton::clicked, this, [this, title] {
            const QString now = line()->text();
            m_dialogs.openFolder(this, {title, QFileInfo(now).isDir() ? now : QString(), {}},
                                 [this](const QString& path) {
                                     line()->setText(path);
                                     Q_EMIT edited();
                                 });
        });
    }

    void setValue(const engine::Json& value) override
    {
        TextEditor::setValue(value);
        line()->end(false); // the end of a path tells more than its beginning
    }

private:
    FileDialogs& m_dialogs;
};

/// Values with commas between them.
class ListEditor final : public TextEditor {
public:
    ListEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
        : TextEditor(field, tools, parent)
        , m_isText(field.type == engine::FieldType::TextList)
    {
    }

    engine::Json value() const override
    {
        engine::Json list = engine::Json::array();
        const QStringList parts = line()->text().split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString& part : parts) {
            const QString word = part.trimmed();
            if (!word.isEmpty())
                list.push_back(m_isText ? engine::Json(word.toStdString()) : number(word));
        }
        return list;
    }

    void setValue(const engine::Json& value) override
    {
        if (!value.is_array())
            return TextEditor::setValue(value);
        QStringList words;
        for (const engine::Json& item : value)
            words << (m_isText ? textOf(item) : NumberField::text(item));
        line()->setText(words.join(QStringLiteral(", ")));
    }

private:
    static engine::Json number(const QString& word)
    {
        bool ok = false;
        if (const qlonglong whole = word.toLongLong(&ok); ok)
            return engine::Json(static_cast<std::int64_t>(whole));
        if (const double real = word.toDouble(&ok); ok)
            return engine::Json(real);
        return engine::Json(word.toStdString());
    }

    const bool m_isText;
};

} // namespace

void FieldEditor::setInput(QWidget* input, const FormTools& tools)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::pair);
    row->addWidget(input, 1);
    setFocusProxy(input);
    m_frame = new ProblemFrame(tools.theme, input);
    m_frame->hide();
}

void FieldEditor::setProblem(bool isProblem)
{
    m_frame->setVisible(isProblem);
    m_frame->raise();
}

FieldEditor* makeFieldEditor(const engine::FieldDescription& field, const FormTools& tools, QWidget* parent)
{
    using engine::FieldType;
    switch (field.type) {
    case FieldType::Switch:
        return new SwitchEditor(field, tools, parent);
    case FieldType::Choice:
    case FieldType::Kind:
        return new ChoiceEditor(field, tools, parent);
    case FieldType::Integer:
    case FieldType::Real:
        return new NumberEditor(field, tools, parent);
    case FieldType::IntegerList:
    case FieldType::RealList:
    case FieldType::TextList:
        return new ListEditor(field, tools, parent);
    case FieldType::Text:
        break;
    }
    if (field.path == "runtime.device" && tools.devices != nullptr)
        return new DeviceEditor(tools, parent);
    if (const std::string_view key = field.field.key; key == "path" || key == "start" || key == "continue_from")
        return new FolderEditor(field, tools, parent);
    return new TextEditor(field, tools, parent);
}

} // namespace gui

#include "moc_FieldEditor.cpp"
