// Prints the texts of the configuration's description as C++ that lupdate reads; see catalogue.sh beside it.
#include <cstdio>

#include "engine/run/FieldList.h"

int main()
{
    for (const std::string& text : engine::fieldTexts())
        std::printf("QT_TRANSLATE_NOOP(\"engine::Field\", %s)\n", engine::Json(text).dump().c_str());
    return 0;
}
