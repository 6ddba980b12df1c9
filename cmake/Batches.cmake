# LibTorch's headers leave templates that GCC instantiates at the end of every source, whatever it uses: 70 % of
# the time of a small one (-ftime-report, "phase lang. deferred"). With MOLEX_BATCHES ten sources are compiled as one and pay once.
function(molex_batches target)
    if(MOLEX_BATCHES)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
        # GCC takes the sources of a batch for headers, in which types without a linkage would be a mistake.
        target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
    endif()
endfunction()
