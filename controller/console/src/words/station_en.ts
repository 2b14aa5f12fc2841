// The words of the station's screens in English; shape and order are those of station_vi.ts.
import type { StationWords } from './station_vi'

const kLongWeekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const kShortWeekdays = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`

export const station_en: StationWords = {
  long_weekday: (day) => kLongWeekdays[day] ?? '',
  weekday: (day) => kShortWeekdays[day] ?? '',
  minutes: (n) => `${n} min`,
  clusters: (n) => many(n, 'cluster'),
  people: (n) => `about ${n.toLocaleString('en-GB')} people`,
  duration: (ms) => {
    const seconds = Math.round(ms / 1000)
    const [m, s] = [Math.floor(seconds / 60), seconds % 60]
    return m === 0 ? `${s} s` : s === 0 ? `${m} min` : `${m} min ${s} s`
  },

  app: 'Public loudspeakers',
  nav: {
    main: 'Pages', today: 'Duty desk', schedule: 'Schedule', inbox: 'Inbox', programmes: 'Programmes', quiet: 'Quiet spells',
    policy: 'Regulation', accounts: 'Accounts', practice: 'Practice', more: 'More', demo: 'Simulation page',
  },
  shell: {
    place: 'Area', everywhere: 'Everywhere I am responsible for', settings: 'Settings', log_out: 'Log out', switch_language: 'Tiếng Việt', switch_language_tag: 'vi',
    theme: { system: 'Colours of the device', light: 'Light', dark: 'Dark' },
    offline: 'No network. The page shows what was kept; what you write is still kept.',
    age: (minutes) => (minutes < 1 ? 'data less than 1 minute old' : minutes < 60 ? `data ${minutes} min old` : `data ${Math.floor(minutes / 60)} h old`),
    old_data: 'The server cannot be asked now. Shown:', retry: 'Ask again', loading: 'Loading…', skip: 'To the main content',
    load_failed: 'This part could not be loaded.', unreachable: 'The server does not answer. Check the line and press Ask again; what you write is kept.',
    forbidden: 'This account may not see this part. The province’s administrator can grant it.',
    not_there: 'The running server does not have this function yet.',
    not_found: 'There is no such page.', go_today: 'To the duty desk', broken: 'The page failed to show this. What you write is kept.', reload: 'Reload the page',
    draft_restored: (at) => `Opened again what was written at ${at}.`, draft_kept: 'Kept on this device', draft_not_kept: 'This device does not let drafts be kept', start_over: 'Start over',
    cancel: 'Cancel', close: 'Close', save: 'Save', undo: 'Undo', undo_until: (at) => `can be undone until ${at}`, undone: 'Undone.',
    why: 'Why?', more_rows: (n) => `Show ${n} more rows`, export_csv: 'Download CSV', search: 'Search', all: 'All', yes: 'Yes', no: 'No', back: 'Back',
  },
  roles: {
    commune_operator: 'Commune operator', commune_approver: 'Commune approver', legal_editor: 'Legal editor', province_controller: 'Province controller',
    technician: 'Technician', auditor: 'Auditor', contributor: 'Contributor', administrator: 'Administrator',
  },
  login: {
    title: 'Log in', name: 'Login name', password: 'Password', code: '6-digit code of the authenticator', go: 'Log in', next: 'Continue',
    lost_title: 'The session ended', lost: 'Log in again to go on. What you were writing is untouched.', failed: 'Not logged in.',
    no_account: 'No account? The province’s administrator sends you an invitation link that works once.',
    name_missing: 'Enter the login name.', password_missing: 'Enter the password.', code_missing: 'Enter the 6-digit code.',
    enrol: 'This role needs a second factor. Open the authenticator on your phone, add an account with the key below, then enter the 6-digit code.', secret: 'Key to type in',
    invite_title: 'Take your account', invite_for: (name) => `Invitation for ${name}.`, code_title: 'Add an authenticator', recovery: 'Write these ten recovery codes down and keep them safe. Each works once when the phone is lost. They are not shown again.', recovery_kept: 'Kept; go on', invite_dead: 'The invitation has expired or was used. Ask the administrator for a new link.',
    new_password: 'Choose a password (at least 12 characters; any four words do)', repeat: 'The password again', differ: 'The two entries differ.', short: 'The password needs at least 12 characters.', accept: 'Take the account',
  },
  state: { playing: 'playing', ready: 'ready', fault: 'needs you', unknown: 'unknown' },
  severity: { blocks: 'will be silent', risks: 'may be silent', unknown: 'unknown', notice: 'worth knowing' },

  today: {
    title: 'Duty desk', lunar: (text) => `Lunar ${text}`,
    playing: 'Playing', next: 'Next', missed: 'Missed', playing_none: 'Nothing is playing.', next_none: 'Nothing more is scheduled today.',
    missed_none: 'Nothing was missed.', until: (at) => `until ${at}`, at_clusters: (n) => `at ${many(n, 'cluster')}`,
    board: 'Ready for 05:30', board_ok: 'Nothing has to be done before 05:30.', remedy: 'Remedy', affected: (n, units) => `${many(n, 'cluster')}, ${many(units, 'commune')}`,
    board_more: (n) => `${n} more; filter by commune to see all.`, all_kinds: 'All kinds', kinds: 'Kind',
    make_good: 'Make good', make_good_title: 'Make good', made_good: 'Made good', cannot_make_good: 'Cannot be made good',
    make_good_say: (title, when, clusters) => `“${title}” will play at ${when}, only at the ${many(clusters, 'cluster')} that missed it. Those that played it stay silent.`,
    make_good_rule: (number) => `Slot allowed by ${number}.`, make_good_left_out: 'Cannot be made good at', make_good_go: (when) => `Make good at ${when}`, make_good_done: 'Scheduled.',
    asking_slot: 'Looking for the next lawful slot…',
    hush: 'Silence', hush_title: 'Silence this area', hush_say: 'Every loudspeaker of the area is silent within 10 seconds, until released. Emergencies still pass. The order is signed on your enrolled phone.',
    hush_where: 'Choose an area at the top to silence it.', hush_go: 'Open the signing page to silence', tally: { playing: 'playing', ready: 'ready', needs_action: 'need you', unknown: 'unknown' },
    tally_of: 'Clusters', empty: 'No clusters here yet. They appear when a technician has installed them.', write_first: 'Write a bulletin', names_more: (n) => `and ${n} more`,
    why_title: (name) => `Why? ${name}`, why_none: 'No rule applies now: the loudspeakers are silent.',
  },
  schedule: {
    title: 'Schedule', open: 'Open', day: 'Day', week: 'Week', month: 'Month', view: 'View', today: 'Today', before: 'Earlier', after: 'Later', add: 'Add item', morning: 'Morning', afternoon: 'Afternoon',
    none_morning: 'Nothing in the morning.', none_afternoon: 'Nothing in the afternoon.', empty: 'Nothing this week. The quickest way is to copy last week and change it.',
    copy_week: 'Copy last week', bulk: 'Change many', files: 'Import, export', shown: (from, to) => `${from} – ${to}`, month_shown: (month, year) => `${month}/${year}`,
    state: { planned: 'will play', partly: 'partly', dropped: 'will not play', waiting: 'waits for a second person' },
    province_block: 'Block of the province; communes cannot move it', national_block: 'National block; communes cannot move it', level: { commune: 'commune', province: 'province', national: 'national' },
    not_approved: 'not approved', power_cut: (from, until) => `Power cut ${from}–${until}`, quiet_spell: (reason) => `Quiet spell: ${reason}`, quiet_hours: 'quiet hours', quiet_none: 'allowed windows not known',
    count: (n) => many(n, 'item'), more: (n) => `+${n}`, band: 'The day', summary: (n, minutes, trouble) => `This week ${many(n, 'airing')}, ${minutes} min.${trouble > 0 ? ` ${trouble} will not play in full.` : ' No conflicts.'}`,
    summary_none: 'Nothing is scheduled this week.',
  },
  item: {
    new_title: 'Add to the schedule', edit_title: 'Change an item', programme: 'Programme', programme_hint: 'Type to search, accents not needed', where: 'Where', where_hint: 'Choose communes, hamlets or clusters',
    day: 'Day', time: 'Starts at', time_bad: 'Write the time like 05:30.', repeat: 'Repeat', volume: 'Volume', note: 'Name in the schedule (if different)',
    repeats: { once: 'Once', daily: 'Every day', weekdays: 'Monday to Friday', weekly: 'Every week on this day', lunar: 'By lunar days', other: 'By the rule it has' },
    until: 'Until the end of', until_hint: 'Empty: no end date', class: 'Class', classes: { normal: 'normal', priority: 'priority' },
    missing: { programme: 'Choose a programme.', where: 'Choose where.', time: 'Enter the time.', lunar: 'Choose lunar days.', source: 'Name what is relayed.', minutes: 'Enter the minutes.' },
    what: 'What', kinds: { programme: 'Programme', relay: 'Relay of another station', playlist: 'Playlist', live: 'Live' }, source: 'Relay source', source_hint: 'As the province names it, like vov1', minutes: 'Minutes', relayed: (source) => `Relay of ${source}`,
    lunar_days: 'Lunar days', lunar_day: (day) => (day === -1 ? 'last day' : day === 15 ? 'full moon (15)' : `day ${day}`), lunar_month: 'Lunar month',
    lunar_months: ['of every month', 'of month 1', 'of month 2', 'of month 3', 'of month 4', 'of month 5', 'of month 6', 'of month 7', 'of month 8', 'of month 9', 'of month 10', 'of month 11', 'of month 12'],
    seasons: 'Only in season', seasons_hint: 'Empty: all year', season_bad: 'Write a season like 16/04 – 15/10.', season_add: 'Add', season_drop: 'Remove', holidays: 'Holidays', holiday_rules: { '': 'as usual', NEVER: 'never on holidays', 'NEVER=tet': 'never at Tết', ONLY: 'on holidays only' }, checking: 'Checking against regulation and schedule…', clean: 'No conflict; the regulation allows it.',
    conflicts: 'To choose before saving', breach: 'Against the regulation; cannot be saved', warnings: 'Worth knowing', after: (at) => `After it, at ${at}`, replace: 'Replace the other', replaced: 'Replaces the other on the days they collide.',
    second: 'An unusual time: a second person must agree before it plays.', stands: (at) => `What begins before ${at} stands.`,
    say: (title, where, when, how_long, volume) => `“${title}” will play at ${where}, ${when}${how_long}, volume ${volume}.`,
    say_people: (people) => `Heard by ${people}.`, say_lasts: (text) => `, ${text} long`,
    when: {
      once: (day, time) => `once at ${time} on ${day}`, daily: (time, from, until) => `every day at ${time} from ${from}${until}`,
      weekdays: (time, from, until) => `Monday to Friday at ${time} from ${from}${until}`, weekly: (time, weekday, from, until) => `every ${weekday} at ${time} from ${from}${until}`,
      lunar: (time, days, month, from, until) => `lunar ${days} ${month} at ${time} from ${from}${until}`,
      other: (time, from) => `by its own rule, at ${time} from ${from}`, until: (day) => ` until ${day}`,
    },
    save: 'Save', save_waiting: 'Send to the second person', saved: 'Saved.', saved_waiting: 'Sent; waits for the second person.', remove: 'Remove', removed: 'Removed.', approve_first: 'Not approved: it will be silent unless approved by then.',
    changed_meanwhile: 'Somebody else changed this item. The new one is loaded; look again, then save.', locked: 'This item cannot be changed from a commune.', confirm: 'Agree', refuse: 'Do not agree', refuse_reason: 'Reason for refusing',
  },
  bulk: {
    title: 'Change many', change: 'What to do', changes: { shift: 'Move in time', volume: 'Change volume', skip_day: 'Skip one day', remove: 'Remove' },
    minutes: 'By how many minutes (negative: earlier)', volume: 'New volume', day: 'Day to skip', preview: 'Preview', apply: (n) => `Apply to ${many(n, 'item')}`, nothing: 'No item can be changed.',
    conflicts: (n) => `${many(n, 'item')} in conflict or against the regulation; change, then preview again.`, left_out: 'Not changed', before: 'Before', after: 'After', done: 'Changed.', copy_title: 'Copy last week', copy_say: (n, week) => `${many(n, 'item')} of last week will be copied to the week of ${week}.`, gone: 'removed',
  },
  files: {
    title: 'Import, export', export: 'Export', yaml: 'Loa YAML file', ics: 'iCalendar file', import: 'Import a schedule file', choose: 'Choose a YAML or iCalendar file', found: (n) => `The file holds ${many(n, 'item')}.`, import_go: (n) => `Put ${many(n, 'item')} on the schedule`, done: 'Imported.',
    conflicts: (n) => many(n, 'conflict'), fine: 'no conflict',
  },
  inbox: {
    title: 'Inbox', sentence: (open, urgent) => (open === 0 ? 'Nothing waits for you.' : urgent > 0 ? `${many(open, 'thing')} waiting, ${urgent} urgent.` : `${many(open, 'thing')} waiting.`),
    empty: 'Nothing waits. Items sent by the province, drafts to approve and faults that touch tomorrow appear here.',
    kinds: { offer: 'Sent to you', draft: 'To approve', voice_note: 'Voice note received', waiting_item: 'Needs a second person', fault: 'Fault', approval_ending: 'Approval ends soon', trust_ending: 'Signing right ends soon', signature: 'To sign' },
    states: { open: 'Waiting', done: 'Done', dismissed: 'Dismissed' }, deadline: (at) => `by ${at}`, overdue: (at) => `overdue since ${at}`, urgent: 'urgent',
    slots: 'Slots that fit', more_slots: 'Other slots', no_slots: 'No slot fits before the deadline. Move something, then look again.', accept: (at) => `Air at ${at}`, decline: 'Do not air', decline_reason: 'Reason', accepted: 'On the schedule.', declined: 'Answered.',
    open_programme: 'Open programme', open_item: 'Open in schedule', open_today: 'See on the duty desk', open_sign: 'Open the signing page', close: 'Mark as done', dismiss: 'Dismiss', reason: 'Reason', reason_missing: 'Write the reason.', closed: 'Put away.', closed_by: (who, why) => `${who}: ${why}`,
  },
  programmes: {
    title: 'Programmes', add: 'Write a programme', search: 'Search by name or number (no accents needed)', folder: 'Folder', all_folders: 'All folders', no_folder: 'No folder', sentence: (n, waiting) => (n === 0 ? 'No programmes yet.' : `${many(n, 'programme')}${waiting > 0 ? `, ${waiting} to approve` : ''}.`),
    empty: 'No programmes yet. Paste a text, record or upload a file: three steps make a bulletin.', none_match: 'No programme matches.', state: 'State',
    states: { draft: 'draft', submitted: 'to approve', approved: 'approved', rejected: 'returned', superseded: 'superseded', expired: 'expired', withdrawn: 'withdrawn', used: 'used as material' }, kinds: { programme: 'Programme', voice_note: 'Voice note' },
    columns: { title: 'Programme', form: 'Form', state: 'State', duration: 'Duration', changed: 'Changed', author: 'Author', folder: 'Folder' }, version: (n) => `revision ${n}`,
    forms: { news: 'News', article: 'Article', question_answer: 'Questions and answers', sketch: 'Sketch', case: 'Case', law_introduction: 'Introducing a law' },
    topics: { 1: 'Politics', 2: 'Economy', 3: 'Legal awareness', 4: 'Culture and society', 5: 'Health, education', 6: 'Other' },
  },
  editor: {
    new_title: 'Write a programme', name: 'Programme name', name_missing: 'Give the programme a name.', body: 'Text', body_hint: 'Write, or paste from Word or PDF. Formatting goes, the words stay.', form: 'Form', topic: 'Topic', audience: 'Audience', folder: 'Folder', language: 'Language',
    languages: { vi: 'Vietnamese', tay: 'Tày', nun: 'Nùng', hmn: 'Hmong', mon: 'Mường', khm: 'Khmer', cja: 'Cham' },
    steps: { text: 'Text', sound: 'Sound', send: 'Approval' }, converted: (from) => `Converted from ${from}.`, unaccented: 'The text has no accents and would be read wrongly: paste the accented one.', words: (n, minutes) => `${many(n, 'word')}, about ${minutes} min read`,
    source: 'How the sound is made', speak: 'Machine voice', record: 'Record', upload: 'Upload a file', speaking: 'Reading…', spoken: (n) => `${many(n, 'sentence')} read. Listen; press a word that is read wrongly.`, speak_again: 'Read changed sentences again', listen: 'Listen', stop: 'Stop',
    respell: (word) => `How to read “${word}”`, respell_to: 'Read as', respell_scope: 'Put into the province’s dictionary', respell_save: 'Change this sentence', unknown: 'Abbreviations not known', unknown_say: (n) => `${many(n, 'abbreviation')} not in the dictionary. Say how to read them, then go on.`, unknown_save: 'Go on', needs_text: 'Write the text first.',
    recording: (time) => `Recording ${time}`, start: 'Start recording', stop_recording: 'Stop and use this', no_microphone: 'The browser does not allow the microphone. Allow it in the address bar, or record with a phone and upload the file.', choose: 'Choose an audio file (up to 200 MB)',
    uploading: (percent) => `Uploading ${percent} %`, paused: 'The line broke; the upload goes on from where it was.', resume: 'Go on', transcoding: 'Transcoding…', sound_ready: 'The sound is ready', sound_none: 'No sound yet.', waveform: 'Waveform', loudness: 'Loudness', duration: 'Duration', bad_loudness: 'Louder or softer than usual; levelled in transcoding.',
    law: 'Legal document', law_add: 'Add document details', law_fields: { number: 'Number', kind: 'Type', title: 'Subject', agency: 'Issued by', signer: 'Signed by', field: 'Field', issued: 'Issued on', effective: 'In force from', expires: 'In force until' }, law_states: { '': 'not known', in_force: 'in force', not_yet: 'not yet in force', expired: 'expired', partly_expired: 'partly expired', suspended: 'suspended', replaced: 'replaced' }, law_status: 'Validity',
    law_not_yet: (day) => `Not in force before ${day}.`, law_over: (day) => `No longer in force from ${day}.`, more: 'More details',
    send: 'Send for approval', send_say: (title) => `“${title}” goes to an approver. Its author cannot approve it.`, sent: 'Sent for approval.', sign_title: 'Waits for approval', sign_say: 'The approver scans this code with the enrolled phone, or opens the link.', copy_link: 'Copy link', copied: 'Copied.', open_sign: 'Open the signing page',
    rejected: (who, why) => `${who} returned it: ${why}`, revise: 'Write a new revision', schedule_it: 'Schedule it', approved: 'Approved: it can be scheduled.', versions: 'Revisions', need_sound: 'Make the sound before sending.', saved_draft: 'Saved', save_draft: 'Save draft', accept_unaccented: 'Use the unaccented text all the same', stale: 'The text changed after it was read: read it again so that the sound agrees.', from: 'May air from', until: 'Until the end of', where: 'Where it may air', airings: 'At most a day', changed_meanwhile: 'Somebody else changed this programme. The new one is loaded; what you wrote is still on this device.', law_reason: 'Why air it all the same', law_confirm: 'I answer for it; send', sentences: 'Sentences', play_sentence: 'Hear this sentence', import_file: 'Take the text of a Word or PDF file', language_silent: 'No machine voice for this language: record one.', link_say: 'The approver opens this page on the own phone (scan the code), logs in and presses Open the signing page.', letters: 'Letter by letter',
  },
  quiet: {
    title: 'Quiet spells', sentence: (running, coming) => (running + coming === 0 ? 'No quiet spells.' : `${running} running, ${coming} coming or to be signed.`), empty: 'For a funeral, exams, national mourning or a complaint: the area is silent until a date; emergencies pass.',
    add: 'Set a quiet spell', kinds: { funeral: 'Funeral', exams: 'Exams', mourning: 'National mourning', complaint: 'Complaint', other: 'Other' }, kind: 'Reason', reason: 'Details', where: 'Area', from: 'From', until: 'Until', now: 'Now', states: { waiting: 'to be signed', coming: 'signed, coming', running: 'signed, in force' },
    say: (where, until, clusters, silenced) => `${many(clusters, 'cluster')} at ${where} silent until ${until}. ${silenced === 0 ? 'No airing is affected.' : `${many(silenced, 'planned airing')} will not play.`} Emergencies pass.`, go: 'Make it and have it signed', end: 'End early', take_back: 'Take back', end_reason: 'Reason for ending early', ended: 'Taken back.', sign: 'Open the signing page', to_sign: 'The quiet spell holds once it is signed.', signed: (one) => `Signed, in force: ${one.number}${one.by && `, signed by ${one.by}`}`, already: 'The area is silent in that time already.', end_before: 'The end must be after the start.', silenced: 'Will not play', reason_missing: 'Write the reason.',
  },
  policy: {
    title: 'Regulation', sentence: (windows, number) => `Allowed today: ${windows} (${number}).`, closed: 'No window is open today.', missing: (unit) => `${unit} has no regulation: only emergencies may sound.`, effective: 'Allowed in the coming seven days', path: 'Regulations in force', version: (n) => `version ${n}`, signed_by: (who) => `signed: ${who}`,
    from: (day) => `in force from ${day}`, windows: 'Allowed windows', per_day: 'At most a day (min)', per_session: 'At most a session (min)', remove_row: 'Remove this row', areas: 'Sensitive areas', areas_say: 'A school, a hospital, a place of worship beside clusters: within the hours, clusters of the group are no louder than this.', area_name: 'Name of the area', area_groups: 'Groups of clusters', add_area: 'Add an area', area_bad: 'An area needs a name, groups and hours.', breach_field: { windows: 'Windows', max_per_day: 'Minutes a day', max_per_session: 'Minutes a session', max_airings_per_day: 'Airings a day', max_volume: 'Maximum volume', volume_bands: 'Volume by hours', sensitive_areas: 'Sensitive areas' }, above_says: (number) => `Above (${number})`, draft_says: (number) => `This draft (${number})`, airings: 'Airings a day at most', max_volume: 'Maximum volume', number: 'Document number', name: 'Title', valid_from: 'In force from', add_window: 'Add a window', remove_window: 'Remove this window', days: 'Days', bands: 'Volume by hours', add_band: 'Add a volume limit', edit: 'Write a new regulation', save: 'Save and check', publish: 'Have it signed', draft: 'Draft', looser: 'Looser than the regulation above; cannot be signed', fine: 'As tight as the regulation above, or tighter.', silenced: (n) => (n === 0 ? 'No airing of the coming week is lost.' : `${many(n, 'airing')} of the coming week will not play under it.`), discard: 'Discard draft', choose_unit: 'Choose an area to see its regulation.', no_limit: 'no limit', cites: (number) => `by ${number}`, none: 'none', number_missing: 'Enter the document number.', window_bad: 'A window must begin before it ends.', every_day: 'every day',
  },
  accounts: {
    title: 'Accounts', sentence: (n, invited) => `${many(n, 'account')}${invited > 0 ? `, ${many(invited, 'open invitation')}` : ''}.`, add: 'Invite', columns: { name: 'Name', login: 'Login', roles: 'Roles', factor: 'Second factor', state: 'State' }, whole: 'whole network', until: 'Until the end of (a substitute)', ended: 'ended', reset_code: 'Phone lost: renew the authenticator too', change: 'Roles', save_roles: 'Save roles', roles_saved: 'Roles saved.', states: { active: 'active', invited: 'invited', disabled: 'disabled' }, factor_on: 'yes', factor_off: 'not yet',
    invite_title: 'Invite', name: 'Full name', login: 'Login name', role: 'Role', unit: 'Area', invite: 'Make the link', link: (until) => `Link that works once, until ${until}`, link_say: 'Send it to that person only. It is not shown again.', disable: 'Disable', enable: 'Enable', disabled: 'Disabled.', enabled: 'Enabled.', reinvite: 'New link', empty: 'No accounts besides yours. Invite the first officer with a link.', search: 'Search by name', add_role: 'Add a role', role_say: (name, role, unit) => `${name} will be ${role} at ${unit}.`, missing: 'Enter name, login, role and area.',
  },
  practice: {
    title: 'Practice station', sentence: (done, of) => (done === of ? 'You have finished all lessons.' : `Lesson ${done + 1} of ${of}.`), intro: 'A made-up commune with made-up loudspeakers: nothing sounds outside. Each lesson takes minutes and checks itself.', name: 'Learner’s name', unit: 'Workplace', online: 'Alone, online', in_class: 'In a class with a trainer', start: 'Begin', again: 'Start over', clock: (at) => `Time in the station: ${at}`, person: { operator: 'You act as the operator', approver: 'You act as the approver' }, done: 'done', open: 'open', later: 'later', items: 'Bulletins in the station', items_none: 'No bulletins yet.', horns: 'Loudspeakers in the station', said: 'What happened', all_done: 'Finished. It is recorded with your name and workplace.',
    acts: { write: 'Write a bulletin', propose: 'Propose and schedule', approve: 'Approve', switch_person: 'Change person', run_day: 'Let the day pass', explain: 'Why?', quiet: 'Set a quiet spell', end_quiet: 'End the quiet spell' }, fields: { title: 'Name', text: 'Text', start: 'Airs at', reason: 'Reason', until: 'Until', item: 'Bulletin' }, states: { draft: 'draft', proposed: 'to approve', approved: 'approved', aired: 'aired', missed: 'not aired' }, report: 'Who finished', report_say: (people, units, of) => `${people} people; ${units} of ${of} units have somebody who finished.`, how_online: 'online', how_class: 'in class',
  },
}
