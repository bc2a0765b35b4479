CREATE TABLE record_benefits_counselling (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	job BLOB,
	day DATE,
	counselled_when VARCHAR,
	mode VARCHAR,
	event BLOB,
	adviser VARCHAR,
	adviser_kind VARCHAR,
	client_declined BOOLEAN,
	benefits VARCHAR,
	planned_earnings VARCHAR,
	effect VARCHAR,
	duties VARCHAR,
	in_writing BOOLEAN,
	reporting_help BOOLEAN,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_benefits_counselling_client ON record_benefits_counselling (client) WHERE client IS NOT NULL;

CREATE INDEX record_benefits_counselling_job ON record_benefits_counselling (job) WHERE job IS NOT NULL;

CREATE TABLE record_client_evaluation (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	evaluation_time VARCHAR,
	answered VARCHAR,
	wish_heard INTEGER,
	support_fits INTEGER,
	pace_fits INTEGER,
	job_fits INTEGER,
	own_say INTEGER,
	own_words VARCHAR,
	result_shown BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_client_evaluation_client ON record_client_evaluation (client) WHERE client IS NOT NULL;

CREATE TABLE record_contact_log_review (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	first_day DATE,
	last_day DATE,
	reviewer BLOB,
	day DATE,
	contacts_seen INTEGER,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_contact_log_review_worker ON record_contact_log_review (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_criteria_choice (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	criteria_set VARCHAR,
	criteria_version VARCHAR,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_dated_rule (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	rule VARCHAR,
	setting VARCHAR,
	start DATE,
	"end" DATE,
	why VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

ALTER TABLE record_event_client_part ADD COLUMN job_goal BLOB;

ALTER TABLE record_event_client_part ADD COLUMN job BLOB;

ALTER TABLE record_event_client_part ADD COLUMN support_types TEXT;

ALTER TABLE record_event_client_part ADD COLUMN support_by TEXT;

ALTER TABLE record_event_client_part ADD COLUMN employer_support_requested BOOLEAN;

ALTER TABLE record_event_client_part ADD COLUMN client_declined BOOLEAN;

CREATE TABLE record_field_mentoring (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	mentor BLOB,
	day DATE,
	event BLOB,
	mentor_showed BOOLEAN,
	observed VARCHAR,
	done_well VARCHAR,
	to_try VARCHAR,
	next_step VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_field_mentoring_worker ON record_field_mentoring (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_improvement_action (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	action VARCHAR,
	criterion INTEGER,
	review BLOB,
	owner BLOB,
	due_on DATE,
	done_on DATE,
	result VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_improvement_action_review ON record_improvement_action (review) WHERE review IS NOT NULL;

CREATE TABLE record_item_score (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	review BLOB,
	criterion INTEGER,
	score VARCHAR,
	score_state VARCHAR,
	scored_by BLOB,
	outside_rater VARCHAR,
	scored_on DATE,
	numerator INTEGER,
	denominator INTEGER,
	rows_left_out INTEGER,
	evidence VARCHAR,
	comment VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_item_score_review ON record_item_score (review) WHERE review IS NOT NULL;

CREATE TABLE record_job (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	employer BLOB,
	title VARCHAR,
	job_type VARCHAR,
	job_goal BLOB,
	offered_on DATE,
	start DATE,
	fixed_term_until DATE,
	permanent BOOLEAN,
	competitive BOOLEAN,
	wage_basis VARCHAR,
	wage_subsidy BOOLEAN,
	subsidy_until DATE,
	working_pattern VARCHAR,
	benefits_notified DATE,
	"end" DATE,
	end_reason VARCHAR,
	ended_by VARCHAR,
	loss_heard_on DATE,
	reason_client VARCHAR,
	reason_employer VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_client ON record_job (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_employer ON record_job (employer) WHERE employer IS NOT NULL;

CREATE TABLE record_job_goal (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	place VARCHAR,
	job_type VARCHAR,
	set_on DATE,
	why VARCHAR,
	sector VARCHAR,
	area VARCHAR,
	first_employers TEXT,
	goal_state VARCHAR,
	closed_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_goal_client ON record_job_goal (client) WHERE client IS NOT NULL;

CREATE TABLE record_job_review (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	job BLOB,
	day DATE,
	job_occasion VARCHAR,
	thought_over_with TEXT,
	what_worked VARCHAR,
	what_did_not VARCHAR,
	lesson VARCHAR,
	next_wish VARCHAR,
	profile BLOB,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_review_client ON record_job_review (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_review_job ON record_job_review (job) WHERE job IS NOT NULL;

CREATE TABLE record_job_search_plan (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	replaces TEXT,
	drawn_up_on DATE,
	profile BLOB,
	own_words VARCHAR,
	job_goals TEXT,
	weekly_hours INTEGER,
	area VARCHAR,
	avoid VARCHAR,
	who_does_what VARCHAR,
	weekly_contacts INTEGER,
	client_agrees BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_search_plan_client ON record_job_search_plan (client) WHERE client IS NOT NULL;

CREATE TABLE record_job_support_plan (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	job BLOB,
	replaces TEXT,
	drawn_up_on DATE,
	supports TEXT,
	accommodation VARCHAR,
	contact_at_work BLOB,
	employer_support VARCHAR,
	early_signs VARCHAR,
	outside_work VARCHAR,
	step_down_on DATE,
	step_down_to VARCHAR,
	client_agrees BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_support_plan_client ON record_job_support_plan (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_support_plan_job ON record_job_support_plan (job) WHERE job IS NOT NULL;

CREATE TABLE record_job_terms (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	job BLOB,
	from_day DATE,
	weekly_hours INTEGER,
	hourly_wage INTEGER,
	why_changed VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_job_terms_client ON record_job_terms (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_terms_job ON record_job_terms (job) WHERE job IS NOT NULL;

CREATE TABLE record_leave (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	start DATE,
	"end" DATE,
	part_of_day BOOLEAN,
	remark VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_leave_worker ON record_leave (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_meeting (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	meeting_kind VARCHAR,
	day DATE,
	minutes INTEGER,
	mode VARCHAR,
	party VARCHAR,
	partner_kind VARCHAR,
	event BLOB,
	attended TEXT,
	absent TEXT,
	others_present VARCHAR,
	peer_coach_present BOOLEAN,
	scheduled BOOLEAN,
	client_related BOOLEAN,
	shared_decisions BOOLEAN,
	referral_ideas BOOLEAN,
	subject VARCHAR,
	decisions VARCHAR,
	agreed_split VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_meeting_day ON record_meeting (day) WHERE day IS NOT NULL;

CREATE TABLE record_outreach_attempt (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	outreach_kind VARCHAR,
	outreach_by VARCHAR,
	place VARCHAR,
	outreach_result VARCHAR,
	event BLOB,
	notes VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_outreach_attempt_client ON record_outreach_attempt (client) WHERE client IS NOT NULL;

CREATE TABLE record_planned_support (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	job BLOB,
	place VARCHAR,
	support_type VARCHAR,
	given_by VARCHAR,
	how_often VARCHAR,
	support_place VARCHAR,
	content VARCHAR,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_planned_support_client ON record_planned_support (client) WHERE client IS NOT NULL;

CREATE INDEX record_planned_support_job ON record_planned_support (job) WHERE job IS NOT NULL;

CREATE TABLE record_postponed_due (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	due_rule VARCHAR,
	subject VARCHAR,
	due_on DATE,
	day DATE,
	until DATE,
	postponed_why VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_postponed_due_client ON record_postponed_due (client) WHERE client IS NOT NULL;

CREATE TABLE record_profile_session (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	minutes INTEGER,
	mode VARCHAR,
	event BLOB,
	profile BLOB,
	on_a_form BOOLEAN,
	sources TEXT,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_profile_session_client ON record_profile_session (client) WHERE client IS NOT NULL;

CREATE TABLE record_quality_review (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	held_on DATE,
	review_kind VARCHAR,
	unit VARCHAR,
	first_day DATE,
	last_day DATE,
	criteria_set VARCHAR,
	criteria_version VARCHAR,
	raters TEXT,
	outside_raters VARCHAR,
	finished BOOLEAN,
	next_on DATE,
	summary VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_referral (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	source_kind VARCHAR,
	referrer VARCHAR,
	interest_in_work VARCHAR,
	team_contact VARCHAR,
	referral_outcome VARCHAR,
	refusal_reason VARCHAR,
	decided_on DATE,
	directed_to VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_referral_client ON record_referral (client) WHERE client IS NOT NULL;

CREATE TABLE record_service_agreement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	replaces TEXT,
	agreed_on DATE,
	how VARCHAR,
	own_goals VARCHAR,
	service_offers VARCHAR,
	contact_ways VARCHAR,
	ending_rules VARCHAR,
	rights_explained BOOLEAN,
	telling_is_free BOOLEAN,
	data_explained BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_service_agreement_client ON record_service_agreement (client) WHERE client IS NOT NULL;

CREATE TABLE record_service_basis (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	start DATE,
	"end" DATE,
	service_ground VARCHAR,
	project VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_service_basis_client ON record_service_basis (client) WHERE client IS NOT NULL;

CREATE TABLE record_stage_period (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	stage VARCHAR,
	entered DATE,
	left_on DATE,
	after_job_loss BOOLEAN,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_stage_period_client ON record_stage_period (client) WHERE client IS NOT NULL;

CREATE TABLE record_supervision (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	supervision_kind VARCHAR,
	day DATE,
	minutes INTEGER,
	mode VARCHAR,
	supervisor BLOB,
	workers TEXT,
	party VARCHAR,
	situations_reviewed BOOLEAN,
	strategies_agreed BOOLEAN,
	outcomes_reviewed BOOLEAN,
	goals_set VARCHAR,
	notes VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_time_use (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	day DATE,
	minutes INTEGER,
	activity VARCHAR,
	time_place VARCHAR,
	event BLOB,
	remark VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_time_use_event ON record_time_use (event) WHERE event IS NOT NULL;

CREATE INDEX record_time_use_worker ON record_time_use (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_unnamed_refusal (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	day DATE,
	source_kind VARCHAR,
	refusal_reason VARCHAR,
	directed_to VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_working_share (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	start DATE,
	"end" DATE,
	percent INTEGER,
	full_week INTEGER,
	work_team VARCHAR,
	supervisor BLOB,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_working_share_worker ON record_working_share (worker) WHERE worker IS NOT NULL;
