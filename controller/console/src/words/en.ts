// English, filling exactly the shape of the Vietnamese dictionary.
import type { Words } from './vi'

const kWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

export const en: Words = {
  tag: 'en',
  decimal_mark: '.',
  page_title: 'Loa public address',
  simulation: 'SIMULATION',
  simulation_why: 'A trial network on this computer: the horns are simulated, no street hears them.',
  skip: 'Skip to the content',
  switch_language: 'Tiếng Việt',
  switch_language_tag: 'vi',
  network_words: 'Words that name this network',
  weekday: (day) => kWeekdays[day] ?? '',

  state: { playing: 'playing', ready: 'ready', fault: 'needs you', unknown: 'unknown' },
  voice: { machine: 'machine voice', recorded: 'read aloud', file: 'given file' },

  duration: (seconds) => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    if (h > 0) return `${h} h ${m} min`
    return m > 0 ? `${m} min ${s} s` : counted(s, 'second')
  },
  age_fresh: 'Data is fresh',
  age: (seconds) => (seconds < 60 ? `Data ${seconds} s old` : `Data ${Math.floor(seconds / 60)} min old`),
  age_none: 'No data yet',
  link_lost: 'reconnecting',

  answer: {
    waiting: 'Asking the controller…',
    waiting_lost: 'Unknown: this page has not reached the controller yet. It keeps trying.',
    stale: (age) => `Unknown: no new data for ${age}. The horns still play the schedule they hold.`,
    controller_lost: (age) => `Unknown: the controller does not answer, data is ${age} old. The horns still play the schedule they hold.`,
    empty: 'No horn clusters yet. They appear here when a commune’s agent connects.',
    all_ready: (n, of) => `${n}/${of} horn clusters ready.`,
    all_playing: (of) => `All ${of} horn clusters are playing.`,
    playing: (n, of) => `${n}/${of} horn clusters playing`,
    ready: (n, of) => `${n}/${of} ready`,
    fault: (n, names) => `${n} ${n === 1 ? 'needs' : 'need'} you: ${names}`,
    unknown: (n, names) => `${n} unknown: ${names}`,
    more: (n) => `and ${n} more`,
    running: (title, until) => `“${title}” is on the air until ${until}.`,
    next: (title, at, n) => `Next is “${title}” at ${at} on ${counted(n, 'cluster')}.`,
    next_none: 'Nothing is scheduled.',
    left: (duration) => duration,
    until_next: 'until the next programme',
  },

  sections: {
    answer: 'The answer', horns: 'Horn clusters', journey: 'Journey of each programme', band: 'The day', trials: 'Try to break it',
    processes: 'Processes', ledger: 'Log book', events: 'Events',
  },
  nav: { horns: 'Horns', journey: 'Journey', trials: 'Break it', ledger: 'Log', events: 'Events' },

  commune: {
    online: 'connected',
    offline: (at) => `out of contact since ${at}`,
    never: 'never connected',
    unknown: 'contact unknown',
    waiting_rows: (n) => `${counted(n, 'journal entry', 'journal entries')} waiting to be sent`,
    no_time: 'does not know the time: will stay silent',
    bridge_lost: 'device bridge not linked',
    bridge_behind: 'device bridge catching up',
    behind: (held, wanted) => `receiving the schedule: version ${held}/${wanted}`,
  },
  cluster: {
    silent: 'Silent',
    playing_unnamed: 'Playing',
    unknown_last: (last) => `Last known: ${last}`,
    planned_now: (title) => `Scheduled now: “${title}”`,
    next_at: (at) => `Next ${at}`,
    no_next: 'Nothing scheduled next',
    level: 'Sound level',
    level_none: 'no reading',
    level_silent: 'silent',
    volume: (n) => `Volume ${n}`,
    amplifier_on: 'amplifier on',
    amplifier_off: 'amplifier off',
    horn_cut: 'Horn wire is cut (trial)',
    listen: 'Listen',
    stop: 'Stop',
    why: 'Why?',
  },
  listening: {
    opening: (name) => `Opening the sound of ${name}…`,
    playing: (name) => `Listening to ${name}: exactly what the horn gets now`,
    failed: (name) => `Cannot hear ${name}: there is no sound stream. Try again in a few seconds.`,
  },
  explain: {
    title: (name) => `Why? ${name}`,
    asking: 'Asking the controller…',
    failed: 'The controller cannot be asked now. Try again when contact is back.',
    empty: 'No rule applies now: the cluster is silent.',
    close: 'Close',
  },

  journey: {
    empty: 'No programme yet. Add the first one with: ./loa programme add FILE --title "Title"',
    steps: { transcoded: 'Transcoded', approved: 'Approved', delivered: 'Delivered', aired: 'Aired', proof: 'Proof received' },
    by: (who) => `by ${who}`,
    key: (key) => `key ${key}`,
    agents: (done, of) => `${done}/${counted(of, 'commune')}`,
    clusters: (done, of) => `${done}/${counted(of, 'cluster')}`,
    waiting: 'waiting',
    peak: 'peak',
    author: (who) => `Author: ${who}`,
    revision: (n) => `revision ${n}`,
    more: (n) => `Show ${counted(n, 'more programme', 'more programmes')}`,
  },

  band: { quiet: 'quiet hours', now: 'now', none: 'Nothing is scheduled today.', clusters: (n) => counted(n, 'cluster') },

  ledger: {
    empty: 'No rows yet. Each airing at each cluster becomes a row here, with its proof.',
    none_match: 'No row matches the filters.',
    columns: {
      cluster: 'Cluster', title: 'Programme', start: 'Planned start', state: 'Result', heard: 'Heard',
      error: 'Start error', cause: 'Cause', approved: 'Approved by', commune: 'Commune',
    },
    state: { planned: 'planned', delivered: 'delivered', aired: 'aired', partly: 'partly aired', missed: 'missed' },
    heard_yes: 'yes', heard_no: 'no', heard_unknown: 'not known yet',
    filter_commune: 'Commune', filter_state: 'Result', all: 'All',
    export: 'Save as CSV',
    more: (n) => `Show ${counted(n, 'more row', 'more rows')}`,
    count: (n) => counted(n, 'row'),
  },
  events: {
    empty: 'No events yet.',
    level: { info: 'info', warn: 'notice', alarm: 'alarm' },
    times: (n) => counted(n, 'time'),
    more: (n) => `Show ${counted(n, 'more event', 'more events')}`,
  },
  processes: {
    running: 'running', restarting: 'restarting', stopped: 'stopped', unknown: 'unknown',
    restarts: (n) => `restarted ${counted(n, 'time')}`,
  },

  trials: {
    intro: 'Each button breaks something real. What you will see stands beside it; the result appears right below.',
    offline: 'The supervisor is not connected yet: trials are not possible.',
    running: 'Trying…',
    expected: 'You will see',
    log: 'Trials so far',
    groups: {
      quiet: ['Play during quiet hours', 'Refused before anything is saved, with the article and document number of the regulation. No sound.'],
      network: ['Cut a commune’s network', 'The commune turns “unknown”, yet its horns play on time (press Listen to check). After mending, its rows and proof arrive.'],
      kill: ['Kill a process', 'It dies at once and is started again. The programme joins at the right place, or is missed and the log says why.'],
      horn: ['Cut a horn’s wire', 'Within 100 seconds of sound, the board names exactly that cluster.'],
      forge: ['Send a forged emergency', 'Every horn stays silent; one event records the refusal.'],
      ledger: ['Secretly alter the log book', 'Alter a stored row, then check: the check names the altered row.'],
    },
    propose: 'Propose a quiet-hour slot',
    cut_network: (name) => `Cut the network of ${name}`,
    mend_network: (name) => `Mend the network of ${name}`,
    kill: (name) => `Kill ${name}`,
    cut_horn: (name) => `Cut ${name}`,
    mend_horn: (name) => `Mend ${name}`,
    forge: 'Send a forged emergency',
    alter: 'Alter a row',
    verify: 'Check the log book',
  },
}
