# GCC 11 and 12 compile C++20 coroutines into wrong code without a warning. Refuse such a compiler
# by running a small coroutine program at configure time.
if(NOT DEFINED LOA_COROUTINES_OK)
  try_run(run_result compile_result
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/coroutine_check.cpp
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  if(compile_result AND run_result EQUAL 0)
    set(LOA_COROUTINES_OK TRUE CACHE BOOL "the compiler passes the coroutine self-test")
  else()
    message(FATAL_ERROR
      "${CMAKE_CXX_COMPILER} miscompiles C++20 coroutines (GCC 11 and 12 do; the programs would crash). "
      "On Debian 12 install clang-19 and lld-19 and configure with: cmake --preset dev")
  endif()
endif()
