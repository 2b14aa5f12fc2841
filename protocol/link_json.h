// The JSON messages of the bridge link (frames of kind 0). Internal to protocol.
#pragma once

#include "core/json.h"
#include "protocol/link.h"

namespace loa::protocol {

json::object link_object(const LinkHello& m);
json::object link_object(const LinkPlay& m);
json::object link_object(const LinkStop& m);
json::object link_object(const LinkWatch& m);
json::object link_object(const LinkTimeRequest& m);
json::object link_object(const LinkPull& m);
json::object link_object(const LinkStatus& m);
json::object link_object(const LinkLevels& m);
json::object link_object(const LinkStarted& m);
json::object link_object(const LinkRefused& m);
json::object link_object(const LinkEvent& m);
json::object link_object(const LinkReceiptAck& m);

Result<LinkMessage> read_link_json(std::string_view text);  // "link.bad"

}  // namespace loa::protocol
