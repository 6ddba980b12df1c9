#pragma once

#ifndef Q_MOC_RUN // moc knows its words without reading Qt
#include <QtTest/QtTest>
#endif

/// Makes a test class runnable by the program's list (tests/CMakeLists.txt).
#define MOLEX_TEST(Class)                                                                                              \
    int run_##Class(int argc, char** argv);                                                                           \
    int run_##Class(int argc, char** argv)                                                                            \
    {                                                                                                                  \
        QCoreApplication application(argc, argv);                                                                      \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
