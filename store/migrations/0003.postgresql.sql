CREATE TABLE record_activity_period (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	kind TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	activity_place BYTEA,
	series BYTEA,
	employer BYTEA,
	worker BYTEA,
	placement_agreement BYTEA,
	earlier_period BYTEA,
	timetable TEXT COLLATE "C",
	tasks TEXT COLLATE "C",
	linked_goals TEXT COLLATE "C",
	client_view TEXT COLLATE "C",
	staff_view TEXT COLLATE "C",
	next_path TEXT COLLATE "C",
	decided_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_activity_period_activity_place ON record_activity_period (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_activity_period_client ON record_activity_period (client) WHERE client IS NOT NULL;

CREATE INDEX record_activity_period_series ON record_activity_period (series) WHERE series IS NOT NULL;

CREATE TABLE record_activity_place (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	kind TEXT COLLATE "C",
	municipality TEXT COLLATE "C",
	street_address TEXT COLLATE "C",
	employer BYTEA,
	tasks TEXT COLLATE "C",
	opening_hours TEXT COLLATE "C",
	supervisor TEXT COLLATE "C",
	phone TEXT COLLATE "C",
	accessibility TEXT COLLATE "C",
	transport TEXT COLLATE "C",
	capacity BIGINT,
	free_places BIGINT,
	counted_on DATE,
	ended_on DATE,
	PRIMARY KEY (id)
);

CREATE TABLE record_agreement (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	kind TEXT COLLATE "C",
	agreed_on DATE,
	replaces TEXT COLLATE "C",
	parties TEXT COLLATE "C",
	person BYTEA,
	worker BYTEA,
	start DATE,
	"end" DATE,
	agreement_text TEXT COLLATE "C",
	text_reference TEXT COLLATE "C",
	signed_on DATE,
	signatories TEXT COLLATE "C",
	review_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_agreement_person ON record_agreement (person) WHERE person IS NOT NULL;

CREATE TABLE record_allowance_decision (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	pay_class BYTEA,
	rate BIGINT,
	start DATE,
	"end" DATE,
	tasks TEXT COLLATE "C",
	reasons TEXT COLLATE "C",
	decided_by TEXT COLLATE "C",
	decided_on DATE,
	review_on DATE,
	payroll_number TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_allowance_decision_client ON record_allowance_decision (client) WHERE client IS NOT NULL;

CREATE INDEX record_allowance_decision_pay_class ON record_allowance_decision (pay_class) WHERE pay_class IS NOT NULL;

CREATE TABLE record_answer (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	question BYTEA,
	survey_round BYTEA,
	gathering BYTEA,
	respondents TEXT COLLATE "C",
	score BIGINT,
	comment TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_answer_gathering ON record_answer (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_answer_question ON record_answer (question) WHERE question IS NOT NULL;

CREATE INDEX record_answer_survey_round ON record_answer (survey_round) WHERE survey_round IS NOT NULL;

CREATE TABLE record_attendance (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	gathering BYTEA,
	meeting BYTEA,
	person BYTEA,
	worker BYTEA,
	name TEXT COLLATE "C",
	takes_part_as TEXT COLLATE "C",
	presence TEXT COLLATE "C",
	minutes BIGINT,
	briefed BOOLEAN,
	papers_in_time BOOLEAN,
	spoke BOOLEAN,
	influenced BOOLEAN,
	said TEXT COLLATE "C",
	learning TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_attendance_gathering ON record_attendance (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_attendance_meeting ON record_attendance (meeting) WHERE meeting IS NOT NULL;

CREATE INDEX record_attendance_person ON record_attendance (person) WHERE person IS NOT NULL;

CREATE TABLE record_budget (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	year BIGINT,
	paid_for TEXT COLLATE "C",
	allocation BIGINT,
	source TEXT COLLATE "C",
	description TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_client_attendance (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	gathering BYTEA,
	takes_part_as TEXT COLLATE "C",
	presence TEXT COLLATE "C",
	minutes BIGINT,
	client_view TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_client_attendance_client ON record_client_attendance (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_attendance_gathering ON record_client_attendance (gathering) WHERE gathering IS NOT NULL;

CREATE TABLE record_client_member (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	series BYTEA,
	takes_part_as TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	completed_on DATE,
	result TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_client_member_client ON record_client_member (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_member_series ON record_client_member (series) WHERE series IS NOT NULL;

CREATE TABLE record_client_step (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	path_step BYTEA,
	start DATE,
	"end" DATE,
	result TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_client_step_client ON record_client_step (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_step_path_step ON record_client_step (path_step) WHERE path_step IS NOT NULL;

CREATE TABLE record_client_type (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	place TEXT COLLATE "C",
	description TEXT COLLATE "C",
	in_use BOOLEAN,
	PRIMARY KEY (id)
);

CREATE TABLE record_client_typing (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	client_type BYTEA,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_client_typing_client ON record_client_typing (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_typing_client_type ON record_client_typing (client_type) WHERE client_type IS NOT NULL;

CREATE TABLE record_fee_assignment (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	person BYTEA,
	kind TEXT COLLATE "C",
	status TEXT COLLATE "C",
	day DATE,
	place TEXT COLLATE "C",
	minutes BIGINT,
	for_a_client BOOLEAN,
	worker BYTEA,
	gathering BYTEA,
	pay_class BYTEA,
	budget BYTEA,
	amount BIGINT,
	approved_by BYTEA,
	approved_on DATE,
	paid_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_fee_assignment_budget ON record_fee_assignment (budget) WHERE budget IS NOT NULL;

CREATE INDEX record_fee_assignment_day ON record_fee_assignment (day) WHERE day IS NOT NULL;

CREATE INDEX record_fee_assignment_person ON record_fee_assignment (person) WHERE person IS NOT NULL;

CREATE TABLE record_fee_statement (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	person BYTEA,
	month DATE,
	replaces TEXT COLLATE "C",
	total BIGINT,
	corrections BIGINT,
	worked_minutes BIGINT,
	covers TEXT COLLATE "C",
	classes TEXT COLLATE "C",
	locked_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_fee_statement_month ON record_fee_statement (month) WHERE month IS NOT NULL;

CREATE INDEX record_fee_statement_person ON record_fee_statement (person) WHERE person IS NOT NULL;

CREATE TABLE record_feedback (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	kind TEXT COLLATE "C",
	day DATE,
	given_as TEXT COLLATE "C",
	moment TEXT COLLATE "C",
	series BYTEA,
	gathering BYTEA,
	municipality TEXT COLLATE "C",
	own_words TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_feedback_series ON record_feedback (series) WHERE series IS NOT NULL;

CREATE TABLE record_gathering (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	kind TEXT COLLATE "C",
	status TEXT COLLATE "C",
	day DATE,
	start TIME WITHOUT TIME ZONE,
	minutes BIGINT,
	mode TEXT COLLATE "C",
	series BYTEA,
	worker BYTEA,
	place TEXT COLLATE "C",
	activity_place BYTEA,
	employer BYTEA,
	job_at_site TEXT COLLATE "C",
	travel TEXT COLLATE "C",
	site_risks TEXT COLLATE "C",
	subject TEXT COLLATE "C",
	themes TEXT COLLATE "C",
	form TEXT COLLATE "C",
	channel TEXT COLLATE "C",
	reach BIGINT,
	papers_sent_on DATE,
	meeting_before_on DATE,
	matters TEXT COLLATE "C",
	decisions TEXT COLLATE "C",
	who_does_what TEXT COLLATE "C",
	result TEXT COLLATE "C",
	next_day DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_gathering_day ON record_gathering (day) WHERE day IS NOT NULL;

CREATE INDEX record_gathering_series ON record_gathering (series) WHERE series IS NOT NULL;

CREATE TABLE record_goal (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	kind TEXT COLLATE "C",
	own_words TEXT COLLATE "C",
	area TEXT COLLATE "C",
	activity_period BYTEA,
	tasks TEXT COLLATE "C",
	next_step TEXT COLLATE "C",
	scale TEXT COLLATE "C",
	start_level BIGINT,
	target_level BIGINT,
	gas_much_less TEXT COLLATE "C",
	gas_less TEXT COLLATE "C",
	gas_expected TEXT COLLATE "C",
	gas_more TEXT COLLATE "C",
	gas_much_more TEXT COLLATE "C",
	started DATE,
	target_on DATE,
	review_on DATE,
	ended_on DATE,
	goal_result TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_goal_client ON record_goal (client) WHERE client IS NOT NULL;

CREATE TABLE record_goal_rating (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	goal BYTEA,
	day DATE,
	moment TEXT COLLATE "C",
	level BIGINT,
	rated_by TEXT COLLATE "C",
	client_view TEXT COLLATE "C",
	next_step TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_goal_rating_client ON record_goal_rating (client) WHERE client IS NOT NULL;

CREATE INDEX record_goal_rating_goal ON record_goal_rating (goal) WHERE goal IS NOT NULL;

CREATE TABLE record_idea (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	kind TEXT COLLATE "C",
	day DATE,
	own_words TEXT COLLATE "C",
	takes_part_as TEXT COLLATE "C",
	person BYTEA,
	gathering BYTEA,
	series BYTEA,
	activity_place BYTEA,
	status TEXT COLLATE "C",
	resolution TEXT COLLATE "C",
	reasons TEXT COLLATE "C",
	decided_by TEXT COLLATE "C",
	decided_on DATE,
	responsible TEXT COLLATE "C",
	due_on DATE,
	change_made TEXT COLLATE "C",
	reported_back_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_idea_gathering ON record_idea (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_idea_person ON record_idea (person) WHERE person IS NOT NULL;

CREATE INDEX record_idea_series ON record_idea (series) WHERE series IS NOT NULL;

CREATE TABLE record_idea_raiser (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	idea BYTEA,
	reported_back_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_idea_raiser_client ON record_idea_raiser (client) WHERE client IS NOT NULL;

CREATE INDEX record_idea_raiser_idea ON record_idea_raiser (idea) WHERE idea IS NOT NULL;

CREATE TABLE record_interview (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	day DATE,
	person BYTEA,
	worker BYTEA,
	interview_themes TEXT COLLATE "C",
	summary TEXT COLLATE "C",
	quotes TEXT COLLATE "C",
	quotes_allowed BOOLEAN,
	PRIMARY KEY (id)
);

CREATE INDEX record_interview_person ON record_interview (person) WHERE person IS NOT NULL;

CREATE INDEX record_interview_worker ON record_interview (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_material (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	kind TEXT COLLATE "C",
	themes TEXT COLLATE "C",
	stage TEXT COLLATE "C",
	client_types TEXT COLLATE "C",
	in_use BOOLEAN,
	PRIMARY KEY (id)
);

CREATE TABLE record_material_version (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	material BYTEA,
	replaces TEXT COLLATE "C",
	language TEXT COLLATE "C",
	version TEXT COLLATE "C",
	drawn_up_on DATE,
	material_text TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_material_version_material ON record_material_version (material) WHERE material IS NOT NULL;

CREATE TABLE record_model_use (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	model TEXT COLLATE "C",
	worker BYTEA,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
);

CREATE TABLE record_month_close (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	month DATE,
	paid_for TEXT COLLATE "C",
	closed_on DATE,
	PRIMARY KEY (id)
);

CREATE TABLE record_needs_referral (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	needs TEXT COLLATE "C",
	wish TEXT COLLATE "C",
	skills TEXT COLLATE "C",
	missing_skills TEXT COLLATE "C",
	service_gap TEXT COLLATE "C",
	activity_place BYTEA,
	status TEXT COLLATE "C",
	decided_on DATE,
	refused_by TEXT COLLATE "C",
	reasons TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_needs_referral_activity_place ON record_needs_referral (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_needs_referral_client ON record_needs_referral (client) WHERE client IS NOT NULL;

CREATE TABLE record_outcome_check (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	path_outcome BYTEA,
	day DATE,
	months_after BIGINT,
	kept TEXT COLLATE "C",
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_outcome_check_client ON record_outcome_check (client) WHERE client IS NOT NULL;

CREATE INDEX record_outcome_check_path_outcome ON record_outcome_check (path_outcome) WHERE path_outcome IS NOT NULL;

CREATE TABLE record_path_model (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	version TEXT COLLATE "C",
	earlier_version BYTEA,
	status TEXT COLLATE "C",
	municipality TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	description TEXT COLLATE "C",
	result TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_path_outcome (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	destination TEXT COLLATE "C",
	series BYTEA,
	activity_place BYTEA,
	activity_period BYTEA,
	employer BYTEA,
	notes TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_path_outcome_activity_place ON record_path_outcome (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_path_outcome_client ON record_path_outcome (client) WHERE client IS NOT NULL;

CREATE INDEX record_path_outcome_series ON record_path_outcome (series) WHERE series IS NOT NULL;

CREATE TABLE record_path_step (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	path_model BYTEA,
	place TEXT COLLATE "C",
	name TEXT COLLATE "C",
	entry_conditions TEXT COLLATE "C",
	exit_conditions TEXT COLLATE "C",
	responsible TEXT COLLATE "C",
	material BYTEA,
	PRIMARY KEY (id)
);

CREATE INDEX record_path_step_path_model ON record_path_step (path_model) WHERE path_model IS NOT NULL;

CREATE TABLE record_pay_class (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	paid_for TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	basis TEXT COLLATE "C",
	rate BIGINT,
	highest_rate BIGINT,
	description TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_person (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	phone TEXT COLLATE "C",
	email TEXT COLLATE "C",
	language TEXT COLLATE "C",
	worker BYTEA,
	may_be_named BOOLEAN,
	PRIMARY KEY (id)
);

CREATE TABLE record_person_details (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	person BYTEA,
	service_ground TEXT COLLATE "C",
	waiting_reasons TEXT COLLATE "C",
	waiting_note TEXT COLLATE "C",
	payroll_number TEXT COLLATE "C",
	tax_card_until DATE,
	benefit_note_on DATE,
	most_assignments BIGINT,
	PRIMARY KEY (id)
);

CREATE INDEX record_person_details_person ON record_person_details (person) WHERE person IS NOT NULL;

CREATE TABLE record_person_is_client (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	person BYTEA,
	start DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_person_is_client_client ON record_person_is_client (client) WHERE client IS NOT NULL;

CREATE INDEX record_person_is_client_person ON record_person_is_client (person) WHERE person IS NOT NULL;

CREATE TABLE record_person_role (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	person BYTEA,
	part_played TEXT COLLATE "C",
	status TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	experience_kinds TEXT COLLATE "C",
	trained_by TEXT COLLATE "C",
	trained_year BIGINT,
	themes TEXT COLLATE "C",
	skills TEXT COLLATE "C",
	wishes TEXT COLLATE "C",
	availability TEXT COLLATE "C",
	available_from DATE,
	available_until DATE,
	arrangements TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_person_role_person ON record_person_role (person) WHERE person IS NOT NULL;

CREATE TABLE record_placement_agreement (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	replaces TEXT COLLATE "C",
	activity_place BYTEA,
	sending_unit TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	weekdays TEXT COLLATE "C",
	weekly_hours BIGINT,
	tasks TEXT COLLATE "C",
	goals TEXT COLLATE "C",
	supporter TEXT COLLATE "C",
	hours_recorder TEXT COLLATE "C",
	pay_class BYTEA,
	rate BIGINT,
	insurance TEXT COLLATE "C",
	travel TEXT COLLATE "C",
	ending_rules TEXT COLLATE "C",
	signed_by TEXT COLLATE "C",
	signed_on DATE,
	copy_given BOOLEAN,
	PRIMARY KEY (id)
);

CREATE INDEX record_placement_agreement_activity_place ON record_placement_agreement (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_placement_agreement_client ON record_placement_agreement (client) WHERE client IS NOT NULL;

CREATE TABLE record_placement_ending (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	placement_agreement BYTEA,
	day DATE,
	ended_by TEXT COLLATE "C",
	reasons TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_placement_ending_client ON record_placement_ending (client) WHERE client IS NOT NULL;

CREATE INDEX record_placement_ending_placement_agreement ON record_placement_ending (placement_agreement) WHERE placement_agreement IS NOT NULL;

CREATE TABLE record_question (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	survey BYTEA,
	place TEXT COLLATE "C",
	scale TEXT COLLATE "C",
	text_fi TEXT COLLATE "C",
	text_sv TEXT COLLATE "C",
	text_en TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_question_survey ON record_question (survey) WHERE survey IS NOT NULL;

CREATE TABLE record_series (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	kind TEXT COLLATE "C",
	name TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	rhythm_days BIGINT,
	municipality TEXT COLLATE "C",
	organiser TEXT COLLATE "C",
	model_version TEXT COLLATE "C",
	themes TEXT COLLATE "C",
	description TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_series_member (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	series BYTEA,
	person BYTEA,
	worker BYTEA,
	name TEXT COLLATE "C",
	takes_part_as TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	briefed_on DATE,
	support_person TEXT COLLATE "C",
	completed_on DATE,
	certificate_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_series_member_person ON record_series_member (person) WHERE person IS NOT NULL;

CREATE INDEX record_series_member_series ON record_series_member (series) WHERE series IS NOT NULL;

CREATE TABLE record_share_use (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	work_share BYTEA,
	worker BYTEA,
	day DATE,
	used_hours BIGINT,
	description TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_share_use_work_share ON record_share_use (work_share) WHERE work_share IS NOT NULL;

CREATE INDEX record_share_use_worker ON record_share_use (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_statement (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	month DATE,
	replaces TEXT COLLATE "C",
	payer TEXT COLLATE "C",
	days BIGINT,
	worked_minutes BIGINT,
	total BIGINT,
	covers TEXT COLLATE "C",
	classes TEXT COLLATE "C",
	locked_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_statement_client ON record_statement (client) WHERE client IS NOT NULL;

CREATE INDEX record_statement_month ON record_statement (month) WHERE month IS NOT NULL;

CREATE TABLE record_statement_line (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	statement BYTEA,
	line_kind TEXT COLLATE "C",
	month DATE,
	pay_class BYTEA,
	units BIGINT,
	rate BIGINT,
	amount BIGINT,
	PRIMARY KEY (id)
);

CREATE INDEX record_statement_line_client ON record_statement_line (client) WHERE client IS NOT NULL;

CREATE INDEX record_statement_line_statement ON record_statement_line (statement) WHERE statement IS NOT NULL;

CREATE TABLE record_survey (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	name TEXT COLLATE "C",
	kind TEXT COLLATE "C",
	description TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE TABLE record_survey_round (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	survey BYTEA,
	name TEXT COLLATE "C",
	day DATE,
	model_version TEXT COLLATE "C",
	PRIMARY KEY (id)
);

CREATE INDEX record_survey_round_survey ON record_survey_round (survey) WHERE survey IS NOT NULL;

CREATE TABLE record_ticket (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	kind TEXT COLLATE "C",
	start DATE,
	"end" DATE,
	price BIGINT,
	given_on DATE,
	receipt_kept BOOLEAN,
	placement_agreement BYTEA,
	PRIMARY KEY (id)
);

CREATE INDEX record_ticket_client ON record_ticket (client) WHERE client IS NOT NULL;

CREATE TABLE record_work_entry (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	client BYTEA,
	day DATE,
	work_presence TEXT COLLATE "C",
	came TIME WITHOUT TIME ZONE,
	went TIME WITHOUT TIME ZONE,
	minutes BIGINT,
	activity_place BYTEA,
	placement_agreement BYTEA,
	activity_period BYTEA,
	gathering BYTEA,
	task_done TEXT COLLATE "C",
	client_view TEXT COLLATE "C",
	recorded_by TEXT COLLATE "C",
	taken_from TEXT COLLATE "C",
	confirmed_by BYTEA,
	confirmed_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_work_entry_activity_place ON record_work_entry (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_work_entry_client ON record_work_entry (client) WHERE client IS NOT NULL;

CREATE INDEX record_work_entry_day ON record_work_entry (day) WHERE day IS NOT NULL;

CREATE TABLE record_work_share (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	series BYTEA,
	municipality TEXT COLLATE "C",
	percent BIGINT,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_work_share_series ON record_work_share (series) WHERE series IS NOT NULL;

CREATE INDEX record_work_share_worker ON record_work_share (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_working_pair (
	id BYTEA NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key BIGINT,
	worker BYTEA,
	person BYTEA,
	start DATE,
	"end" DATE,
	agreed_tasks TEXT COLLATE "C",
	limits_agreed TEXT COLLATE "C",
	secrecy_signed_on DATE,
	review_on DATE,
	PRIMARY KEY (id)
);

CREATE INDEX record_working_pair_person ON record_working_pair (person) WHERE person IS NOT NULL;

CREATE INDEX record_working_pair_worker ON record_working_pair (worker) WHERE worker IS NOT NULL;
