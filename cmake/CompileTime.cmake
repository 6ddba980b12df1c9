# Templates of LibTorch's, Qt's and the JSON library's headers are instantiated at the end of every source, whatever it
# uses: more than half of the time of a small one (-ftime-report, "phase lang. deferred"). With MOLEX_BATCHES thirty
# sources are compiled as one and pay once: molex_batches(TARGET). A precompiled header costs more than it saves so few.
# The file-local names of a target's sources must then differ.
function(molex_batches target)
    if(NOT MOLEX_BATCHES)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30 DISABLE_PRECOMPILE_HEADERS ON)
    # GCC takes the sources of a batch for headers, in which types without a linkage would be a mistake.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
endfunction()

# For what waits for people and files: less time at the compiler is worth more than speed, which plots, models, readers
# and the engine need. molex_compile_quickly(TARGET)
function(molex_compile_quickly target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
