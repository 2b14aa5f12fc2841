// Which trials can be offered now, from what the supervisor says exists. Pure.
import type { Demo, Overview } from '../api/types'
import type { Words } from '../words/vi'

export type GroupKey = keyof Words['trials']['groups']

export interface TrialButton {
  key: string
  label: string
  verb: string
  parameters: Record<string, string>
  /** Puts something back rather than breaks it. */
  mends: boolean
}

export interface TrialGroup {
  key: GroupKey
  title: string
  promise: string
  buttons: TrialButton[]
}

const kKillable = /^(broker|controller|agent-\d+|bridge-\d+)$/

function button(label: string, verb: string, parameters: Record<string, string> = {}, mends = false): TrialButton {
  return { key: `${verb} ${Object.values(parameters).join(' ')}`, label, verb, parameters, mends }
}

function network_buttons(demo: Demo, overview: Overview | null, words: Words): TrialButton[] {
  return demo.networks.map(({ agent, cut }) => {
    const known = overview?.agents.find((candidate) => candidate.id === agent)
    const name = overview?.units.find((unit) => unit.id === known?.unit)?.name ?? known?.name ?? agent
    return cut
      ? button(words.trials.mend_network(name), 'mend-network', { agent }, true)
      : button(words.trials.cut_network(name), 'cut-network', { agent })
  })
}

function horn_buttons(demo: Demo, overview: Overview | null, words: Words): TrialButton[] {
  return demo.horns.map(({ cluster, cut }) => {
    const name = overview?.clusters.find((candidate) => candidate.id === cluster)?.name ?? cluster
    return cut
      ? button(words.trials.mend_horn(name), 'mend-horn', { cluster }, true)
      : button(words.trials.cut_horn(name), 'cut-horn', { cluster })
  })
}

function kill_buttons(demo: Demo, words: Words): TrialButton[] {
  return demo.processes
    .filter((process) => kKillable.test(process.name))
    .map((process) => button(words.trials.kill(words.tag === 'vi' ? process.label_vi : process.label_en), 'kill', { process: process.name }))
}

export function trial_groups(demo: Demo, overview: Overview | null, words: Words): TrialGroup[] {
  const { groups, propose, forge, alter, verify } = words.trials
  const buttons: Record<GroupKey, TrialButton[]> = {
    quiet: [button(propose, 'propose-quiet')],
    network: network_buttons(demo, overview, words),
    kill: kill_buttons(demo, words),
    horn: horn_buttons(demo, overview, words),
    forge: [button(forge, 'forge-alert')],
    ledger: [button(alter, 'alter-ledger'), button(verify, 'verify-ledger', {}, true)],
  }
  return (Object.keys(buttons) as GroupKey[])
    .filter((key) => buttons[key].length > 0)
    .map((key) => ({ key, title: groups[key][0] ?? '', promise: groups[key][1] ?? '', buttons: buttons[key] }))
}
