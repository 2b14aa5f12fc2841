// The controller's upward half: what agents say, by MQTT or HTTPS.
#include "tests/simulation/controller_desk.h"

namespace loa::sim {

using namespace std::chrono_literals;
using protocol::Leaf;

void ControllerProcess::on_transport(bool up) {
  stage_.note(up ? "controller.up" : "controller.down", -1, 0);
  if (!up) {
    desk_->reconciler.transport_down();
    desk_->sender.transport_down();
    return;
  }
  if (std::exchange(connected_once_, true) && stage_.is(Defect::no_republish)) return;
  send(desk_->reconciler.transport_up(steady()));
}

void ControllerProcess::on_message(int agent, Leaf leaf, const Bytes& payload) {
  if (std::none_of(desk_->places.begin(), desk_->places.end(), [&](const auto& place) { return place.agent == id_of(agent); })) return;
  switch (leaf) {
    case Leaf::reported: return on_reported(agent, as_text(payload));
    case Leaf::time: return net_.publish_down(agent, Leaf::beacon, beacon(agent, payload), 0, false);
    case Leaf::link:
      if (const auto link = protocol::read_link(as_text(payload)); link && !link->online) desk_->sender.gone(id_of(agent));
      return;
    case Leaf::want:
      stage_.note("want", agent, payload.size());
      if (const auto want = protocol::read_want(as_text(payload))) desk_->sender.want(id_of(agent), *want, steady());
      return wake_pump();
    case Leaf::journal:
      return on_journal(agent, as_text(payload), [this, agent](const protocol::JournalAck& ack) {
        net_.publish_down(agent, Leaf::ack, to_bytes(protocol::write_journal_ack(ack)), 1, false);
      });
    default: return;
  }
}

void ControllerProcess::on_reported(int agent, std::string_view text) {
  const auto reported = protocol::read_reported(text);
  if (!reported) return stage_.broken("reported.bad", reported.error().code);
  desk_->reported[id_of(agent)] = *reported;
  desk_->reconciler.reported(id_of(agent), reported->root_seen, reported->mail);
  if (desk_->roots.note_reported(id_of(agent), reported->root_seen, reported->mail)) touch();
  arm_reconciler();
}

Bytes ControllerProcess::beacon(int agent, ByteSpan nonce) {
  protocol::Time time;
  std::copy(nonce.begin(), nonce.end(), time.nonce.begin());
  time.header.id = DocumentId::make(stage_.utc(), chance_.random());
  time.header.issued = time.now = stage_.utc();
  time.root = desk_->roots.root_version(id_of(agent));
  time.mail = desk_->roots.mail_version(id_of(agent));
  time.trust = stage_.is(Defect::stale_trust) ? first_trust_version_ : desk_->registry.trust() ? desk_->registry.trust()->version : 0;
  return protocol::seal(stage_.world.network(), protocol::DocumentType::time, protocol::write_payload(time),
                        {stage_.world.controller().key()});
}

void ControllerProcess::on_journal(int agent, std::string_view text, std::function<void(const protocol::JournalAck&)> reply) {
  const auto batch = protocol::read_journal_batch(text);
  if (!batch) return stage_.broken("journal.bad", batch.error().code);
  if (stage_.is(Defect::intake_repeats)) desk_->intake.restore(id_of(agent), batch->epoch, batch->rows.front().seq - 1);
  for (auto& action : desk_->intake.batch(id_of(agent), *batch, steady())) {
    if (const auto* ack = std::get_if<controller::SendAck>(&action)) {
      stage_.watch.ack_sent(agent, ack->ack.upto, stage_.now());
      reply(ack->ack);
    } else if (std::get_if<controller::GapAccepted>(&action)) {
      stage_.broken("journal.gap", "agent " + std::to_string(agent) + " no longer has rows that were not acknowledged");
    } else {
      commit(agent, std::move(std::get<controller::WriteRows>(action)), reply);
    }
  }
}

void ControllerProcess::commit(int agent, controller::WriteRows rows, std::function<void(const protocol::JournalAck&)> reply) {
  const auto& place = *std::find_if(desk_->places.begin(), desk_->places.end(), [&](const auto& p) { return p.agent == rows.agent; });
  std::vector<controller::LedgerFact> facts;
  for (const auto& row : rows.rows) {
    const bool own = row.cluster && std::any_of(place.clusters.begin(), place.clusters.end(), [&](const auto& c) { return c.id == *row.cluster; });
    if (own) facts.push_back(fact_of(stage_.world.network(), row));
  }
  auto names = controller::cluster_names(sources(), desk_->places, stage_.utc());
  const auto acknowledge = [this, agent, reply](const protocol::JournalAck& ack) {
    stage_.watch.ack_sent(agent, ack.upto, stage_.now());
    reply(ack);
  };
  if (stage_.is(Defect::early_journal_ack)) acknowledge({rows.epoch, rows.upto});
  write(
      [this, agent, rows, facts = std::move(facts), names = std::move(names)] {
        for (const auto& row : rows.rows) stage_.watch.row_committed(agent, row.seq, row, stage_.now());
        store_.commit(rows, facts, names);
      },
      [this, rows, acknowledge] {
        stage_.note("rows.committed", index_of(rows.agent), static_cast<std::uint64_t>(rows.upto));
        for (const auto& action : desk_->intake.written(rows.agent, rows.epoch, rows.upto))
          if (const auto* ack = std::get_if<controller::SendAck>(&action)) acknowledge(ack->ack);
      });
}

void ControllerProcess::on_http(int agent, const agent::HttpRequest& request, const std::function<void(int, Bytes)>& answer) {
  switch (request.kind) {
    case agent::HttpKind::time: return answer(200, beacon(agent, request.body));
    case agent::HttpKind::reported:
      on_reported(agent, as_text(request.body));
      return answer(204, {});
    case agent::HttpKind::journal: {
      // Another batch of this agent may be under way: then there is no acknowledgement to give.
      const auto said = std::make_shared<bool>(false);
      on_journal(agent, as_text(request.body), [answer, said](const protocol::JournalAck& ack) {
        if (!std::exchange(*said, true)) answer(200, to_bytes(protocol::write_journal_ack(ack)));
      });
      stage_.loop.after(5s, [answer, said] {
        if (!std::exchange(*said, true)) answer(503, {});
      });
      return;
    }
    case agent::HttpKind::content: {
      const auto content = desk_->contents.find(request.content);
      if (content == desk_->contents.end() || request.offset + request.length > content->second->size()) return answer(404, {});
      const auto begin = content->second->begin() + static_cast<std::ptrdiff_t>(request.offset);
      return answer(206, Bytes(begin, begin + static_cast<std::ptrdiff_t>(request.length)));
    }
  }
}

std::pair<Bytes, Bytes> ControllerProcess::on_poll(int agent, std::int64_t root, std::int64_t mail) {
  const Bytes* root_bytes = desk_->roots.root(id_of(agent));
  const Bytes* mail_bytes = desk_->roots.mail(id_of(agent));
  return {root_bytes && desk_->roots.root_version(id_of(agent)) != root ? *root_bytes : Bytes{},
          mail_bytes && desk_->roots.mail_version(id_of(agent)) != mail ? *mail_bytes : Bytes{}};
}

}  // namespace loa::sim
