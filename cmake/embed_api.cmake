# cmake -DFILES=a.yaml|b.yaml -DOUT=x.cpp -P embed_api.cmake: the files as text in one source file.
string(REPLACE "|" ";" files "${FILES}")
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" text)
  string(APPEND rows "      {\"${name}\", R\"yaml(${text})yaml\"},\n")
endforeach()
file(WRITE "${OUT}"
  "#include \"controller/services/api_document.h\"\n\nnamespace loa::controller {\n\n"
  "const std::vector<ApiFile>& api_files() {\n  static const std::vector<ApiFile> files{\n${rows}  };\n  return files;\n}\n\n"
  "}  // namespace loa::controller\n")
