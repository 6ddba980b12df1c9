#pragma once

#ifndef Q_MOC_RUN // moc knows its words without reading Qt
#include <QApplication>
#include <QtTest/QtTest>
#endif

/// As MOLEX_TEST, for tests that need widgets; the test object is made after the QApplication.
#define MOLEX_GUI_TEST(Class)                                                                                          \
    int run_##Class(int argc, char** argv);                                                                           \
    int run_##Class(int argc, char** argv)                                                                            \
    {                                                                                                                  \
        QApplication application(argc, argv);                                                                          \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
