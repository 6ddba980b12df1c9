#include "gui/app/FileDialogs.h"

#include <cstddef>
#include <string_view>

#include <QFileDialog>
#include <QPointer>
#include <QRegularExpression>

#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"
#include "storage/export/OutputFile.h"
#include "storage/runs/Error.h"

namespace gui {

namespace {

/// The first that a filter names: "html" of "Report, one page (*.html)".
QString endingOf(const QString& filter)
{
    static const QRegularExpression ending(QStringLiteral("\\*\\.(\\w+)"));
    return ending.match(filter).captured(1);
}

QFileDialog* makeDialog(QWidget* parent, const FileDialogs::Question& question, FileDialogs::Chosen chosen)
{
    auto* dialog = new QFileDialog(parent, question.title, question.start, question.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [chosen = std::move(chosen)](const QString& path) { chosen(path); });
    return dialog;
}

} // namespace

FileDialogs::FileDialogs() = default;

FileDialogs::~FileDialogs() = default;

void FileDialogs::openFolder(QWidget* parent, const Question& question, Chosen chosen)
{
    QFileDialog* dialog = makeDialog(parent, question, std::move(chosen));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->show();
}

void FileDialogs::openFile(QWidget* parent, const Question& question, Chosen chosen)
{
    QFileDialog* dialog = makeDialog(parent, question, std::move(chosen));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->show();
}

void FileDialogs::saveFile(QWidget* parent, const Question& question, Chosen chosen)
{
    QFileDialog* dialog = makeDialog(parent, question, std::move(chosen));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    const auto endAs = [dialog](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, endAs);
    endAs(question.filter); // the first of them is chosen
    dialog->show();
}

void FileDialogs::write(QObject* context, const QString& path, Content content, Written written)
{
    if (m_writer == nullptr) {
        m_writer = std::make_unique<Worker>();
        QObject::connect(m_writer.get(), &Worker::failed, m_writer.get(),
                         [this](const QString& reason) { reportProblem(reason); });
    }
    m_writer->run(
        m_writer.get(), {},
        [path, content = std::move(content)] {
            try {
                const QByteArray bytes = content();
                if (bytes.isNull())
                    return tr("%1: cannot be written").arg(path);
                storage::writeOutputFile(path.toStdString(),
                                         std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
                return QString();
            } catch (const storage::Error& error) {
                return engineText(error.what());
            }
        },
        [this, context = QPointer<QObject>(context), written = std::move(written)](const QString& problem) {
            if (context)
                written(problem);
            else if (!problem.isEmpty())
                reportProblem(problem);
        });
}

void FileDialogs::reportProblem(const QString& problem) const
{
    if (m_report)
        m_report(problem);
}

} // namespace gui
