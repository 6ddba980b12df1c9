#include "gui/app/FileDialogs.h"

#include <QFileDialog>
#include <QRegularExpression>

namespace gui {

namespace {

QFileDialog* makeDialog(QWidget* parent, const FileDialogs::Question& question, FileDialogs::Chosen chosen)
{
    auto* dialog = new QFileDialog(parent, question.title, question.start, question.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [chosen = std::move(chosen)](const QString& path) { chosen(path); });
    return dialog;
}

} // namespace

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
    static const QRegularExpression suffix(QStringLiteral("\\*\\.(\\w+)"));
    dialog->setDefaultSuffix(suffix.match(question.filter).captured(1));
    dialog->show();
}

void FileDialogs::reportProblem(const QString& problem) const
{
    if (m_report)
        m_report(problem);
}

} // namespace gui
