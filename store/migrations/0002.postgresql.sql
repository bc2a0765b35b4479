CREATE TABLE record_benefits_counselling (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	job BYTEA,
	day DATE,
	counselled_when TEXT COLLATE "C",
	mode TEXT COLLATE "C",
	event BYTEA,
	adviser TEXT COLLATE "C",
	adviser_kind TEXT COLLATE "C",
	client_declined BOOLEAN,
	benefits TEXT COLLATE "C",
	planned_earnings TEXT COLLATE "C",
	effect TEXT COLLATE "C",
	duties TEXT COLLATE "C",
	in_writing BOOLEAN,
	reporting_help BOOLEAN,
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_benefits_counselling_client ON record_benefits_counselling (client) WHERE client IS NOT NULL;

CREATE INDEX record_benefits_counselling_job ON record_benefits_counselling (job) WHERE job IS NOT NULL;

CREATE TABLE record_client_evaluation (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	evaluation_time TEXT COLLATE "C",
	answered TEXT COLLATE "C",
	wish_heard BIGINT,
	support_fits BIGINT,
	pace_fits BIGINT,
	job_fits BIGINT,
	own_say BIGINT,
	own_words TEXT COLLATE "C",
	result_shown BOOLEAN,
	PRIMARY KEY (id)
);

CREATE INDEX record_client_evaluation_client ON record_client_evaluation (client) WHERE client IS NOT NULL;

CREATE TABLE record_contact_log_review (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	first_day DATE,
	last_day DATE,
	reviewer BYTEA,
	day DATE,
	contacts_seen BIGINT,
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_contact_log_review_worker ON record_contact_log_review (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_criteria_choice (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	criteria_set TEXT COLLATE "C",
	criteria_version TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
);

CREATE TABLE record_dated_rule (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	rule TEXT COLLATE "C",
	setting TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	why TEXT COLLATE "C",
	PRIMARY KEY (id)
);

ALTER TABLE record_event_client_part ADD COLUMN job_goal BYTEA;

ALTER TABLE record_event_client_part ADD COLUMN job BYTEA;

ALTER TABLE record_event_client_part ADD COLUMN support_types TEXT COLLATE "C";

ALTER TABLE record_event_client_part ADD COLUMN support_by TEXT COLLATE "C";

ALTER TABLE record_event_client_part ADD COLUMN employer_support_requested BOOLEAN;

ALTER TABLE record_event_client_part ADD COLUMN client_declined BOOLEAN;

CREATE TABLE record_field_mentoring (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	mentor BYTEA,
	day DATE,
	event BYTEA,
	mentor_showed BOOLEAN,
	observed TEXT COLLATE "C",
	done_well TEXT COLLATE "C",
	to_try TEXT COLLATE "C",
	next_step TEXT COLLATE "C",
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_field_mentoring_worker ON record_field_mentoring (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_improvement_action (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	action TEXT COLLATE "C",
	criterion BIGINT,
	review BYTEA,
	owner BYTEA,
	due_on DATE,
	done_on DATE,
	result TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_improvement_action_review ON record_improvement_action (review) WHERE review IS NOT NULL;

CREATE TABLE record_item_score (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	review BYTEA,
	criterion BIGINT,
	score TEXT COLLATE "C",
	score_state TEXT COLLATE "C",
	scored_by BYTEA,
	outside_rater TEXT COLLATE "C",
	scored_on DATE,
	numerator BIGINT,
	denominator BIGINT,
	rows_left_out BIGINT,
	evidence TEXT COLLATE "C",
	comment TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_item_score_review ON record_item_score (review) WHERE review IS NOT NULL;

CREATE TABLE record_job (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	employer BYTEA,
	title TEXT COLLATE "C",
	job_type TEXT COLLATE "C",
	job_goal BYTEA,
	offered_on DATE,
	start DATE,
	fixed_term_until DATE,
	permanent BOOLEAN,
	competitive BOOLEAN,
	wage_basis TEXT COLLATE "C",
	wage_subsidy BOOLEAN,
	subsidy_until DATE,
	working_pattern TEXT COLLATE "C",
	benefits_notified DATE,
	"end" DATE,
	end_reason TEXT COLLATE "C",
	ended_by TEXT COLLATE "C",
	loss_heard_on DATE,
	reason_client TEXT COLLATE "C",
	reason_employer TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_job_client ON record_job (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_employer ON record_job (employer) WHERE employer IS NOT NULL;

CREATE TABLE record_job_goal (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	place TEXT COLLATE "C",
	job_type TEXT COLLATE "C",
	set_on DATE,
	why TEXT COLLATE "C",
	sector TEXT COLLATE "C",
	area TEXT COLLATE "C",
	first_employers TEXT COLLATE "C",
	goal_state TEXT COLLATE "C",
	closed_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_job_goal_client ON record_job_goal (client) WHERE client IS NOT NULL;

CREATE TABLE record_job_review (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	job BYTEA,
	day DATE,
	job_occasion TEXT COLLATE "C",
	thought_over_with TEXT COLLATE "C",
	what_worked TEXT COLLATE "C",
	what_did_not TEXT COLLATE "C",
	lesson TEXT COLLATE "C",
	next_wish TEXT COLLATE "C",
	profile BYTEA,
	PRIMARY KEY (id)
);

CREATE INDEX record_job_review_client ON record_job_review (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_review_job ON record_job_review (job) WHERE job IS NOT NULL;

CREATE TABLE record_job_search_plan (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	replaces TEXT COLLATE "C",
	drawn_up_on DATE,
	profile BYTEA,
	own_words TEXT COLLATE "C",
	job_goals TEXT COLLATE "C",
	weekly_hours BIGINT,
	area TEXT COLLATE "C",
	avoid TEXT COLLATE "C",
	who_does_what TEXT COLLATE "C",
	weekly_contacts BIGINT,
	client_agrees BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_job_search_plan_client ON record_job_search_plan (client) WHERE client IS NOT NULL;

CREATE TABLE record_job_support_plan (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	job BYTEA,
	replaces TEXT COLLATE "C",
	drawn_up_on DATE,
	supports TEXT COLLATE "C",
	accommodation TEXT COLLATE "C",
	contact_at_work BYTEA,
	employer_support TEXT COLLATE "C",
	early_signs TEXT COLLATE "C",
	outside_work TEXT COLLATE "C",
	step_down_on DATE,
	step_down_to TEXT COLLATE "C",
	client_agrees BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_job_support_plan_client ON record_job_support_plan (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_support_plan_job ON record_job_support_plan (job) WHERE job IS NOT NULL;

CREATE TABLE record_job_terms (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	job BYTEA,
	from_day DATE,
	weekly_hours BIGINT,
	hourly_wage BIGINT,
	why_changed TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_job_terms_client ON record_job_terms (client) WHERE client IS NOT NULL;

CREATE INDEX record_job_terms_job ON record_job_terms (job) WHERE job IS NOT NULL;

CREATE TABLE record_leave (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	start DATE,
	"end" DATE,
	part_of_day BOOLEAN,
	remark TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_leave_worker ON record_leave (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_meeting (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	meeting_kind TEXT COLLATE "C",
	day DATE,
	minutes BIGINT,
	mode TEXT COLLATE "C",
	party TEXT COLLATE "C",
	partner_kind TEXT COLLATE "C",
	event BYTEA,
	attended TEXT COLLATE "C",
	absent TEXT COLLATE "C",
	others_present TEXT COLLATE "C",
	peer_coach_present BOOLEAN,
	scheduled BOOLEAN,
	client_related BOOLEAN,
	shared_decisions BOOLEAN,
	referral_ideas BOOLEAN,
	subject TEXT COLLATE "C",
	decisions TEXT COLLATE "C",
	agreed_split TEXT COLLATE "C",
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_meeting_day ON record_meeting (day) WHERE day IS NOT NULL;

CREATE TABLE record_outreach_attempt (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	outreach_kind TEXT COLLATE "C",
	outreach_by TEXT COLLATE "C",
	place TEXT COLLATE "C",
	outreach_result TEXT COLLATE "C",
	event BYTEA,
	notes TEXT COLLATE "C",
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_outreach_attempt_client ON record_outreach_attempt (client) WHERE client IS NOT NULL;

CREATE TABLE record_planned_support (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	job BYTEA,
	place TEXT COLLATE "C",
	support_type TEXT COLLATE "C",
	given_by TEXT COLLATE "C",
	how_often TEXT COLLATE "C",
	support_place TEXT COLLATE "C",
	content TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_planned_support_client ON record_planned_support (client) WHERE client IS NOT NULL;

CREATE INDEX record_planned_support_job ON record_planned_support (job) WHERE job IS NOT NULL;

CREATE TABLE record_postponed_due (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	due_rule TEXT COLLATE "C",
	subject TEXT COLLATE "C",
	due_on DATE,
	day DATE,
	until DATE,
	postponed_why TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_postponed_due_client ON record_postponed_due (client) WHERE client IS NOT NULL;

CREATE TABLE record_profile_session (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	minutes BIGINT,
	mode TEXT COLLATE "C",
	event BYTEA,
	profile BYTEA,
	on_a_form BOOLEAN,
	sources TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_profile_session_client ON record_profile_session (client) WHERE client IS NOT NULL;

CREATE TABLE record_quality_review (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	held_on DATE,
	review_kind TEXT COLLATE "C",
	unit TEXT COLLATE "C",
	first_day DATE,
	last_day DATE,
	criteria_set TEXT COLLATE "C",
	criteria_version TEXT COLLATE "C",
	raters TEXT COLLATE "C",
	outside_raters TEXT COLLATE "C",
	finished BOOLEAN,
	next_on DATE,
	summary TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_referral (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	source_kind TEXT COLLATE "C",
	referrer TEXT COLLATE "C",
	interest_in_work TEXT COLLATE "C",
	team_contact TEXT COLLATE "C",
	referral_outcome TEXT COLLATE "C",
	refusal_reason TEXT COLLATE "C",
	decided_on DATE,
	directed_to TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_referral_client ON record_referral (client) WHERE client IS NOT NULL;

CREATE TABLE record_service_agreement (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	replaces TEXT COLLATE "C",
	agreed_on DATE,
	how TEXT COLLATE "C",
	own_goals TEXT COLLATE "C",
	service_offers TEXT COLLATE "C",
	contact_ways TEXT COLLATE "C",
	ending_rules TEXT COLLATE "C",
	rights_explained BOOLEAN,
	telling_is_free BOOLEAN,
	data_explained BOOLEAN,
	copy_given BOOLEAN,
	review_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_service_agreement_client ON record_service_agreement (client) WHERE client IS NOT NULL;

CREATE TABLE record_service_basis (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	start DATE,
	"end" DATE,
	service_ground TEXT COLLATE "C",
	project TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_service_basis_client ON record_service_basis (client) WHERE client IS NOT NULL;

CREATE TABLE record_stage_period (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	stage TEXT COLLATE "C",
	entered DATE,
	left_on DATE,
	after_job_loss BOOLEAN,
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_stage_period_client ON record_stage_period (client) WHERE client IS NOT NULL;

CREATE TABLE record_supervision (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	supervision_kind TEXT COLLATE "C",
	day DATE,
	minutes BIGINT,
	mode TEXT COLLATE "C",
	supervisor BYTEA,
	workers TEXT COLLATE "C",
	party TEXT COLLATE "C",
	situations_reviewed BOOLEAN,
	strategies_agreed BOOLEAN,
	outcomes_reviewed BOOLEAN,
	goals_set TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE TABLE record_time_use (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	day DATE,
	minutes BIGINT,
	activity TEXT COLLATE "C",
	time_place TEXT COLLATE "C",
	event BYTEA,
	remark TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_time_use_event ON record_time_use (event) WHERE event IS NOT NULL;

CREATE INDEX record_time_use_worker ON record_time_use (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_unnamed_refusal (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	day DATE,
	source_kind TEXT COLLATE "C",
	refusal_reason TEXT COLLATE "C",
	directed_to TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_working_share (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	start DATE,
	"end" DATE,
	percent BIGINT,
	full_week BIGINT,
	work_team TEXT COLLATE "C",
	supervisor BYTEA,
	PRIMARY KEY (id)
);

CREATE INDEX record_working_share_worker ON record_working_share (worker) WHERE worker IS NOT NULL;
