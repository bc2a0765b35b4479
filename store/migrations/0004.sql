CREATE TABLE clear_file (
	number INTEGER NOT NULL,
	path TEXT NOT NULL,
	what VARCHAR(32) NOT NULL,
	client BLOB,
	at BIGINT NOT NULL,
	gone_at BIGINT,
	PRIMARY KEY (number)
);

CREATE TABLE record_data_request (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	asked VARCHAR,
	asked_on DATE,
	answered_on DATE,
	answer VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_data_request_client ON record_data_request (client) WHERE client IS NOT NULL;

CREATE TABLE record_keeping_start (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	beginning VARCHAR,
	day DATE,
	service VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_keeping_start_client ON record_keeping_start (client) WHERE client IS NOT NULL;
