# Finds SOCI, which ships neither a CMake config nor a .pc file in Debian.
# Defines SOCI::core and SOCI::<component> for each requested component.
include(FindPackageHandleStandardArgs)
find_path(SOCI_INCLUDE_DIR soci/soci.h)
set(required SOCI_INCLUDE_DIR)
foreach(component core ${SOCI_FIND_COMPONENTS})
  find_library(SOCI_${component}_LIBRARY soci_${component})
  list(APPEND required SOCI_${component}_LIBRARY)
endforeach()
find_package_handle_standard_args(SOCI REQUIRED_VARS ${required})
foreach(component core ${SOCI_FIND_COMPONENTS})
  if(SOCI_FOUND AND NOT TARGET SOCI::${component})
    add_library(SOCI::${component} UNKNOWN IMPORTED)
    set_target_properties(SOCI::${component} PROPERTIES
      IMPORTED_LOCATION ${SOCI_${component}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
  endif()
endforeach()
