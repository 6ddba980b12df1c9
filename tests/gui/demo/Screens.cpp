#include "tests/gui/demo/Screens.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QTreeView>

#include <algorithm>

#include "gui/models/RunTableModel.h"

void settle(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

void Screens::await(const std::function<bool()>& holds, const QString& complaint, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!holds() && timer.elapsed() < milliseconds)
        settle(20);
    if (!holds())
        complain(complaint);
}

void Screens::awaitNews(const std::vector<const char*>& labels)
{
    std::vector<std::pair<QLabel*, QString>> before;
    for (const char* name : labels)
        if (auto* label = find<QLabel>(name))
            before.emplace_back(label, label->text());
    const auto isOld = [](const auto& one) { return one.first->text() == one.second; };
    QElapsedTimer timer;
    timer.start();
    while (std::any_of(before.begin(), before.end(), isOld) && timer.elapsed() < longestMilliseconds)
        settle(20);
    for (const auto& one : before)
        if (isOld(one)) {
            std::fprintf(stderr, "%s: says nothing new\n", qPrintable(one.first->objectName()));
            m_isComplete = false;
        }
}

void Screens::grabOpened(const char* name, const char* dialog)
{
    auto* opened = find<QDialog>(dialog);
    if (opened == nullptr)
        return;
    grab(name, opened);
    opened->close();
}

void Screens::grabOver(const char* name, const char* popup)
{
    auto* opened = find<QWidget>(popup);
    if (opened == nullptr)
        return;
    settle(loadingMilliseconds);
    QPixmap picture = m_window.grab();
    QPainter painter(&picture);
    painter.drawPixmap(m_window.mapFromGlobal(opened->mapToGlobal(QPoint())), opened->grab());
    painter.end();
    save(picture, name);
    opened->close();
}

void Screens::chooseRun(const QString& name)
{
    auto* table = find<QTreeView>("runTable");
    const QModelIndexList found = table == nullptr
        ? QModelIndexList()
        : table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (found.isEmpty()) {
        complain(QStringLiteral("%1: no such run").arg(name));
        return;
    }
    table->setCurrentIndex(found.first());
    const QModelIndex group = found.first().parent();
    table->model()->setData(group.isValid() ? group : found.first(), Qt::Checked, Qt::CheckStateRole);
    settle(loadingMilliseconds);
}

void Screens::checkTask(bool areChecked)
{
    auto* view = find<QTreeView>("runTable");
    if (view == nullptr)
        return;
    auto& runs = *static_cast<gui::RunTableModel*>(view->model());
    const QModelIndex selected = view->currentIndex().siblingAtColumn(gui::RunTableModel::Name);
    if (const auto row = runs.table().rowOf(selected.data(gui::RunTableModel::RunId).toLongLong()))
        type("runFilter", QStringLiteral("state:finished task=\"%1\"")
                              .arg(QString::fromStdString(runs.table().textOf(*row, "task"))));
    for (int i = 0; i < runs.rowCount(); ++i)
        runs.setData(runs.index(i, gui::RunTableModel::Name), areChecked ? Qt::Checked : Qt::Unchecked,
                     Qt::CheckStateRole);
    type("runFilter", QString());
    settle(6 * loadingMilliseconds);
}

void Screens::save(const QPixmap& picture, const char* name)
{
    const QString path = m_folder.filePath(QLatin1String(name) + m_suffix + QStringLiteral(".png"));
    if (!picture.save(path))
        complain(QStringLiteral("%1: cannot be written").arg(path));
}
