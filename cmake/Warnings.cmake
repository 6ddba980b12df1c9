# Flags for our own targets; third-party headers are SYSTEM and stay silent.
add_library(molex_flags INTERFACE)
target_compile_options(molex_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:$ENV{CI}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # These come from the optimiser; GCC 12 gives false alarms inside std::string and std::vector, -Wrestrict at every
    # operator+ (GCC bug 105651). They are shown, but fail no build.
    target_compile_options(molex_flags INTERFACE -Wno-restrict -Wno-error=array-bounds -Wno-error=stringop-overflow
                           -Wno-error=stringop-overread -Wno-error=maybe-uninitialized -Wno-error=free-nonheap-object)
endif()
target_include_directories(molex_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(molex_flags INTERFACE MOLEX_SOURCE_FOLDER="${CMAKE_SOURCE_DIR}")
if(MOLEX_SANITIZER)
    target_compile_options(molex_flags INTERFACE -fsanitize=${MOLEX_SANITIZER} -fno-omit-frame-pointer -g)
    target_link_options(molex_flags INTERFACE -fsanitize=${MOLEX_SANITIZER})
endif()
