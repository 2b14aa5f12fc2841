// Made by npm run types from controller/api/*.yaml.
export interface paths {
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a session; the answer sets the cookies loa_session and loa_device
         * @description 401 sign_in.wrong, sign_in.code_wanted, sign_in.code_wrong; 429 sign_in.wait with Retry-After.
         */
        post: operations["signIn"];
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what he may do where */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All other sessions end */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offers a secret for an authenticator app; nothing changes until it is confirmed */
        post: operations["beginCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/code/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From now on signing in needs a code; answers ten recovery codes, once */
        post: operations["confirmCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        /** Ends all sessions of the caller but this one */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invites/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whose invitation this is; nothing changes */
        post: operations["checkInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invites/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the password; the link is void afterwards */
        post: operations["acceptInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By login */
        get: operations["listAccounts"];
        put?: never;
        /** An account without a password, and the link that sets it */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Name, person, or disabled; a disabled account's sessions end */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/accounts/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** All roles of the account; a substitute's has until, and ends by itself */
        put: operations["setGrants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link; earlier ones are void */
        post: operations["inviteAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endAccountSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the front page shows, of the caller's area */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events; Last-Event-ID resumes
         * @description event overview (the whole overview, on change, at most two a second), levels (at most five a second, without id), event (one row of the events). An open stream is what makes agents send levels.
         */
        get: operations["openStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest levels once; asks the agents for levels during 10 s */
        get: operations["getLevels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Programmes of the caller's area */
        get: operations["listProgrammes"];
        put?: never;
        /** Imports an audio file; the answer names the task */
        post: operations["uploadProgramme"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProgramme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Ogg Opus file; Range is served */
        get: operations["getProgrammeAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Persons the trust document names */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One signed envelope, raw; judged as on a device, stored, brought to the devices
         * @description What a document may do lies in its signatures; the right only says who may hand one in.
         */
        post: operations["postDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a cluster plays what it plays, or is silent */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ledger rows of the caller's area, newest first */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recomputes the chain and every receipt's signature */
        get: operations["verifyLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recomputes the chain of the audit log */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of the caller's area, newest first */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drafts and programmes of the caller's area, last changed first
         * @description q finds whole words and beginnings of words in title, text, document number, agency and folder; accents and capitals do not matter, every word must be there.
         */
        get: operations["listDrafts"];
        put?: never;
        /** Begins a draft; kind voice_note is what a neighbourhood head sends in, it can never go on air itself */
        post: operations["createDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDraft"];
        put?: never;
        post?: never;
        /** Takes the draft back; it stays to be read. A waiting request to sign is closed */
        delete: operations["withdrawDraft"];
        options?: never;
        head?: never;
        /** Changes what is given. After it was handed in, decided or ended, a change begins the next revision */
        patch: operations["updateDraft"];
        trace?: never;
    };
    "/api/v1/drafts/{id}/versions/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes one language */
        delete: operations["removeDraftVersion"];
        options?: never;
        head?: never;
        /**
         * Text as it is typed or pasted; makes the version when there is none
         * @description The text becomes NFC with CRLF line ends. Old font codes (TCVN3, VNI, VIQR) are converted and told in `incoming`. Text without accents is refused with speech.unaccented, which is a question: send it again with accept_unaccented.
         */
        patch: operations["updateDraftVersion"];
        trace?: never;
    };
    "/api/v1/drafts/{id}/versions/{language}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the text will be read aloud, sentence by sentence, with the abbreviations nobody explained
         * @description Synthesis refuses while `questions` is not empty. Answer one with a dictionary entry or a respelling.
         */
        get: operations["readDraftVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/versions/{language}/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Machine voice from the text; only sentences whose reading changed are made again
         * @description The task (GET /api/v1/tasks/{id}) ends with programme, revision and manifest. 422 speech.questions_open while an abbreviation is unknown; speech.language_silent for a language no engine speaks - record a voice instead.
         */
        post: operations["speakDraftVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/versions/{language}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A finished upload (file or browser recording) becomes the sound of this version */
        post: operations["attachSound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/versions/{language}/sentences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When each sentence sounds in the machine voice, for reading along */
        get: operations["listSentences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/in-force": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the law the draft explains is in force on every day from..until */
        get: operations["checkLaw"];
        put?: never;
        /** Somebody answers for airing it all the same; counts for this law and these days only */
        post: operations["confirmLaw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands the draft in for approval; every version with a sound becomes one request to sign
         * @description 422 draft.law_unconfirmed with the findings while the law is not in force on a day and nobody confirmed.
         */
        post: operations["submitDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The signing page for this officer; refused to a hand in the draft (author is not approver) */
        post: operations["openSigningLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/material": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a draft of one's own from a voice note, which stays material to listen to (`material`) and is never its sound */
        post: operations["useVoiceNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listFolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Languages of versions, and which of them a machine voice speaks */
        get: operations["listLanguages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The text of a Word (.docx), PDF or text file, normalised; nothing is saved */
        post: operations["importText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Waveform and loudness of a programme's newest revision */
        get: operations["getPeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dictionary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the province wants its words read */
        get: operations["getDictionary"];
        put?: never;
        /** Adds an entry, or replaces the one with the same written form and scope */
        post: operations["putDictionaryEntry"];
        delete: operations["removeDictionaryEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * tus 1.0 creation; needs Tus-Resumable and Upload-Length, answers Location
         * @description tus core, creation, termination, checksum (sha1, sha256), expiration. Send pieces of 4 MiB or less: a piece that breaks off counts from its beginning. Unfinished uploads end after 24 h; nobody holds more than 20. Metadata: filename.
         */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** HEAD is tus core (Upload-Offset, Upload-Length); GET gives the same as JSON */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /** tus termination */
        delete: operations["removeUpload"];
        options?: never;
        head?: never;
        /** tus core; 409 for a wrong Upload-Offset, 460 for a wrong Upload-Checksum, 410 after expiry */
        patch: operations["appendUpload"];
        trace?: never;
    };
    "/api/v1/officers/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys that officers made, and how far each came */
        get: operations["listEnrolments"];
        put?: never;
        /** A one-time link by which an officer makes a key in the own browser */
        post: operations["inviteOfficer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/officers/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trust document in force, for whoever signs the next one */
        get: operations["getTrust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/officers/keys/{key}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Document hashes of approvals in force that a key signed; a lost key's revocation keeps them */
        get: operations["listKeyApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signing/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for an officer's signature */
        get: operations["listSigningRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signing/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the signing page is; origin/#h=<unit> is Im lặng there, origin/#d=<base64url of a policy payload> has a regulation signed */
        get: operations["getSigningPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the clusters will sound what is planned at an instant (default - tomorrow 05:30), worst first */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Playing now, next, missed and why */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units of the caller's area, with how many clusters each has itself */
        get: operations["listUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For the target picker */
        get: operations["listClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/make-goods/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next lawful slot for the clusters that missed an occurrence, nothing saved */
        post: operations["previewMakeGood"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/make-goods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the one-off item; `start` as the preview gave it, else 409 */
        post: operations["createMakeGood"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for the caller, most urgent first */
        get: operations["getInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For the badge */
        get: operations["countInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox/{key}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Done or dismissed, with the reason; the same entry comes back only when its cause changes */
        post: operations["closeInboxEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Programmes the province or the national source offers */
        get: operations["listOffers"];
        put?: never;
        /** Offers a programme to units until a deadline (owner - the province) */
        post: operations["createOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Slots that fit a unit before the deadline, best first */
        get: operations["listOfferSlots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A unit takes the offer (an item is made) or declines it with the reason */
        post: operations["answerOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Week and month - what the planner makes of the schedule, day by day, with lunar dates */
        get: operations["listOccurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The schedule; items that wait for a second person included */
        get: operations["listItems"];
        put?: never;
        post: operations["createItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Conflicts, breaches, power cuts and whether a second person is needed; with `item` set, as an edit of it */
        post: operations["checkItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getItem"];
        /** A new revision; what has aired stands. If-Match must name the newest revision */
        put: operations["updateItem"];
        post?: never;
        /** A new revision without future; what has aired stands */
        delete: operations["removeItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listItemHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's word on an unusual slot; never the account that proposed it */
        post: operations["decideWaitingItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedule-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved changes, newest first, and until when each can be undone */
        get: operations["listScheduleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedule-changes/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Within 15 minutes - every item of the change gets a new revision like the one before; what has aired stands */
        post: operations["undoScheduleChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedule-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bulk change or copied week; shows every item before and after, saves nothing, answers a token for apply */
        post: operations["previewScheduleChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedule-previews/{token}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Saves exactly what the preview showed, or nothing (409 when the schedule changed in between) */
        post: operations["applySchedulePreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A schedule file against the plan; nothing is saved */
        post: operations["checkSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All items of the file or none */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-cuts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPowerCuts"];
        put?: never;
        post: operations["createPowerCut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/power-cuts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["removePowerCut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed regulations from the root to a unit, and what they allow together */
        get: operations["getPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPolicyDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{unit}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keeps the draft of a unit's regulation (one per unit) and checks it */
        put: operations["savePolicyDraft"];
        post?: never;
        delete: operations["removePolicyDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{unit}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The payload to sign; 422 when it is looser than a regulation above. Then the signed envelope goes to /documents */
        post: operations["publishPolicyDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quiet-spells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed spells that have not ended, and requests that wait for a signature */
        get: operations["listQuietSpells"];
        put?: never;
        /** Asks for a spell; answers the new regulation to sign (it holds once the signed envelope came to /documents) */
        post: operations["createQuietSpell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quiet-spells/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is planned and would be silent, nothing saved */
        post: operations["previewQuietSpell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quiet-spells/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The regulation to sign for a spell that waits, again */
        post: operations["signQuietSpell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quiet-spells/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a spell early (answers the regulation to sign) or takes an unsigned request back (204) */
        post: operations["endQuietSpell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lessons of the practice station in order */
        get: operations["listPracticeLessons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A practice station of one's own; nothing in it reaches a real loudspeaker or the ledger */
        post: operations["startPractice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPractice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/sessions/{id}/act": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action in the sandbox; the open lesson checks itself */
        post: operations["actInPractice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who finished all lessons, counted per unit */
        get: operations["getPracticeReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SignIn: {
            login: string;
            password: string;
            /** @description six digits, or a recovery code */
            code?: string;
        };
        /** @enum {string} */
        Role: "commune_operator" | "commune_approver" | "legal_editor" | "province_controller" | "technician" | "auditor" | "contributor" | "administrator";
        GrantOrder: {
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description with everything below it; null - the whole network
             */
            unit: string | null;
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            until?: string | null;
        };
        Grant: {
            role: components["schemas"]["Role"];
            /** Format: uuid */
            unit: string | null;
            unit_name: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string | null;
            given_by: string;
            /** @description now */
            holds: boolean;
        };
        Me: {
            /** Format: uuid */
            account: string | null;
            login: string;
            name: string;
            /** Format: uuid */
            person: string | null;
            machine: boolean;
            grants: components["schemas"]["Grant"][];
            /** @description only those held now; units null - everywhere */
            rights: {
                right: string;
                units: components["schemas"]["Id"][] | null;
            }[];
            has_code: boolean;
            /** @description the roles rest until a second factor is set up */
            must_set_code: boolean;
        };
        Account: {
            id: components["schemas"]["Id"];
            login: string;
            name: string;
            /** Format: uuid */
            person: string | null;
            person_name: string;
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            has_code: boolean;
            grants: components["schemas"]["Grant"][];
            /** Format: date-time */
            created: string;
            version: number;
        };
        Invitation: {
            account: components["schemas"]["Account"];
            /** @description shown once */
            token: string;
            /** @description of the console; the token stands behind # and reaches no log */
            path: string;
            /** Format: date-time */
            expires: string;
        };
        Sessions: {
            sessions: {
                id: string;
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                seen: string;
                address: string;
                browser: string;
                this: boolean;
            }[];
        };
        Problem: {
            /** @description urn:loa:<code of the first error> */
            type?: string;
            /** @description the first error in Vietnamese */
            title?: string;
            status: number;
            errors: components["schemas"]["Error"][];
        };
        /** @description A text of the catalogue; place is the path of the field, or file:line */
        Error: {
            code: string;
            params: {
                [key: string]: string;
            };
            place: string;
            text_vi: string;
            text_en: string;
        };
        Texts: {
            code: string;
            params: {
                [key: string]: string;
            };
            text_vi: string;
            text_en: string;
        };
        /** Format: uuid */
        Id: string;
        /** Format: sha256 */
        Sha256: string;
        /** @description unix milliseconds */
        UnixMs: number;
        /** @enum {string} */
        BroadcastClass: "emergency" | "priority" | "normal";
        Overview: {
            network: {
                name: string;
                id: components["schemas"]["Sha256"];
                words: string[];
                demo: boolean;
            };
            now: components["schemas"]["UnixMs"];
            zone: string;
            units: components["schemas"]["Unit"][];
            agents: components["schemas"]["Agent"][];
            clusters: components["schemas"]["Cluster"][];
            next: components["schemas"]["NextSlot"][];
            programmes: components["schemas"]["ProgrammeWithJourney"][];
            ledger: components["schemas"]["LedgerRow"][];
            events: components["schemas"]["Event"][];
        };
        Unit: {
            id: components["schemas"]["Id"];
            name: string;
            kind: string;
            /** Format: uuid */
            parent: string | null;
            code: string;
        };
        Agent: {
            id: components["schemas"]["Id"];
            name: string;
            unit: components["schemas"]["Id"];
            online: boolean;
            last_seen: number | null;
            root_wanted: number;
            root_held: number;
            time_known: boolean;
            time_error_ms: number;
            bridge_linked: boolean;
            bridge_current: boolean;
            journal_waiting: number;
        };
        Cluster: {
            id: components["schemas"]["Id"];
            name: string;
            unit: components["schemas"]["Id"];
            /** Format: uuid */
            agent: string | null;
            state: string;
            fault: components["schemas"]["Texts"] | null;
            occurrence: string | null;
            title: string | null;
            volume: number | null;
            amplifier_on: boolean | null;
        };
        NextSlot: {
            occurrence: string;
            item: components["schemas"]["Id"];
            title: string;
            start: components["schemas"]["UnixMs"];
            end: components["schemas"]["UnixMs"];
            clusters: components["schemas"]["Id"][];
            class: components["schemas"]["BroadcastClass"];
        };
        Programme: {
            id: components["schemas"]["Id"];
            title: string;
            revision: number;
            author: components["schemas"]["Id"];
            author_name: string;
            /** @enum {string} */
            voice: "machine" | "recorded" | "file";
            manifest: components["schemas"]["Sha256"];
            audio: components["schemas"]["Sha256"];
            size: number;
            duration_ms: number;
            loudness_centi_lufs: number;
            true_peak_centi_dbtp: number;
            created: components["schemas"]["UnixMs"];
        };
        ProgrammeWithJourney: components["schemas"]["Programme"] & {
            journey: {
                transcoded: Record<string, never> | null;
                approved: Record<string, never> | null;
                delivered: components["schemas"]["Step"];
                aired: components["schemas"]["Step"];
                proof: components["schemas"]["Step"];
            };
        };
        Step: {
            done: number;
            of: number;
            at: number | null;
        };
        LedgerRow: {
            id: string;
            occurrence: string;
            cluster: components["schemas"]["Id"];
            cluster_name: string;
            unit: components["schemas"]["Id"];
            unit_name: string;
            unit_code: string;
            item: components["schemas"]["Id"];
            programme: components["schemas"]["Id"];
            title: string;
            planned_start: number | null;
            planned_end: number | null;
            /** @enum {string} */
            state: "planned" | "delivered" | "aired" | "partly" | "missed";
            heard: boolean | null;
            cause: components["schemas"]["Texts"] | null;
            segments: {
                start: components["schemas"]["UnixMs"];
                end: components["schemas"]["UnixMs"];
                offset_ms: number;
                heard: boolean;
                receipt: string | null;
                ended_by: string;
            }[];
            start_error_ms: number | null;
            approved_by: string;
            approval: string | null;
        };
        Event: {
            id: string;
            at: components["schemas"]["UnixMs"];
            /** @enum {string} */
            level: "info" | "warn" | "alarm";
            code: string;
            params: {
                [key: string]: string;
            };
            text_vi: string;
            text_en: string;
            /** Format: uuid */
            agent: string | null;
            /** Format: uuid */
            cluster: string | null;
            count: number;
            trace: string;
        };
        Level: {
            rms_dbfs: number;
            peak_dbfs: number;
            position_ms: number;
            occurrence: string | null;
        };
        Task: {
            /** @enum {string} */
            state: "running" | "done" | "failed";
            progress: number;
            errors: components["schemas"]["Error"][];
            programme?: components["schemas"]["Id"];
            revision?: number;
            manifest?: components["schemas"]["Sha256"];
        };
        Conflict: components["schemas"]["Texts"] & {
            breach: boolean;
            /** Format: civil */
            occurrence: string;
            clusters: components["schemas"]["Id"][];
            /** Format: uuid */
            other: string | null;
            choices: {
                /** @enum {string} */
                kind: "after" | "replace";
                /** Format: civil */
                start: string;
            }[];
        };
        Verification: {
            ok: boolean;
            rows: number;
            receipts: number;
            bad: {
                row: string;
                why: string;
                code: string;
                text_vi: string;
                text_en: string;
            }[];
        };
        /**
         * @description used - a voice note that became material
         * @enum {string}
         */
        DraftState: "draft" | "submitted" | "approved" | "rejected" | "superseded" | "expired" | "withdrawn" | "used";
        /**
         * @description tin, bài, hỏi-đáp, tiểu phẩm, tình huống, giới thiệu văn bản
         * @enum {string}
         */
        DraftForm: "news" | "article" | "question_answer" | "sketch" | "case" | "law_introduction";
        /** @enum {string} */
        TextEncoding: "detect" | "utf8" | "utf16" | "tcvn3" | "vni" | "viqr";
        /** @enum {string} */
        EntryScope: "anywhere" | "document_number" | "running_text";
        /** @description The document a programme explains */
        Law: {
            /** @description số hiệu */
            number: string;
            /** @description loại văn bản */
            kind?: string;
            /** @description trích yếu */
            title?: string;
            /** @description cơ quan ban hành */
            agency?: string;
            /** @description người ký */
            signer?: string;
            /** @description lĩnh vực */
            field?: string;
            /**
             * @description tình trạng as published
             * @enum {string}
             */
            state?: "" | "in_force" | "not_yet" | "expired" | "partly_expired" | "suspended" | "replaced";
            /** Format: date */
            issued?: string | null;
            /**
             * Format: date
             * @description first day in force
             */
            effective?: string | null;
            /**
             * Format: date
             * @description last day in force
             */
            expires?: string | null;
            /** @description số hiệu of the document that replaces it */
            replaced_by?: string;
            /**
             * Format: date
             * @description first day the other one holds
             */
            replaced_from?: string | null;
            /** @description address it was copied from */
            source?: string;
        };
        DraftBegin: {
            unit?: components["schemas"]["Id"];
            title: string;
            /** @enum {string} */
            kind?: "programme" | "voice_note";
            form?: components["schemas"]["DraftForm"];
            topic?: number;
            folder?: string;
            audience?: string;
            author?: components["schemas"]["Id"];
        };
        DraftChange: {
            title?: string;
            form?: components["schemas"]["DraftForm"];
            topic?: number | null;
            folder?: string;
            audience?: string;
            /**
             * Format: date
             * @description last day it may air
             */
            expires?: string | null;
            law?: components["schemas"]["Law"] | null;
        };
        VersionChange: {
            /** @description title in that language */
            title?: string;
            text?: string;
            encoding?: components["schemas"]["TextEncoding"];
            accept_unaccented?: boolean;
            respellings?: components["schemas"]["Respelling"][];
        };
        /** @description UTF-16 units of the text as the draft gives it back, end exclusive */
        Span: {
            begin: number;
            end: number;
        };
        /** @description One place is to be said otherwise; holds while `written` still stands there */
        Respelling: {
            range: components["schemas"]["Span"];
            written: string;
            /** @description words, commas and hyphens */
            spoken: string;
        };
        Incoming: {
            /** @description what it was */
            encoding: string;
            certainty_percent: number;
            converted_lines: number;
            example_before: string;
            example_after: string;
            characters: number;
            removed_characters: number;
            was_decomposed: boolean;
        };
        Reading: {
            sentences: {
                range: components["schemas"]["Span"];
                written: string;
                spoken: string;
                pieces: {
                    range: components["schemas"]["Span"];
                    spoken: string;
                }[];
            }[];
            questions: {
                word: string;
                range: components["schemas"]["Span"];
                /** @description index */
                sentence: number;
                occurrences: number;
                scope: components["schemas"]["EntryScope"];
                as_letters: string;
                expansions: string[];
            }[];
            stale_respellings: number[];
        };
        TimedSentence: {
            range: components["schemas"]["Span"];
            written: string;
            spoken: string;
            start_ms: number;
            end_ms: number;
        };
        SpeechBegun: {
            task: string;
            sentences: number;
            /** @description those that are not in the cache */
            new_sentences: number;
        };
        Version: {
            language: string;
            title: string;
            text: string;
            respellings: components["schemas"]["Respelling"][];
            sound: null | components["schemas"]["Sound"];
        };
        Sound: {
            programme: components["schemas"]["Id"];
            revision: number;
            manifest: components["schemas"]["Sha256"];
            /** @enum {string} */
            voice: "machine" | "recorded" | "file";
            duration_ms: number;
            loudness_centi_lufs: number;
            true_peak_centi_dbtp: number;
            /** @description text or respellings changed since the machine spoke it */
            stale: boolean;
            /** Format: date-time */
            made: string;
        };
        DraftSummary: {
            id: components["schemas"]["Id"];
            unit: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "programme" | "voice_note";
            title: string;
            form: components["schemas"]["DraftForm"];
            topic: number | null;
            folder: string;
            state: components["schemas"]["DraftState"];
            revision: number;
            languages: string[];
            author: components["schemas"]["Id"];
            author_name: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            /** Format: date */
            expires: string | null;
            law_number: string;
        };
        DraftPage: {
            drafts: components["schemas"]["DraftSummary"][];
            /** @description cursor of the next page */
            next: string | null;
        };
        Draft: {
            /**
             * Format: uuid
             * @description programme of the voice note this was begun from
             */
            material: string | null;
            /** @description of getDraft and withdrawDraft - approvals in force that its withdrawal did not end */
            warnings?: components["schemas"]["Texts"][];
            id: components["schemas"]["Id"];
            unit: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "programme" | "voice_note";
            title: string;
            form: components["schemas"]["DraftForm"];
            topic: number | null;
            audience: string;
            folder: string;
            state: components["schemas"]["DraftState"];
            revision: number;
            /** @description what the ETag says */
            version: number;
            author: components["schemas"]["Id"];
            author_name: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            /** Format: date */
            expires: string | null;
            law: components["schemas"]["Law"] | null;
            law_confirmed: null | {
                by: string;
                /** Format: date-time */
                at: string;
                reason: string;
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            };
            versions: components["schemas"]["Version"][];
            submission: null | components["schemas"]["SubmissionState"];
            /** @description earlier revisions and decisions, oldest first */
            history: {
                revision: number;
                state: components["schemas"]["DraftState"];
                /** Format: date-time */
                at: string;
                by: string;
                reason: string;
            }[];
        };
        Submission: {
            units: components["schemas"]["Id"][];
            /** Format: date */
            from: string;
            /**
             * Format: date
             * @description the last day
             */
            until: string;
            /** @enum {string} */
            class?: "normal" | "priority";
            airings_per_day?: number;
            max_volume?: number | null;
            /** @description proposed slots in words */
            slots?: string[];
            /** @description person; without, whoever may approve there */
            approver?: components["schemas"]["Id"] | null;
        };
        SubmissionState: {
            units: components["schemas"]["Id"][];
            /** Format: date */
            from: string;
            /** Format: date */
            until: string;
            class: string;
            /** Format: date-time */
            at: string;
            by: string;
            /** @description languages not decided yet */
            waiting: string[];
        };
        LawCheck: {
            ok: boolean;
            confirmed: boolean;
            findings: (components["schemas"]["Texts"] & {
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            })[];
        };
        Peaks: {
            peaks: number[];
            duration_ms: number;
            loudness_centi_lufs: number;
            true_peak_centi_dbtp: number;
            revision: number;
        };
        DictionaryEntry: {
            written: string;
            spoken: string;
            scope?: components["schemas"]["EntryScope"];
            note?: string;
        };
        Dictionary: {
            entries: components["schemas"]["DictionaryEntry"][];
        };
        Enrolment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            person: string;
            name: string;
            /** Format: uuid */
            unit: string;
            label: string;
            /** @enum {string} */
            state: "invited" | "pending" | "tested" | "granted" | "revoked";
            key: string;
            quick_key: string;
            /** Format: date-time */
            invited: string;
            /** Format: date-time */
            tested?: string;
        };
        Readiness: {
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            now: string;
            sentence: components["schemas"]["Texts"];
            clusters: components["schemas"]["Tally"];
            communes: components["schemas"]["Tally"];
            /** @description clusters with something planned within the hour from `at` */
            planned?: number;
            /** @description findings by kind, worst first */
            counts: {
                code: string;
                severity: components["schemas"]["Severity"];
                clusters: number;
                communes: number;
            }[];
            /** @description worst first, at most 500 */
            findings: components["schemas"]["Finding"][];
            findings_total: number;
        };
        Tally: {
            total: number;
            ready: number;
            needs_action: number;
            unknown: number;
        };
        /**
         * @description blocks - it will be silent; risks - it may be; unknown - nobody knows; notice - worth knowing
         * @enum {string}
         */
        Severity: "blocks" | "risks" | "unknown" | "notice";
        Finding: {
            code: string;
            severity: components["schemas"]["Severity"];
            params?: Record<string, never>;
            text_vi: string;
            text_en: string;
            remedy: {
                code: string;
                params?: Record<string, never>;
                text_vi: string;
                text_en: string;
            };
            unit: string;
            unit_name: string;
            clusters: string[];
            /** @description in the same order, as far as their places are known */
            cluster_names: string[];
            item?: string | null;
            programme?: string | null;
            occurrence?: string | null;
        };
        Airing: {
            occurrence: string;
            item: string;
            programme?: string | null;
            title: string;
            class?: string;
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            clusters: components["schemas"]["NamedCluster"][];
        };
        NamedCluster: {
            id: string;
            name: string;
            unit: string;
        };
        Missed: {
            occurrence: string;
            item: string;
            title: string;
            /** Format: date-time */
            start: string;
            /** Format: date-time */
            end: string;
            /** @enum {string} */
            state: "missed" | "partly";
            clusters: components["schemas"]["NamedCluster"][];
            why: components["schemas"]["Texts"][];
            can_make_good: boolean;
            /** @description item */
            made_good_by?: string | null;
        };
        Today: {
            /** Format: date-time */
            now: string;
            /** Format: date */
            day: string;
            lunar: components["schemas"]["Lunar"];
            sentence: components["schemas"]["Texts"];
            playing: components["schemas"]["Airing"][];
            next: components["schemas"]["Airing"][];
            missed: components["schemas"]["Missed"][];
            /** @description clusters by state */
            states: {
                playing: number;
                ready: number;
                needs_action: number;
                unknown: number;
            };
        };
        Lunar: {
            day: number;
            month: number;
            leap: boolean;
            text: string;
        } | null;
        MakeGoodOrder: {
            occurrence: string;
            /** @description default - all that missed */
            clusters?: string[];
            /**
             * Format: civil
             * @description of create
             */
            start?: string;
        };
        MakeGood: {
            occurrence: string;
            title: string;
            /** Format: civil */
            start: string;
            /** Format: civil */
            end: string;
            /** Format: date-time */
            start_at?: string;
            volume?: number;
            clusters: components["schemas"]["NamedCluster"][];
            left_out: {
                cluster: components["schemas"]["NamedCluster"];
                why: components["schemas"]["Texts"];
            }[];
            warnings: components["schemas"]["Texts"][];
            /** @description number of the regulation that allows the slot */
            rule?: string | null;
        };
        Slot: {
            /** Format: civil */
            start: string;
            /** Format: civil */
            end: string;
        };
        Inbox: {
            entries: components["schemas"]["InboxEntry"][];
            count: components["schemas"]["InboxCount"];
            next: string | null;
        };
        InboxCount: {
            open: number;
            urgent: number;
        };
        InboxEntry: {
            key: string;
            /** @enum {string} */
            kind: "offer" | "draft" | "voice_note" | "waiting_item" | "fault" | "approval_ending" | "trust_ending" | "signature";
            urgent: boolean;
            unit: string;
            unit_name: string;
            code?: string;
            params?: Record<string, never>;
            text_vi: string;
            text_en: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            deadline?: string | null;
            /** @description what it is about: offer, draft, item, programme, approval, unit */
            link?: {
                [key: string]: string;
            };
            /** @description of an offer; the three that fit best */
            slots?: components["schemas"]["Slot"][];
            /** @enum {string} */
            state: "open" | "done" | "dismissed";
            reason?: string | null;
            closed_by?: string | null;
        };
        OfferOrder: {
            /** Format: uuid */
            programme: string;
            units: string[];
            /**
             * Format: date-time
             * @description to be aired before
             */
            deadline: string;
            note?: string;
            /** @default false */
            must_air: boolean;
        };
        Offer: {
            id: string;
            programme: string;
            title: string;
            duration_ms: number;
            units: string[];
            /** Format: date-time */
            deadline: string;
            note?: string;
            must_air?: boolean;
            from_unit?: string;
            answers: {
                unit: string;
                /** @enum {string} */
                answer: "accept" | "decline";
                by?: string;
                /** Format: date-time */
                at?: string;
                item?: string | null;
                reason?: string;
            }[];
        };
        Targets: {
            units?: string[];
            clusters?: string[];
            groups?: string[];
        };
        ItemDraft: {
            /**
             * Format: uuid
             * @description of check - the item this is an edit of
             */
            item?: string;
            /**
             * @default programme
             * @enum {string}
             */
            kind: "programme" | "relay" | "playlist" | "live";
            /** Format: uuid */
            programme?: string;
            /** @description of kind playlist - what sounds one after the other; its length is the sum of theirs */
            playlist?: {
                /** Format: uuid */
                programme: string;
                /** @description else the programme's */
                title?: string;
            }[];
            title?: string;
            targets: components["schemas"]["Targets"];
            /** Format: civil */
            start: string;
            rrule?: string;
            /** @description instead of rrule, as schedules/README.md has it: DAYS=1,15 */
            lunar?: string;
            /** @description 04-16/10-15 */
            seasons?: string[];
            /** @description NEVER, ONLY=tet */
            holidays?: string;
            /** @description of relay */
            source?: string;
            exdates?: string[];
            rdates?: string[];
            /** @description of relay and live */
            duration_ms?: number;
            /** @enum {string} */
            class?: "priority" | "normal";
            /**
             * @description above commune only for callers of the province
             * @enum {string}
             */
            level?: "national" | "province" | "commune";
            /** @enum {string} */
            late?: "join" | "skip";
            /** @enum {string} */
            overrun?: "cut" | "finish" | "push";
            order?: number;
            volume?: number;
            accept_conflicts?: boolean;
            /** @description items whose colliding occurrences give way (an exception day in each) */
            replace?: string[];
        };
        Item: {
            id: string;
            /** @description of the item's own history */
            revision: number;
            /** @enum {string} */
            state: "live" | "waiting" | "removed";
            title: string;
            kind: string;
            programme?: string | null;
            playlist?: {
                programme: string;
                title: string;
                duration_ms: number;
            }[];
            class: string;
            level: string;
            targets: components["schemas"]["Targets"];
            /** @description units whose clusters it reaches */
            units: string[];
            /** Format: civil */
            start: string;
            rrule: string;
            lunar?: string | null;
            seasons?: string[];
            holidays?: string;
            source?: string;
            exdates?: string[];
            rdates?: string[];
            duration_ms?: number;
            late?: string;
            overrun?: string;
            order?: number;
            volume: number;
            /** @description occurrence */
            makes_good?: string | null;
            /** @description by the caller; the province's blocks are not for communes */
            movable: boolean;
            by?: string;
            /** Format: date-time */
            at?: string;
        };
        ItemRevision: {
            revision: number;
            /** @enum {string} */
            state: "live" | "waiting" | "removed" | "refused";
            by: string;
            /** Format: date-time */
            at: string;
            change: string;
            /** @enum {string} */
            kind?: "create" | "edit" | "remove" | "undo" | "bulk" | "copy" | "import" | "make_good" | "offer" | "confirm" | "refuse";
            reason?: string;
            item: components["schemas"]["Item"];
        };
        Saved: {
            /** @description when it is one */
            item: string | null;
            change: string;
            items: {
                id: string;
                revision: number;
                state: string;
            }[];
            /** @enum {string} */
            state: "live" | "waiting" | "removed" | "refused" | "mixed";
            /** Format: date-time */
            undo_until: string;
            warnings: components["schemas"]["Texts"][];
        };
        ItemCheck: {
            conflicts: components["schemas"]["Conflict"][];
            /** @description not approved, planned power cut ... */
            warnings: components["schemas"]["Texts"][];
            second_person?: boolean;
            /** @description why a second person is needed */
            unusual?: components["schemas"]["Texts"][];
            /**
             * Format: civil
             * @description of an edit - what began before stands
             */
            stands_from?: string | null;
        };
        Change: {
            id: string;
            kind: string;
            by: string;
            /** Format: date-time */
            at: string;
            items: string[];
            /** Format: date-time */
            undo_until: string;
            undone: boolean;
        };
        BulkOrder: {
            /** @enum {string} */
            change: "shift" | "volume" | "remove" | "skip_day" | "copy_week";
            /** @description default - all of the unit the caller may move */
            items?: string[];
            /** Format: uuid */
            unit?: string;
            /** @description of shift */
            minutes?: number;
            /** @description of volume */
            volume?: number;
            /**
             * Format: date
             * @description of skip_day
             */
            day?: string;
            /**
             * Format: date
             * @description of copy_week - Monday of the week to copy
             */
            from?: string;
            /**
             * Format: date
             * @description of copy_week - Monday of the week to fill
             */
            to?: string;
            accept_conflicts?: boolean;
        };
        BulkPreview: {
            /** @description null when it cannot be applied */
            token: string | null;
            /** Format: date-time */
            until: string;
            items: {
                item: string;
                title: string;
                before: {
                    start?: string;
                    volume?: number;
                    state?: string;
                } | null;
                after: {
                    start?: string;
                    volume?: number;
                    state?: string;
                } | null;
                conflicts: components["schemas"]["Conflict"][];
                unusual?: boolean;
            }[];
            left_out?: {
                item: string;
                title: string;
                why: components["schemas"]["Texts"];
            }[];
            conflicts: number;
            second_person: boolean;
        };
        Days: {
            /** Format: date */
            from: string;
            days: {
                /** Format: date */
                day: string;
                /** @description 1 = Monday */
                weekday: number;
                lunar: components["schemas"]["Lunar"];
                holiday?: string | null;
                /** @description what the unit's regulations leave open; of a query with unit */
                windows?: components["schemas"]["Slot"][];
                occurrences: components["schemas"]["Occurrence"][];
                power_cuts: components["schemas"]["PowerCut"][];
                quiet: components["schemas"]["QuietSpell"][];
            }[];
        };
        Occurrence: {
            occurrence: string;
            item: string;
            programme?: string | null;
            title: string;
            /** Format: civil */
            start: string;
            /** Format: civil */
            end: string;
            class: string;
            level: string;
            kind?: string;
            /**
             * @description dropped - it sounds nowhere; waiting - for a second person
             * @enum {string}
             */
            state: "planned" | "partly" | "dropped" | "waiting";
            why?: components["schemas"]["Texts"][];
            movable: boolean;
            approved?: boolean | null;
            clusters: number;
            units?: string[];
            makes_good?: string | null;
        };
        PowerCutOrder: {
            /** Format: uuid */
            unit: string;
            /** @description empty - all of the unit */
            clusters?: string[];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            source?: string;
        };
        PowerCut: {
            id: string;
            unit: string;
            unit_name: string;
            clusters: string[];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            source: string;
        };
        DayWindow: {
            days?: number[];
            /** @description HH:MM */
            from: string;
            /** @description HH:MM */
            until: string;
        };
        /** @description The station's regulation as data; all members in schedules/README.md (max_per_day_ms, max_per_session_ms, max_airings_per_day, max_volume, volume_bands, sensitive_areas, quiet) */
        Regulation: {
            number: string;
            title: string;
            /** Format: date */
            valid_from: string;
            windows: components["schemas"]["DayWindow"][];
            max_volume?: number;
        };
        PolicyPath: {
            unit: string;
            /** @description name of the unit without a regulation; nothing but emergencies sounds then */
            missing: string | null;
            /** @description root first */
            path: {
                unit: string;
                unit_name: string;
                version: number;
                document?: string;
                signed_by: string[];
                regulation: components["schemas"]["Regulation"];
            }[];
            effective: {
                /** @description the coming seven days */
                days: {
                    /** Format: date */
                    day: string;
                    windows: components["schemas"]["Slot"][];
                }[];
                /** @description with the document in `cites` */
                max_per_day_ms?: number | null;
                max_airings_per_day?: number | null;
                max_volume: number;
                /** @description field: number of the regulation that decides */
                cites?: {
                    [key: string]: string;
                };
            };
        };
        PolicyDraft: {
            unit: string;
            unit_name: string;
            regulation: components["schemas"]["Regulation"];
            by: string;
            /** Format: date-time */
            at: string;
            /** @description each cites both documents; empty - it can be published */
            looser: components["schemas"]["Texts"][];
            /** @description planned airings of the coming week that would fall silent */
            silenced?: number;
        };
        /** @description What the signer signs - protocol/README.md, envelope */
        ToSign: {
            /** @enum {string} */
            type: "policy";
            /** @description the exact bytes, UTF-8 */
            payload: string;
            sha256?: string;
            version: number;
            unit: string;
            number?: string;
            /** @description of the signing page with this payload; for a day or until the controller restarts */
            url?: string;
            /** Format: date-time */
            expires?: string;
        };
        QuietOrder: {
            /** Format: uuid */
            unit: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            reason: string;
            /**
             * @default other
             * @enum {string}
             */
            kind: "funeral" | "exams" | "mourning" | "complaint" | "other";
        };
        QuietSpell: {
            id: string;
            unit: string;
            unit_name: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            reason: string;
            kind?: string;
            /** @enum {string} */
            state: "waiting" | "coming" | "running";
            by?: string;
            document?: string | null;
        };
        QuietPreview: {
            unit: string;
            unit_name?: string;
            clusters: number;
            silenced: components["schemas"]["Airing"][];
            silenced_total?: number;
            already_quiet?: boolean;
        };
        QuietToSign: {
            spell: components["schemas"]["QuietSpell"];
            to_sign: components["schemas"]["ToSign"];
            preview: components["schemas"]["QuietPreview"];
        };
        Lesson: {
            id: string;
            order: number;
            title_vi: string;
            title_en: string;
            task_vi: string;
            task_en: string;
            action: string;
        };
        PracticeState: {
            id: string;
            name: string;
            unit: string;
            online?: boolean;
            /**
             * @description as whom one acts now
             * @enum {string}
             */
            person: "operator" | "approver";
            /**
             * Format: civil
             * @description of the sandbox
             */
            clock: string;
            lessons: {
                id: string;
                done: boolean;
            }[];
            /** @description what came of the last action */
            said?: components["schemas"]["Texts"][];
            items: {
                id: string;
                title: string;
                /** @enum {string} */
                state: "draft" | "proposed" | "approved" | "aired" | "missed";
                start?: string | null;
                why?: components["schemas"]["Texts"][];
            }[];
            horns: {
                id: string;
                name: string;
                /** @enum {string} */
                state: "ready" | "fault";
            }[];
            quiet_until?: string | null;
            complete: boolean;
        };
        PracticeReport: {
            total: {
                people: number;
                units_total: number;
                units_trained: number;
                online: number;
            };
            units: {
                unit: string;
                unit_name: string;
                people: {
                    name: string;
                    /** Format: date-time */
                    at: string;
                    online: boolean;
                }[];
            }[];
        };
    };
    responses: {
        /** @description What is wrong, RFC 9457 */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description next of the page before */
        Cursor: string;
        Limit: number;
        /** @description the ETag read before; 428 without */
        IfMatch: string;
        PathId: components["schemas"]["Id"];
        DraftId: components["schemas"]["Id"];
        DraftLanguage: string;
        /** @description the draft's ETag */
        DraftMatch: string;
        InUnit: string;
        InGroup: string;
        StationId: string;
        PageLimit: number;
        PageCursor: string;
        StationMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    beginCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description base32 */
                        secret: string;
                        /** @description otpauth://, for a QR code */
                        uri: string;
                    };
                };
            };
        };
    };
    confirmCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Recovery codes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery: string[];
                    };
                };
            };
        };
    };
    listMySessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    checkInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                    };
                };
            };
        };
    };
    acceptInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Now sign in */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: components["parameters"]["Cursor"];
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: components["schemas"]["Account"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    name: string;
                    /** Format: uuid */
                    person?: string | null;
                    grants: components["schemas"]["GrantOrder"][];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account; ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag read before; 428 without */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** Format: uuid */
                    person?: string | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Changed; ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    setGrants: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag read before; 428 without */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    grants: components["schemas"]["GrantOrder"][];
                };
            };
        };
        responses: {
            /** @description Changed; ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    inviteAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description the authenticator app is lost - taking the invite removes the second factor */
                    resets_code?: boolean;
                };
            };
        };
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    endAccountSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The overview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
        };
    };
    openStream: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getLevels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Levels by cluster */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["Level"];
                    };
                };
            };
        };
    };
    listProgrammes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Programmes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        programmes: components["schemas"]["Programme"][];
                    };
                };
            };
        };
    };
    uploadProgramme: {
        parameters: {
            query: {
                title: string;
                author: components["schemas"]["Id"];
                voice: "machine" | "recorded" | "file";
                name?: string;
                /** @description a new revision of this one */
                programme?: components["schemas"]["Id"];
                /** @description the unit that owns it */
                unit?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Taken */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        task: string;
                    };
                };
            };
        };
    };
    getProgramme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The programme */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
        };
    };
    getProgrammeAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PathId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sound */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Persons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            id: components["schemas"]["Id"];
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    postDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Accepted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["Sha256"];
                        type: string;
                        version: number;
                    };
                };
            };
        };
    };
    explain: {
        parameters: {
            query: {
                cluster: components["schemas"]["Id"];
                at?: components["schemas"]["UnixMs"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The steps of the decision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        playing: string | null;
                        steps: components["schemas"]["Texts"][];
                    };
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                from?: components["schemas"]["UnixMs"];
                until?: components["schemas"]["UnixMs"];
                cluster?: components["schemas"]["Id"];
                unit?: components["schemas"]["Id"];
                /** @description as written in the row on its day */
                unit_code?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: components["schemas"]["LedgerRow"][];
                    };
                };
            };
        };
    };
    verifyLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["Event"][];
                    };
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: {
                q?: string;
                /** @description that unit alone */
                unit?: components["schemas"]["Id"];
                folder?: string;
                state?: components["schemas"]["DraftState"];
                kind?: "programme" | "voice_note";
                form?: components["schemas"]["DraftForm"];
                /** @description LoaiLinhVuc */
                topic?: number;
                /** @description exact document number */
                law?: string;
                /** @description only those the caller began */
                mine?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftPage"];
                };
            };
        };
    };
    createDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBegin"];
            };
        };
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft with its texts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    withdrawDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    updateDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    removeDraftVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    updateDraftVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionChange"];
            };
        };
        responses: {
            /** @description Saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        draft: components["schemas"]["Draft"];
                        incoming: components["schemas"]["Incoming"] | null;
                    };
                };
            };
        };
    };
    readDraftVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reading */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reading"];
                };
            };
        };
    };
    speakDraftVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as listLanguages names it */
                    voice?: string;
                    /** @description percent */
                    speed?: number;
                };
            };
        };
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechBegun"];
                };
            };
        };
    };
    attachSound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    upload: components["schemas"]["Id"];
                    /** @enum {string} */
                    voice: "recorded" | "file";
                };
            };
        };
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        task: string;
                    };
                };
            };
        };
    };
    listSentences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
                language: components["parameters"]["DraftLanguage"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sentences; empty for a recorded voice, stale when the text changed since */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stale: boolean;
                        sentences: components["schemas"]["TimedSentence"][];
                    };
                };
            };
        };
    };
    checkLaw: {
        parameters: {
            query: {
                from: string;
                /** @description the last day */
                until: string;
            };
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The findings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LawCheck"];
                };
            };
        };
    };
    confirmLaw: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    until: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Confirmed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    submitDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Handed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    openSigningLink: {
        parameters: {
            query?: {
                language?: string;
            };
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A link for this officer's key alone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        /** Format: date-time */
                        expires: string;
                    };
                };
            };
        };
    };
    useVoiceNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description the draft's ETag */
                "If-Match"?: components["parameters"]["DraftMatch"];
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new draft */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    listFolders: {
        parameters: {
            query?: {
                unit?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Folders that hold something, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        folders: {
                            name: string;
                            count: number;
                        }[];
                    };
                };
            };
        };
    };
    listLanguages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Languages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        languages: {
                            code: string;
                            name: string;
                            spoken: boolean;
                        }[];
                        voices: {
                            name: string;
                            text_vi: string;
                            text_en: string;
                        }[];
                    };
                };
            };
        };
    };
    importText: {
        parameters: {
            query?: {
                encoding?: components["schemas"]["TextEncoding"];
                accept_unaccented?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description The text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                        incoming: components["schemas"]["Incoming"];
                    };
                };
            };
        };
    };
    getPeaks: {
        parameters: {
            query?: {
                /** @description at most this many */
                points?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Peaks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Peaks"];
                };
            };
        };
    };
    getDictionary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries with ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dictionary"];
                };
            };
        };
    };
    putDictionaryEntry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DictionaryEntry"];
            };
        };
        responses: {
            /** @description The dictionary now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dictionary"];
                };
            };
        };
    };
    removeDictionaryEntry: {
        parameters: {
            query: {
                written: string;
                scope: components["schemas"]["EntryScope"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dictionary now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dictionary"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header?: {
                "Tus-Resumable"?: string;
                "Upload-Length"?: string;
                "Upload-Metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: components["schemas"]["Id"];
                        offset: number;
                        length: number;
                        name: string;
                        /** Format: date-time */
                        expires: string;
                    };
                };
            };
        };
    };
    removeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    appendUpload: {
        parameters: {
            query?: never;
            header?: {
                "Tus-Resumable"?: string;
                "Upload-Offset"?: string;
                "Upload-Checksum"?: string;
            };
            path: {
                id: components["parameters"]["DraftId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": unknown;
            };
        };
        responses: {
            /** @description Taken */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listEnrolments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enrolments, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enrolments: components["schemas"]["Enrolment"][];
                    };
                };
            };
        };
    };
    inviteOfficer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description id in the trust document, fresh for a new officer
                     */
                    person: string;
                    name: string;
                    /** Format: uuid */
                    unit: string;
                };
            };
        };
        responses: {
            /** @description The link, shown once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        /** Format: date-time */
                        expires: string;
                    };
                };
            };
        };
    };
    getTrust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The envelope in base64 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        envelope: string;
                        network: string;
                    };
                };
            };
        };
    };
    listKeyApprovals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Document hashes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        documents: string[];
                    };
                };
            };
        };
    };
    listSigningRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open requests, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requests: {
                            /** Format: uuid */
                            id: string;
                            title: string;
                            /** Format: uuid */
                            programme: string;
                            revision: number;
                            author_name: string;
                            /** Format: date-time */
                            opened: string;
                        }[];
                    };
                };
            };
        };
    };
    getSigningPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its origin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        origin: string;
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
                group?: components["parameters"]["InGroup"];
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The board */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getToday: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
                group?: components["parameters"]["InGroup"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The duty desk */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Today"];
                };
            };
        };
    };
    listUnits: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Units and the groups clusters carry there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        units: {
                            id: string;
                            name: string;
                            kind: string;
                            parent: string | null;
                            clusters: number;
                            /** @description nobody has told yet */
                            people: number | null;
                        }[];
                        groups: string[];
                    };
                };
            };
        };
    };
    listClusters: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
                q?: string;
                limit?: components["parameters"]["PageLimit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most limit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clusters: components["schemas"]["NamedCluster"][];
                    };
                };
            };
        };
    };
    previewMakeGood: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeGoodOrder"];
            };
        };
        responses: {
            /** @description The slot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MakeGood"];
                };
            };
        };
    };
    createMakeGood: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeGoodOrder"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    getInbox: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
                state?: "open" | "done" | "dismissed";
                limit?: components["parameters"]["PageLimit"];
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
        };
    };
    countInbox: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCount"];
                };
            };
        };
    };
    closeInboxEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "done" | "dismissed";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Closed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOffers: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Offers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        offers: components["schemas"]["Offer"][];
                    };
                };
            };
        };
    };
    createOffer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferOrder"];
            };
        };
        responses: {
            /** @description Offered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
        };
    };
    listOfferSlots: {
        parameters: {
            query: {
                unit: string;
            };
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Slots */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        slots: components["schemas"]["Slot"][];
                    };
                };
            };
        };
    };
    answerOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    unit: string;
                    /** @enum {string} */
                    answer: "accept" | "decline";
                    /**
                     * Format: civil
                     * @description of accept
                     */
                    start?: string;
                    /** @description of decline */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Taken */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description Declined */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOccurrences: {
        parameters: {
            query: {
                unit?: components["parameters"]["InUnit"];
                group?: components["parameters"]["InGroup"];
                from: string;
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Days"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
                state?: "live" | "waiting" | "removed";
                limit?: components["parameters"]["PageLimit"];
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Item"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createItem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemDraft"];
            };
        };
        responses: {
            /** @description Saved */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    checkItem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemDraft"];
            };
        };
        responses: {
            /** @description Findings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemCheck"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest revision; ETag names it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
        };
    };
    updateItem: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: components["parameters"]["StationMatch"];
            };
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemDraft"];
            };
        };
        responses: {
            /** @description Saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    removeItem: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: components["parameters"]["StationMatch"];
            };
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    listItemHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revisions, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revisions: components["schemas"]["ItemRevision"][];
                    };
                };
            };
        };
    };
    decideWaitingItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "confirm" | "refuse";
                    /** @description required to refuse */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    listScheduleChanges: {
        parameters: {
            query?: {
                limit?: components["parameters"]["PageLimit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["Change"][];
                    };
                };
            };
        };
    };
    undoScheduleChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Undone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    previewScheduleChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkOrder"];
            };
        };
        responses: {
            /** @description The preview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPreview"];
                };
            };
        };
    };
    applySchedulePreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Saved */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
        };
    };
    checkSchedule: {
        parameters: {
            query?: {
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description Findings, item by item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            title: string;
                            /** Format: civil */
                            start: string;
                            conflicts: components["schemas"]["Conflict"][];
                            warnings: components["schemas"]["Texts"][];
                        }[];
                    };
                };
            };
        };
    };
    createSchedule: {
        parameters: {
            query?: {
                name?: string;
                accept_conflicts?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description Saved */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Id"][];
                        warnings: components["schemas"]["Texts"][];
                    };
                };
            };
        };
    };
    exportSchedule: {
        parameters: {
            query: {
                unit?: components["parameters"]["InUnit"];
                format: "yaml" | "ics";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                    "text/calendar": string;
                };
            };
        };
    };
    listPowerCuts: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Planned power cuts that have not ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        power_cuts: components["schemas"]["PowerCut"][];
                    };
                };
            };
        };
    };
    createPowerCut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PowerCutOrder"];
            };
        };
        responses: {
            /** @description Noted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerCut"];
                };
            };
        };
    };
    removePowerCut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPolicies: {
        parameters: {
            query: {
                unit: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The path */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPath"];
                };
            };
        };
    };
    listPolicyDrafts: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Drafts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        drafts: components["schemas"]["PolicyDraft"][];
                    };
                };
            };
        };
    };
    savePolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Regulation"];
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraft"];
                };
            };
        };
    };
    removePolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    publishPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To sign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToSign"];
                };
            };
        };
    };
    listQuietSpells: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Spells */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        spells: components["schemas"]["QuietSpell"][];
                    };
                };
            };
        };
    };
    createQuietSpell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuietOrder"];
            };
        };
        responses: {
            /** @description To sign */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuietToSign"];
                };
            };
        };
    };
    previewQuietSpell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuietOrder"];
            };
        };
        responses: {
            /** @description What falls silent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuietPreview"];
                };
            };
        };
    };
    signQuietSpell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To sign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToSign"];
                };
            };
        };
    };
    endQuietSpell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description To sign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToSign"];
                };
            };
            /** @description Taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPracticeLessons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lessons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lessons: components["schemas"]["Lesson"][];
                    };
                };
            };
        };
    };
    startPractice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the learner */
                    name: string;
                    /**
                     * Format: uuid
                     * @description where the learner works
                     */
                    unit: string;
                    /**
                     * @description false in a class with a trainer
                     * @default true
                     */
                    online?: boolean;
                };
            };
        };
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeState"];
                };
            };
        };
    };
    getPractice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeState"];
                };
            };
        };
    };
    actInPractice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["StationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "write" | "propose" | "approve" | "switch_person" | "run_day" | "explain" | "quiet" | "end_quiet";
                    title?: string;
                    text?: string;
                    /** Format: civil */
                    start?: string;
                    item?: string;
                    /** Format: civil */
                    until?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeState"];
                };
            };
        };
    };
    getPracticeReport: {
        parameters: {
            query?: {
                unit?: components["parameters"]["InUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeReport"];
                };
            };
        };
    };
}
