CREATE TABLE alarm (
	number INTEGER NOT NULL,
	warned VARCHAR(32) NOT NULL,
	subject TEXT NOT NULL,
	at BIGINT NOT NULL,
	settled_at BIGINT,
	PRIMARY KEY (number)
);

CREATE TABLE archived_body (
	number INTEGER NOT NULL,
	client BLOB NOT NULL,
	at BIGINT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (number)
);

CREATE INDEX ix_archived_body_client ON archived_body (client);

CREATE TABLE awaited_event (
	id BLOB NOT NULL,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE change (
	number INTEGER NOT NULL,
	chain INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL,
	record VARCHAR(64) NOT NULL,
	id BLOB NOT NULL,
	client BLOB,
	header BLOB NOT NULL,
	body TEXT,
	PRIMARY KEY (number),
	CONSTRAINT change_name UNIQUE (chain, seq, hash)
);

CREATE INDEX change_about_client ON change (client) WHERE client IS NOT NULL;

CREATE INDEX change_of_record ON change (id);

CREATE TABLE correspondent (
	number INTEGER NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	delivery INTEGER NOT NULL,
	settings INTEGER NOT NULL,
	roster INTEGER NOT NULL,
	office_seq INTEGER NOT NULL,
	office_hash BLOB,
	software VARCHAR(64) NOT NULL,
	schema INTEGER NOT NULL,
	made_at BIGINT,
	heard_at BIGINT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE ("key")
);

CREATE TABLE delivery (
	recipient VARCHAR(64) NOT NULL,
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	since INTEGER NOT NULL,
	settings INTEGER NOT NULL,
	roster INTEGER NOT NULL,
	sent BLOB,
	PRIMARY KEY (recipient, number)
);

CREATE TABLE draft (
	id BLOB NOT NULL,
	form VARCHAR(64) NOT NULL,
	record BLOB,
	client BLOB,
	content TEXT NOT NULL,
	saved_at BIGINT NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE erased_client (
	client BLOB NOT NULL,
	change TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (client)
);

CREATE TABLE forked_chain (
	chain INTEGER NOT NULL,
	PRIMARY KEY (chain)
);

CREATE TABLE handed_over (
	bundle BLOB NOT NULL,
	chain INTEGER NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (bundle, chain, first)
);

CREATE TABLE kept_change (
	number INTEGER NOT NULL,
	id BLOB NOT NULL,
	why VARCHAR(32) NOT NULL,
	PRIMARY KEY (number)
);

CREATE INDEX ix_kept_change_id ON kept_change (id);

CREATE TABLE known_chain (
	number INTEGER NOT NULL,
	id BLOB NOT NULL,
	role VARCHAR(16),
	"key" TEXT,
	bound BOOLEAN DEFAULT '0' NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (id)
);

CREATE TABLE office_order (
	number INTEGER NOT NULL,
	PRIMARY KEY (number)
);

CREATE TABLE office_remark (
	number INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	subject TEXT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (number)
);

CREATE TABLE receipt (
	id BLOB NOT NULL,
	chain INTEGER NOT NULL,
	last INTEGER NOT NULL,
	hash BLOB NOT NULL,
	backed_up_to INTEGER,
	at BIGINT NOT NULL,
	revoked BOOLEAN DEFAULT 0 NOT NULL,
	PRIMARY KEY (id, chain)
);

CREATE TABLE received_bundle (
	number INTEGER NOT NULL,
	bundle BLOB NOT NULL,
	digest BLOB NOT NULL,
	kind VARCHAR(16) NOT NULL,
	sender VARCHAR(64) NOT NULL,
	part INTEGER NOT NULL,
	parts INTEGER NOT NULL,
	delivery INTEGER,
	at BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	changes INTEGER NOT NULL,
	new_changes INTEGER NOT NULL,
	retraction BLOB,
	PRIMARY KEY (number)
);

CREATE INDEX ix_received_bundle_digest ON received_bundle (digest);

CREATE INDEX received_bundle_of_file ON received_bundle (bundle);

CREATE TABLE received_log (
	number INTEGER NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	PRIMARY KEY (number),
	UNIQUE ("key")
);

CREATE TABLE received_range (
	bundle INTEGER NOT NULL,
	chain INTEGER NOT NULL,
	first INTEGER NOT NULL,
	hash BLOB NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (bundle, chain, first, hash)
);

CREATE TABLE received_use (
	log INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	worker BLOB NOT NULL,
	act VARCHAR(32) NOT NULL,
	client BLOB,
	record VARCHAR(64),
	id BLOB,
	ground TEXT NOT NULL,
	"before" BLOB,
	head BLOB NOT NULL,
	PRIMARY KEY (log, number, head)
);

CREATE INDEX received_use_about_client ON received_use (client) WHERE client IS NOT NULL;

CREATE TABLE record_assignment (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	worker BLOB,
	role VARCHAR,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_assignment_client ON record_assignment (client) WHERE client IS NOT NULL;

CREATE INDEX record_assignment_worker ON record_assignment (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_case_record_transfer (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	part BLOB,
	day DATE,
	covers TEXT,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_case_record_transfer_client ON record_case_record_transfer (client) WHERE client IS NOT NULL;

CREATE INDEX record_case_record_transfer_part ON record_case_record_transfer (part) WHERE part IS NOT NULL;

CREATE TABLE record_chain (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	"key" VARCHAR,
	notebook BLOB,
	practice BOOLEAN,
	earlier BLOB,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_client (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	given_name VARCHAR,
	family_name VARCHAR,
	nickname VARCHAR,
	customer_number VARCHAR,
	municipality VARCHAR,
	phone VARCHAR,
	safe_contact VARCHAR,
	service_language VARCHAR,
	other_language VARCHAR,
	interpreter VARCHAR,
	guardian VARCHAR,
	stage VARCHAR,
	entry DATE,
	in_work_at_entry BOOLEAN,
	referral_source VARCHAR,
	referral_day DATE,
	service_ground VARCHAR,
	team VARCHAR,
	goals VARCHAR,
	closed DATE,
	closed_reason VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_client_join (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	first BLOB,
	second BLOB,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_contact_person (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	employer BLOB,
	name VARCHAR,
	title VARCHAR,
	role VARCHAR,
	phone VARCHAR,
	email VARCHAR,
	language VARCHAR,
	"left" BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_contact_person_employer ON record_contact_person (employer) WHERE employer IS NOT NULL;

CREATE TABLE record_disclosure_agreement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	"plan" BLOB,
	items TEXT,
	replaces TEXT,
	agreed_on DATE,
	review_on DATE,
	how VARCHAR,
	copy_given BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_disclosure_agreement_client ON record_disclosure_agreement (client) WHERE client IS NOT NULL;

CREATE TABLE record_disclosure_discussion (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	minutes INTEGER,
	mode VARCHAR,
	present TEXT,
	event BLOB,
	freedom_explained BOOLEAN,
	role_explained BOOLEAN,
	pros_and_cons BOOLEAN,
	accommodation_linked BOOLEAN,
	wording_practised BOOLEAN,
	occasion VARCHAR,
	needs VARCHAR,
	matters_most VARCHAR,
	fears VARCHAR,
	accommodation VARCHAR,
	sureness INTEGER,
	notes VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_disclosure_discussion_client ON record_disclosure_discussion (client) WHERE client IS NOT NULL;

CREATE TABLE record_disclosure_item (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	"plan" BLOB,
	place VARCHAR,
	item VARCHAR,
	own_item VARCHAR,
	decision VARCHAR,
	employers TEXT,
	all_agreed_employers BOOLEAN,
	to_whom TEXT,
	"when" VARCHAR,
	who_says VARCHAR,
	wording VARCHAR,
	not_to_say VARCHAR,
	if_asked VARCHAR,
	asked_on DATE,
	pros VARCHAR,
	cons VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_disclosure_item_client ON record_disclosure_item (client) WHERE client IS NOT NULL;

CREATE TABLE record_disclosure_plan (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	started DATE,
	review_on DATE,
	paused_at BLOB,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_disclosure_plan_client ON record_disclosure_plan (client) WHERE client IS NOT NULL;

CREATE TABLE record_employer (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	business_id VARCHAR,
	sector VARCHAR,
	size VARCHAR,
	municipality VARCHAR,
	street_address VARCHAR,
	phone VARCHAR,
	email VARCHAR,
	website VARCHAR,
	work_done VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_erasure (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_erasure_request (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_event (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	kind VARCHAR,
	status VARCHAR,
	day DATE,
	start TIME,
	minutes INTEGER,
	mode VARCHAR,
	employer BLOB,
	place VARCHAR,
	place_kind VARCHAR,
	metres INTEGER,
	worker BLOB,
	present TEXT,
	subject VARCHAR,
	to_be_completed BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_event_day ON record_event (day) WHERE day IS NOT NULL;

CREATE INDEX record_event_employer ON record_event (employer) WHERE employer IS NOT NULL;

CREATE TABLE record_event_client_part (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	event BLOB,
	notes VARCHAR,
	agreed VARCHAR,
	client_view VARCHAR,
	nothing_told BOOLEAN,
	client_specific BOOLEAN,
	plan_goal VARCHAR,
	next_step VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_event_client_part_client ON record_event_client_part (client) WHERE client IS NOT NULL;

CREATE INDEX record_event_client_part_event ON record_event_client_part (event) WHERE event IS NOT NULL;

CREATE TABLE record_event_employer_part (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	event BLOB,
	employer BLOB,
	met TEXT,
	purposes TEXT,
	learned VARCHAR,
	next_step VARCHAR,
	next_day DATE,
	reviewed_by BLOB,
	reviewed_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_event_employer_part_employer ON record_event_employer_part (employer) WHERE employer IS NOT NULL;

CREATE INDEX record_event_employer_part_event ON record_event_employer_part (event) WHERE event IS NOT NULL;

CREATE TABLE record_fork_decision (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	chain BLOB,
	seq INTEGER,
	keep TEXT,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_laptop (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	"key" VARCHAR,
	worker BLOB,
	earlier TEXT,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_laptop_key ON record_laptop ("key") WHERE "key" IS NOT NULL;

CREATE TABLE record_legal_hold (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_office_setting (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	value VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_phrase (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	item VARCHAR,
	place VARCHAR,
	text_fi VARCHAR,
	text_sv VARCHAR,
	text_en VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_retraction (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	ranges TEXT,
	ground VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_told (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	employer BLOB,
	event BLOB,
	item BLOB,
	words VARCHAR,
	to_whom TEXT,
	told_by VARCHAR,
	deviation BOOLEAN,
	client_informed_on DATE,
	reaction VARCHAR,
	accommodation_given VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_told_client ON record_told (client) WHERE client IS NOT NULL;

CREATE INDEX record_told_employer ON record_told (employer) WHERE employer IS NOT NULL;

CREATE TABLE record_vocational_profile (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	replaces TEXT,
	drawn_up_on DATE,
	session_days TEXT,
	wish VARCHAR,
	why VARCHAR,
	education VARCHAR,
	earlier_work VARCHAR,
	other_experience VARCHAR,
	strengths VARCHAR,
	interests VARCHAR,
	culture_and_language VARCHAR,
	what_helps VARCHAR,
	benefits_and_money VARCHAR,
	transport VARCHAR,
	networks VARCHAR,
	people_to_involve VARCHAR,
	preferences VARCHAR,
	avoid VARCHAR,
	disclosure_preference VARCHAR,
	supports_foreseen VARCHAR,
	studies VARCHAR,
	sources_used VARCHAR,
	job_experience VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_vocational_profile_client ON record_vocational_profile (client) WHERE client IS NOT NULL;

CREATE TABLE record_withdrawal (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	scope VARCHAR,
	item BLOB,
	employer BLOB,
	day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_withdrawal_client ON record_withdrawal (client) WHERE client IS NOT NULL;

CREATE TABLE record_worker (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	roles TEXT,
	title VARCHAR,
	phone VARCHAR,
	active BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE refused_file (
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	reason VARCHAR(64) NOT NULL,
	digest BLOB NOT NULL,
	size INTEGER NOT NULL,
	content BLOB,
	detail TEXT NOT NULL,
	sender VARCHAR(64) NOT NULL,
	waits BOOLEAN NOT NULL,
	PRIMARY KEY (number)
);

CREATE TABLE search_beside (
	"key" INTEGER NOT NULL,
	number INTEGER NOT NULL,
	words TEXT NOT NULL,
	PRIMARY KEY ("key")
);

CREATE TABLE search_entry (
	"key" INTEGER NOT NULL,
	number INTEGER NOT NULL,
	PRIMARY KEY ("key")
);

CREATE TABLE secret (
	name VARCHAR(64) NOT NULL,
	value BLOB NOT NULL,
	PRIMARY KEY (name)
);

CREATE TABLE setting (
	name VARCHAR(64) NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
);

CREATE TABLE trusted_key (
	fingerprint VARCHAR(64) NOT NULL,
	"key" TEXT NOT NULL,
	recipient TEXT,
	role VARCHAR(16) NOT NULL,
	principal VARCHAR(64),
	language VARCHAR(2),
	trusted_at BIGINT NOT NULL,
	cut_off TEXT,
	text TEXT,
	PRIMARY KEY (fingerprint)
);

CREATE TABLE use_line (
	number INTEGER NOT NULL,
	at BIGINT NOT NULL,
	worker BLOB NOT NULL,
	act VARCHAR(32) NOT NULL,
	client BLOB,
	record VARCHAR(64),
	id BLOB,
	ground TEXT DEFAULT '' NOT NULL,
	head BLOB NOT NULL,
	PRIMARY KEY (number)
);

CREATE INDEX use_line_about_client ON use_line (client) WHERE client IS NOT NULL;

CREATE TABLE written_bundle (
	bundle BLOB NOT NULL,
	digest BLOB NOT NULL,
	kind VARCHAR(16) NOT NULL,
	recipient VARCHAR(64) NOT NULL,
	at BIGINT NOT NULL,
	office_seq INTEGER NOT NULL,
	first_use INTEGER NOT NULL,
	last_use INTEGER NOT NULL,
	answered BOOLEAN NOT NULL,
	PRIMARY KEY (bundle)
);

CREATE INDEX ix_written_bundle_digest ON written_bundle (digest);

CREATE TRIGGER use_line_is_never_altered BEFORE UPDATE ON use_line
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END;

CREATE TRIGGER use_line_is_never_deleted BEFORE DELETE ON use_line
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END;

CREATE TRIGGER received_use_is_never_altered BEFORE UPDATE ON received_use
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END;

CREATE TRIGGER received_use_is_never_deleted BEFORE DELETE ON received_use
BEGIN
    SELECT RAISE(ABORT, 'the use log is append-only');
END;

CREATE VIEW search_source AS SELECT key, NULL AS words FROM search_entry;

CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_source', content_rowid='key', detail='none', columnsize=0, prefix='2', tokenize='ascii');

INSERT INTO search_index(search_index, rank) VALUES('secure-delete', 1);
