#include "core/yaml.h"

#include "core/files.h"
#include "core/unicode.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

namespace loa {

struct YamlNode::Impl {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  bool plain = false;  // a scalar without quotes
  std::string scalar;
  std::vector<std::shared_ptr<Impl>> items;
  std::vector<std::pair<std::string, std::shared_ptr<Impl>>> members;
  std::set<std::string, std::less<>> asked;
  std::string place;
};

namespace {

using Impl = YamlNode::Impl;
using Node = std::shared_ptr<Impl>;

constexpr std::size_t kMaxBytes = 1024 * 1024;
constexpr std::size_t kMaxDepth = 32;

// Builds our own tree from the parser's events, so that nothing is expanded before it is judged.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& name) : name_(name) {}

  Node root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) refuse(fail("yaml.syntax", {{"why", "more than one document"}}), mark);
  }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(fail("yaml.alias"), mark); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    place(make(Impl::Kind::null, mark, "", anchor), mark);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = make(Impl::Kind::scalar, mark, tag, anchor);
    auto text = to_nfc(value);
    if (!text) refuse(text.error(), mark);
    node->scalar = std::move(*text);
    node->plain = tag == "?";
    place(std::move(node), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(make(Impl::Kind::list, mark, tag, anchor), mark);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(make(Impl::Kind::map, mark, tag, anchor), mark);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  struct Level {
    Node node;
    std::optional<std::string> key;  // a map's key that waits for its value
  };

  std::string place_of(const YAML::Mark& mark) const { return name_ + ":" + std::to_string(mark.line + 1); }

  [[noreturn]] void refuse(Error error, const YAML::Mark& mark) const {
    error.place = place_of(mark);
    throw ErrorException(std::move(error));
  }

  Node make(Impl::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) const {
    if (anchor != 0) refuse(fail("yaml.alias"), mark);
    if (!tag.empty() && tag != "?" && tag != "!") refuse(fail("yaml.tag", {{"tag", tag}}), mark);
    auto node = std::make_shared<Impl>();
    node->kind = kind;
    node->place = place_of(mark);
    return node;
  }

  void open(Node node, const YAML::Mark& mark) {
    if (open_.size() >= kMaxDepth) refuse(fail("yaml.too_deep", {{"limit", std::to_string(kMaxDepth)}}), mark);
    place(node, mark);
    open_.push_back({std::move(node), std::nullopt});
  }

  void place(Node node, const YAML::Mark& mark) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& level = open_.back();
    if (level.node->kind == Impl::Kind::list) {
      level.node->items.push_back(std::move(node));
    } else if (level.key) {
      level.node->members.emplace_back(std::move(*level.key), std::move(node));
      level.key.reset();
    } else {
      level.key = take_key(*level.node, *node, mark);
    }
  }

  std::string take_key(const Impl& map, const Impl& key, const YAML::Mark& mark) const {
    if (key.kind != Impl::Kind::scalar) refuse(fail("yaml.bad_key"), mark);
    for (const auto& member : map.members)
      if (member.first == key.scalar) refuse(fail("yaml.duplicate_key", {{"key", key.scalar}}), mark);
    return key.scalar;
  }

  const std::string& name_;
  Node root_;
  std::vector<Level> open_;
  int documents_ = 0;
};

// The parser takes some control characters for the end of the file and would hide what follows.
bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
}

Result<YamlNode> parse(std::string_view text, const std::string& name) {
  std::istringstream stream{std::string(text)};
  TreeBuilder builder(name);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const ErrorException& refused) {
    return refused.error();
  } catch (const YAML::Exception& error) {
    return fail("yaml.syntax", {{"why", error.msg}}, name + ":" + std::to_string(error.mark.line + 1));
  }
  auto root = builder.root();
  if (!root) {
    root = std::make_shared<Impl>();
    root->kind = Impl::Kind::map;
    root->place = name + ":1";
  }
  return YamlNode(std::move(root));
}

std::string join(const std::set<std::string, std::less<>>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Status check_read(const Impl& node) {
  for (const auto& [key, value] : node.members) {
    if (!node.asked.contains(key))
      return fail("yaml.unknown_key", {{"key", key}, {"known", join(node.asked)}}, value->place);
    LOA_TRY_OK(check_read(*value));
  }
  for (const auto& item : node.items) LOA_TRY_OK(check_read(*item));
  return ok();
}

json::value plain_json(const std::string& text) {
  if (text.empty() || text == "null" || text == "~") return nullptr;
  if (text == "true" || text == "false") return text == "true";
  std::int64_t whole = 0;
  double fraction = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data(), end, whole).ptr == end) return whole;
  const bool digits = text.find_first_not_of("-.0123456789") == std::string::npos;
  if (digits && std::from_chars(text.data(), end, fraction).ptr == end) return fraction;
  return json::value(text);
}

