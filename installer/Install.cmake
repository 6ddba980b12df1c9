# Where things go when installed, and the Debian package: cmake --install build/release, or cpack in build/release.
include(GNUInstallDirs)

foreach(program molex molex-engine molex-workbench)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    endif()
endforeach()
if(TARGET engine_library) # where gui/control/EngineLibrary.cpp looks for it
    install(TARGETS engine_library LIBRARY DESTINATION lib/molex-workbench)
endif()
# engine/run/Resources.cpp looks for presets and models beside the program, in ../share/molex-workbench.
install(DIRECTORY resources/presets DESTINATION ${CMAKE_INSTALL_DATADIR}/molex-workbench FILES_MATCHING PATTERN "*.json")
install(DIRECTORY resources/models DESTINATION ${CMAKE_INSTALL_DATADIR}/molex-workbench PATTERN "prepare_text.py" EXCLUDE PATTERN "pretrain.json" EXCLUDE)
install(DIRECTORY resources/translations DESTINATION ${CMAKE_INSTALL_DATADIR}/molex-workbench FILES_MATCHING PATTERN "*.qm")
# What the window's Help shows, with its pictures.
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/molex-workbench FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/molex-workbench OPTIONAL)
if(TARGET molex-workbench)
    install(FILES installer/molex-workbench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES resources/icons/molex-workbench.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME molex-workbench)
set(CPACK_PACKAGE_VENDOR "MoLEx Workbench developers")
set(CPACK_PACKAGE_CONTACT "MoLEx Workbench developers <molex-workbench@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Fine-tune language models with mixtures of layer experts")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libopenblas0-openmp)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "wordnet-base, fonts-inter, fonts-dejavu-core")
include(CPack)
