# Flags for our own targets; third-party headers are SYSTEM and stay silent.
add_library(molex_flags INTERFACE)
target_compile_options(molex_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:$ENV{CI}>:-Werror>)
# GCC 12 warns of overlapping copies inside std::string's operator+ where there are none (GCC bug 105651).
target_compile_options(molex_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND "$ENV{CI}")
    # These come from the optimiser, with false alarms of the same kind: shown, but they fail no build.
    target_compile_options(molex_flags INTERFACE -Wno-error=array-bounds -Wno-error=stringop-overflow
                           -Wno-error=stringop-overread -Wno-error=maybe-uninitialized -Wno-error=free-nonheap-object)
endif()
target_include_directories(molex_flags INTERFACE ${CMAKE_SOURCE_DIR})
