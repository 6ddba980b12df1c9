#include "tests/monkey/Hands.h"

#include <QApplication>
#include <QDialog>
#include <QKeySequence>
#include <QPointer>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

#include "tests/monkey/Deed.h"

namespace monkey {

namespace {

void dragMouse(const Deed& deed, QWindow* window)
{
    constexpr int moves = 4;
    const QPointer<QWindow> there(window);
    const QPoint end(qBound(0, deed.to.x(), window->width() - 1), qBound(0, deed.to.y(), window->height() - 1));
    QTest::mousePress(window, Qt::LeftButton, deed.held, deed.at);
    for (int move = 1; there && move <= moves; ++move)
        QTest::mouseMove(there.data(), deed.at + (end - deed.at) * move / moves);
    if (there)
        QTest::mouseRelease(there.data(), Qt::LeftButton, deed.held, end);
}

void turnWheel(const Deed& deed, QWidget& top)
{
    QWidget* target = top.childAt(deed.at);
    if (target == nullptr)
        return;
    QWheelEvent event(target->mapFrom(&top, QPointF(deed.at)), top.mapToGlobal(QPointF(deed.at)), QPoint(),
                      QPoint(0, deed.to.y()), Qt::NoButton, deed.held, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(target, &event);
}

void typeWords(const QString& words, QWindow* window)
{
    const QPointer<QWindow> there(window);
    for (const QChar letter : words)
        if (there)
            QTest::keyClick(there.data(), letter.toLatin1());
}

} // namespace

QWidget& windowOnTop(QWidget& main)
{
    if (QWidget* popup = QApplication::activePopupWidget())
        return *popup;
    if (QWidget* modal = QApplication::activeModalWidget())
        return *modal;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows)
        if (window->isVisible() && qobject_cast<QDialog*>(window) != nullptr)
            return *window;
    return main;
}

void perform(const Deed& deed, QWidget& main)
{
    QWidget& top = windowOnTop(main);
    QWindow* window = top.windowHandle();
    if (window == nullptr)
        return;
    switch (deed.kind) {
    case Deed::Kind::Click:
        QTest::mouseClick(window, Qt::LeftButton, deed.held, deed.at);
        break;
    case Deed::Kind::DoubleClick:
        QTest::mouseDClick(window, Qt::LeftButton, deed.held, deed.at);
        break;
    case Deed::Kind::RightClick:
        QTest::mouseClick(window, Qt::RightButton, deed.held, deed.at);
        break;
    case Deed::Kind::Drag:
        dragMouse(deed, window);
        break;
    case Deed::Kind::Wheel:
        turnWheel(deed, top);
        break;
    case Deed::Kind::Keys:
        QTest::keySequence(window, QKeySequence::fromString(deed.text, QKeySequence::PortableText));
        break;
    case Deed::Kind::Words:
        typeWords(deed.text, window);
        break;
    case Deed::Kind::Resize:
        main.resize(deed.at.x(), deed.at.y());
        break;
    case Deed::Kind::Wait:
        break;
    }
}

} // namespace monkey
