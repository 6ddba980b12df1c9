#pragma once

#include <memory>

#include <QAbstractButton>
#include <QtTest/QtTest>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/models/RunModel.h"
#include "tests/support/SyntheticRun.h"

namespace support {

/// What tests of a view of one run share: the view in a theme of its own, its parts by object name, a made-up run.
template <class View>
class ViewTest : public QObject {
protected:
    /// A fresh view of a fresh model, shown.
    void open(QSize size)
    {
        close();
        m_theme = std::make_unique<gui::Theme>(*qApp, gui::Theme::Choice::Light);
        m_model = std::make_unique<gui::RunModel>();
        m_view = std::make_unique<View>(*m_theme, m_dialogs);
        m_view->setModel(m_model.get());
        m_view->resize(size);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void close()
    {
        m_view.reset();
        m_model.reset();
        m_theme.reset();
    }

    template <class T>
    T& find(const char* name)
    {
        return findIn<T>(*m_view, name);
    }

    template <class T>
    static T& findIn(const QWidget& part, const char* name)
    {
        T* found = part.findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("no child %s", name);
        return *found;
    }

    void click(const char* button)
    {
        QTest::mouseClick(&find<QAbstractButton>(button), Qt::LeftButton);
        QCoreApplication::processEvents();
    }

    /// The model becomes that run's, up to a step.
    void feed(std::int64_t upTo, const SyntheticOptions& options)
    {
        SyntheticRun run(options);
        m_model->load(run.queued());
        m_model->apply(run.events(upTo), 1000);
        QCoreApplication::processEvents();
    }

    std::unique_ptr<gui::Theme> m_theme;
    gui::FileDialogs m_dialogs;
    std::unique_ptr<gui::RunModel> m_model;
    std::unique_ptr<View> m_view;
};

} // namespace support
