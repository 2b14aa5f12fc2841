#include "deploy/demo/options.h"

#include "core/error.h"

#include <CLI/CLI.hpp>

namespace loa::demo {

Options read_options(int argc, char** argv) {
  Options options;
  std::string programme;
  bool verify = false;
  options.kills = 50;
  CLI::App app{"Loa demo: a whole network of simulated loudspeakers on this machine"};
  app.add_option("--source", options.source, "folder of the clone")->required();
  app.add_option("--bin", options.bin, "build folder with the programs")->required();
  app.add_option("--dir", options.folder, "folder for the demo network and its data (default: var/demo)");
  app.add_option("--programme", programme, "air this audio file first, to all clusters")->check(CLI::ExistingFile);
  app.add_option("--port", options.port, "port of the page (default: a free one)");
  app.add_flag("--once", options.once, "air, check, write results and exit");
  app.add_option("--out", options.out, "folder for --once and --verify results");
  app.add_flag("--verify", verify, "kill processes at random moments and check the ledger against the recordings");
  app.add_option("--kills", options.kills, "how many kills with --verify")->check(CLI::Range(1, 1000));
  app.add_option("--seed", options.seed, "seed of --verify");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    std::exit(app.exit(help));
  } catch (const CLI::ParseError& error) {
    throw ErrorException(fail("demo.usage", {{"why", error.what()}}));
  }
  if (!verify) options.kills = 0;
  if (options.once && options.out.empty()) throw ErrorException(fail("demo.out_missing"));
  if (!programme.empty()) options.programme = std::filesystem::absolute(programme);
  if (options.folder.empty()) {
    options.folder = options.source / "var" / (options.once ? "once" : verify ? "verify" : "demo");
  }
  // A run with a result starts from an empty network of its own; nothing else in the folder is touched.
  if (options.once || verify) {
    for (const char* own : {"network", "run"}) std::filesystem::remove_all(options.folder / own);
  }
  options.folder = std::filesystem::absolute(options.folder);
  if (!options.out.empty()) options.out = std::filesystem::absolute(options.out);
  return options;
}

}  // namespace loa::demo
