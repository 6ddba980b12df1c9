# Watches our own targets with MOLEX_SANITIZER's sanitizers (presets asan and tsan); libraries stay as they are installed.
if(MOLEX_SANITIZER)
    target_compile_options(molex_flags INTERFACE -fsanitize=${MOLEX_SANITIZER} -fno-omit-frame-pointer)
    target_link_options(molex_flags INTERFACE -fsanitize=${MOLEX_SANITIZER})
    # Indices into containers and Qt's assertions count as well, whatever the build type.
    target_compile_definitions(molex_flags INTERFACE _GLIBCXX_ASSERTIONS QT_FORCE_ASSERTS MOLEX_SANITIZED)
endif()

# Seconds after which a test counts as hanging.
set(MOLEX_TEST_TIMEOUT 900)
if(MOLEX_SANITIZER)
    set(MOLEX_TEST_TIMEOUT 2700)
endif()
