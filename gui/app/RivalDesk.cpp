#include "gui/app/RivalDesk.h"

#include "gui/control/RivalReader.h"
#include "gui/control/StoreAccess.h"
#include "gui/pages/RivalRow.h"

namespace gui {

RivalDesk::RivalDesk(StoreAccess& store, RivalRow& row, QObject* parent)
    : QObject(parent)
{
    connect(&row, &RivalRow::rivalsWanted, this, [this, &store, &row](qint64 run, const RoutingShape& shape) {
        store.tryAsk(
            this, m_names.start(),
            [run, shape](storage::RunRepository& repository) { return readRivals(repository, run, shape); },
            [&row, run](Attempt<std::vector<RivalName>> read) {
                if (read.result)
                    row.setRivals(run, std::move(*read.result));
                else
                    row.setProblem(run, read.problem);
            });
    });
    connect(&row, &RivalRow::rivalWanted, this, [this, &store, &row](qint64 run, qint64 rival) {
        store.tryAsk(
            this, m_records.start(),
            [rival](storage::RunRepository& repository) { return readRival(repository, rival); },
            [&row, run](Attempt<std::shared_ptr<const RoutingRival>> read) {
                if (read.result)
                    row.setRival(run, std::move(*read.result));
                else
                    row.setProblem(run, read.problem);
            });
    });
}

} // namespace gui

#include "moc_RivalDesk.cpp"
