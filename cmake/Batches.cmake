# Templates of LibTorch's, Qt's and the JSON library's headers are instantiated at the end of every source, whatever it
# uses: more than half of the time of a small one (-ftime-report, "phase lang. deferred"). With MOLEX_BATCHES ten sources
# are compiled as one and pay once: molex_batches(TARGET ALONE SOURCES...). ALONE are those whose file-local names occur
# in another source too.
function(molex_batches target)
    if(NOT MOLEX_BATCHES)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    # GCC takes the sources of a batch for headers, in which types without a linkage would be a mistake.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
endfunction()