json::value json_of(const Impl& node) {
  if (node.kind == Impl::Kind::null) return nullptr;
  if (node.kind == Impl::Kind::scalar) return node.plain ? plain_json(node.scalar) : json::value(node.scalar);
  if (node.kind == Impl::Kind::list) {
    json::array list;
    for (const auto& item : node.items) list.push_back(json_of(*item));
    return list;
  }
  json::object map;
  for (const auto& [key, value] : node.members) map[key] = json_of(*value);
  return map;
}

}  // namespace

YamlNode::YamlNode(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

bool YamlNode::is_map() const { return impl_->kind == Impl::Kind::map; }
bool YamlNode::is_list() const { return impl_->kind == Impl::Kind::list; }
bool YamlNode::is_scalar() const { return impl_->kind == Impl::Kind::scalar; }
std::string YamlNode::place() const { return impl_->place; }

Result<YamlNode> YamlNode::at(std::string_view key) const {
  if (!is_map()) return fail("yaml.not_map", {}, place());
  if (auto node = find(key)) return *node;
  return fail("yaml.missing_key", {{"key", std::string(key)}}, place());
}

std::optional<YamlNode> YamlNode::find(std::string_view key) const {
  impl_->asked.emplace(key);
  for (const auto& [name, value] : impl_->members)
    if (name == key) return YamlNode(value);
  return std::nullopt;
}

std::vector<std::string> YamlNode::keys() const {
  std::vector<std::string> out;
  for (const auto& member : impl_->members) out.push_back(member.first);
  return out;
}

std::vector<YamlNode> YamlNode::items() const {
  std::vector<YamlNode> out;
  for (const auto& item : impl_->items) out.push_back(YamlNode(item));
  return out;
}

Result<std::string> YamlNode::text(std::size_t max_bytes) const {
  if (!is_scalar()) return fail("yaml.not_text", {}, place());
  if (impl_->scalar.size() > max_bytes) return fail("yaml.too_long", {{"limit", std::to_string(max_bytes)}}, place());
  return impl_->scalar;
}

Result<std::int64_t> YamlNode::integer(std::int64_t min, std::int64_t max) const {
  const std::string_view text = impl_->scalar;
  const auto digits = text.starts_with('-') ? text.substr(1) : text;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // A leading zero means octal to some readers of YAML and decimal to others.
  const bool ambiguous = digits.size() > 1 && digits.starts_with('0');
  if (!is_scalar() || !impl_->plain || ambiguous || error == std::errc::invalid_argument ||
      end != text.data() + text.size())
    return fail("yaml.not_integer", {}, place());
  if (error == std::errc::result_out_of_range || value < min || value > max)
    return fail("yaml.out_of_range",
                {{"value", impl_->scalar}, {"min", std::to_string(min)}, {"max", std::to_string(max)}}, place());
  return value;
}

Result<bool> YamlNode::boolean() const {
  if (impl_->plain && impl_->scalar == "true") return true;
  if (impl_->plain && impl_->scalar == "false") return false;
  return fail("yaml.not_boolean", {}, place());
}

json::value YamlNode::to_json() const { return json_of(*impl_); }

Status YamlNode::check_all_read() const { return check_read(*impl_); }

Result<YamlNode> read_yaml_file(const std::string& path) {
  const auto content = read_file(path, kMaxBytes);
  if (!content && content.error().code == "file.too_large")
    return fail("yaml.too_large", {{"limit", std::to_string(kMaxBytes)}}, path);
  if (!content) return fail("yaml.unreadable", content.error().params, path);
  return read_yaml(as_text(*content), path);
}

Result<YamlNode> read_yaml(std::string_view text, const std::string& name) {
  if (text.size() > kMaxBytes) return fail("yaml.too_large", {{"limit", std::to_string(kMaxBytes)}}, name);
  if (!is_utf8(text)) return fail("text.not_utf8", {}, name);
  if (has_control_character(text)) return fail("yaml.syntax", {{"why", "control character"}}, name);
  return parse(text, name);
}

}  // namespace loa
