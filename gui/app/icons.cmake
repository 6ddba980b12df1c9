# Icons of the Breeze family that are built into the program, by name. Each must be in the installed
# breeze-icon-theme; the program itself then needs no theme, on no platform.
set(MOLEX_ICONS
    application-exit chronometer clock configure crosshairs data-error data-information data-warning dialog-cancel dialog-ok-apply
    document-edit document-export document-import document-new document-open document-save edit-clear edit-copy
    edit-delete edit-delete-remove edit-find edit-redo edit-rename edit-undo flag folder-add folder-open go-down
    go-next go-previous go-up help-about
    help-contents list-add list-remove media-playback-pause media-playback-start media-playback-stop
    media-skip-backward media-skip-forward object-locked quickopen-function search speedometer system-run tag view-filter
    view-list-details view-refresh view-split-left-right view-statistics window-close window-duplicate window-pin zoom-fit-best)

find_path(MOLEX_BREEZE_ICONS actions/16/document-new.svg
          PATHS /usr/share/icons/breeze /usr/local/share/icons/breeze PATH_SUFFIXES share/icons/breeze icons/breeze
          DOC "Folder of the Breeze icon theme (Debian: breeze-icon-theme)" REQUIRED)

function(molex_icon_resource result)
    set(entries)
    foreach(name IN LISTS MOLEX_ICONS)
        set(found)
        foreach(group actions status places apps devices)
            if(NOT found AND EXISTS ${MOLEX_BREEZE_ICONS}/${group}/16/${name}.svg)
                file(REAL_PATH ${MOLEX_BREEZE_ICONS}/${group}/16/${name}.svg found)
            endif()
        endforeach()
        if(NOT found)
            message(FATAL_ERROR "the icon ${name} is not in ${MOLEX_BREEZE_ICONS}")
        endif()
        string(APPEND entries "<file alias=\"${name}.svg\">${found}</file>\n")
    endforeach()
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/molex_icons.qrc
         CONTENT "<RCC><qresource prefix=\"/molex/icons\">\n${entries}</qresource></RCC>\n" @ONLY)
    set(${result} ${CMAKE_CURRENT_BINARY_DIR}/molex_icons.qrc PARENT_SCOPE)
endfunction()
