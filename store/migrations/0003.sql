CREATE TABLE record_activity_period (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	kind VARCHAR,
	start DATE,
	"end" DATE,
	activity_place BLOB,
	series BLOB,
	employer BLOB,
	worker BLOB,
	placement_agreement BLOB,
	earlier_period BLOB,
	timetable VARCHAR,
	tasks VARCHAR,
	linked_goals TEXT,
	client_view VARCHAR,
	staff_view VARCHAR,
	next_path VARCHAR,
	decided_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_activity_period_activity_place ON record_activity_period (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_activity_period_client ON record_activity_period (client) WHERE client IS NOT NULL;

CREATE INDEX record_activity_period_series ON record_activity_period (series) WHERE series IS NOT NULL;

CREATE TABLE record_activity_place (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	kind VARCHAR,
	municipality VARCHAR,
	street_address VARCHAR,
	employer BLOB,
	tasks VARCHAR,
	opening_hours VARCHAR,
	supervisor VARCHAR,
	phone VARCHAR,
	accessibility VARCHAR,
	transport VARCHAR,
	capacity INTEGER,
	free_places INTEGER,
	counted_on DATE,
	ended_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_agreement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	kind VARCHAR,
	agreed_on DATE,
	replaces TEXT,
	parties TEXT,
	person BLOB,
	worker BLOB,
	start DATE,
	"end" DATE,
	agreement_text VARCHAR,
	text_reference VARCHAR,
	signed_on DATE,
	signatories TEXT,
	review_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_agreement_person ON record_agreement (person) WHERE person IS NOT NULL;

CREATE TABLE record_allowance_decision (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	pay_class BLOB,
	rate INTEGER,
	start DATE,
	"end" DATE,
	tasks VARCHAR,
	reasons VARCHAR,
	decided_by VARCHAR,
	decided_on DATE,
	review_on DATE,
	payroll_number VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_allowance_decision_client ON record_allowance_decision (client) WHERE client IS NOT NULL;

CREATE INDEX record_allowance_decision_pay_class ON record_allowance_decision (pay_class) WHERE pay_class IS NOT NULL;

CREATE TABLE record_answer (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	question BLOB,
	survey_round BLOB,
	gathering BLOB,
	respondents VARCHAR,
	score INTEGER,
	comment VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_answer_gathering ON record_answer (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_answer_question ON record_answer (question) WHERE question IS NOT NULL;

CREATE INDEX record_answer_survey_round ON record_answer (survey_round) WHERE survey_round IS NOT NULL;

CREATE TABLE record_attendance (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	gathering BLOB,
	meeting BLOB,
	person BLOB,
	worker BLOB,
	name VARCHAR,
	takes_part_as VARCHAR,
	presence VARCHAR,
	minutes INTEGER,
	briefed BOOLEAN,
	papers_in_time BOOLEAN,
	spoke BOOLEAN,
	influenced BOOLEAN,
	said VARCHAR,
	learning VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_attendance_gathering ON record_attendance (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_attendance_meeting ON record_attendance (meeting) WHERE meeting IS NOT NULL;

CREATE INDEX record_attendance_person ON record_attendance (person) WHERE person IS NOT NULL;

CREATE TABLE record_budget (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	year INTEGER,
	paid_for VARCHAR,
	allocation INTEGER,
	source VARCHAR,
	description VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_client_attendance (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	gathering BLOB,
	takes_part_as VARCHAR,
	presence VARCHAR,
	minutes INTEGER,
	client_view VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_client_attendance_client ON record_client_attendance (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_attendance_gathering ON record_client_attendance (gathering) WHERE gathering IS NOT NULL;

CREATE TABLE record_client_member (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	series BLOB,
	takes_part_as VARCHAR,
	start DATE,
	"end" DATE,
	completed_on DATE,
	result VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_client_member_client ON record_client_member (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_member_series ON record_client_member (series) WHERE series IS NOT NULL;

CREATE TABLE record_client_step (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	path_step BLOB,
	start DATE,
	"end" DATE,
	result VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_client_step_client ON record_client_step (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_step_path_step ON record_client_step (path_step) WHERE path_step IS NOT NULL;

CREATE TABLE record_client_type (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	place VARCHAR,
	description VARCHAR,
	in_use BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_client_typing (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	client_type BLOB,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_client_typing_client ON record_client_typing (client) WHERE client IS NOT NULL;

CREATE INDEX record_client_typing_client_type ON record_client_typing (client_type) WHERE client_type IS NOT NULL;

CREATE TABLE record_fee_assignment (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	person BLOB,
	kind VARCHAR,
	status VARCHAR,
	day DATE,
	place VARCHAR,
	minutes INTEGER,
	for_a_client BOOLEAN,
	worker BLOB,
	gathering BLOB,
	pay_class BLOB,
	budget BLOB,
	amount INTEGER,
	approved_by BLOB,
	approved_on DATE,
	paid_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_fee_assignment_budget ON record_fee_assignment (budget) WHERE budget IS NOT NULL;

CREATE INDEX record_fee_assignment_day ON record_fee_assignment (day) WHERE day IS NOT NULL;

CREATE INDEX record_fee_assignment_person ON record_fee_assignment (person) WHERE person IS NOT NULL;

CREATE TABLE record_fee_statement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	person BLOB,
	month DATE,
	replaces TEXT,
	total INTEGER,
	corrections INTEGER,
	worked_minutes INTEGER,
	covers TEXT,
	classes TEXT,
	locked_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_fee_statement_month ON record_fee_statement (month) WHERE month IS NOT NULL;

CREATE INDEX record_fee_statement_person ON record_fee_statement (person) WHERE person IS NOT NULL;

CREATE TABLE record_feedback (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	kind VARCHAR,
	day DATE,
	given_as VARCHAR,
	moment VARCHAR,
	series BLOB,
	gathering BLOB,
	municipality VARCHAR,
	own_words VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_feedback_series ON record_feedback (series) WHERE series IS NOT NULL;

CREATE TABLE record_gathering (
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
	series BLOB,
	worker BLOB,
	place VARCHAR,
	activity_place BLOB,
	employer BLOB,
	job_at_site VARCHAR,
	travel VARCHAR,
	site_risks VARCHAR,
	subject VARCHAR,
	themes VARCHAR,
	form VARCHAR,
	channel VARCHAR,
	reach INTEGER,
	papers_sent_on DATE,
	meeting_before_on DATE,
	matters VARCHAR,
	decisions VARCHAR,
	who_does_what VARCHAR,
	result VARCHAR,
	next_day DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_gathering_day ON record_gathering (day) WHERE day IS NOT NULL;

CREATE INDEX record_gathering_series ON record_gathering (series) WHERE series IS NOT NULL;

CREATE TABLE record_goal (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	kind VARCHAR,
	own_words VARCHAR,
	area VARCHAR,
	activity_period BLOB,
	tasks VARCHAR,
	next_step VARCHAR,
	scale VARCHAR,
	start_level INTEGER,
	target_level INTEGER,
	gas_much_less VARCHAR,
	gas_less VARCHAR,
	gas_expected VARCHAR,
	gas_more VARCHAR,
	gas_much_more VARCHAR,
	started DATE,
	target_on DATE,
	review_on DATE,
	ended_on DATE,
	goal_result VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_goal_client ON record_goal (client) WHERE client IS NOT NULL;

CREATE TABLE record_goal_rating (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	goal BLOB,
	day DATE,
	moment VARCHAR,
	level INTEGER,
	rated_by VARCHAR,
	client_view VARCHAR,
	next_step VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_goal_rating_client ON record_goal_rating (client) WHERE client IS NOT NULL;

CREATE INDEX record_goal_rating_goal ON record_goal_rating (goal) WHERE goal IS NOT NULL;

CREATE TABLE record_idea (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	kind VARCHAR,
	day DATE,
	own_words VARCHAR,
	takes_part_as VARCHAR,
	person BLOB,
	gathering BLOB,
	series BLOB,
	activity_place BLOB,
	status VARCHAR,
	resolution VARCHAR,
	reasons VARCHAR,
	decided_by VARCHAR,
	decided_on DATE,
	responsible VARCHAR,
	due_on DATE,
	change_made VARCHAR,
	reported_back_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_idea_gathering ON record_idea (gathering) WHERE gathering IS NOT NULL;

CREATE INDEX record_idea_person ON record_idea (person) WHERE person IS NOT NULL;

CREATE INDEX record_idea_series ON record_idea (series) WHERE series IS NOT NULL;

CREATE TABLE record_idea_raiser (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	idea BLOB,
	reported_back_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_idea_raiser_client ON record_idea_raiser (client) WHERE client IS NOT NULL;

CREATE INDEX record_idea_raiser_idea ON record_idea_raiser (idea) WHERE idea IS NOT NULL;

CREATE TABLE record_interview (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	day DATE,
	person BLOB,
	worker BLOB,
	interview_themes TEXT,
	summary VARCHAR,
	quotes VARCHAR,
	quotes_allowed BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_interview_person ON record_interview (person) WHERE person IS NOT NULL;

CREATE INDEX record_interview_worker ON record_interview (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_material (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	kind VARCHAR,
	themes VARCHAR,
	stage VARCHAR,
	client_types TEXT,
	in_use BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_material_version (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	material BLOB,
	replaces TEXT,
	language VARCHAR,
	version VARCHAR,
	drawn_up_on DATE,
	material_text VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_material_version_material ON record_material_version (material) WHERE material IS NOT NULL;

CREATE TABLE record_model_use (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	model VARCHAR,
	worker BLOB,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_month_close (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	month DATE,
	paid_for VARCHAR,
	closed_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_needs_referral (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	needs VARCHAR,
	wish VARCHAR,
	skills VARCHAR,
	missing_skills VARCHAR,
	service_gap VARCHAR,
	activity_place BLOB,
	status VARCHAR,
	decided_on DATE,
	refused_by VARCHAR,
	reasons VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_needs_referral_activity_place ON record_needs_referral (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_needs_referral_client ON record_needs_referral (client) WHERE client IS NOT NULL;

CREATE TABLE record_outcome_check (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	path_outcome BLOB,
	day DATE,
	months_after INTEGER,
	kept VARCHAR,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_outcome_check_client ON record_outcome_check (client) WHERE client IS NOT NULL;

CREATE INDEX record_outcome_check_path_outcome ON record_outcome_check (path_outcome) WHERE path_outcome IS NOT NULL;

CREATE TABLE record_path_model (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	version VARCHAR,
	earlier_version BLOB,
	status VARCHAR,
	municipality VARCHAR,
	start DATE,
	"end" DATE,
	description VARCHAR,
	result VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_path_outcome (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	destination VARCHAR,
	series BLOB,
	activity_place BLOB,
	activity_period BLOB,
	employer BLOB,
	notes VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_path_outcome_activity_place ON record_path_outcome (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_path_outcome_client ON record_path_outcome (client) WHERE client IS NOT NULL;

CREATE INDEX record_path_outcome_series ON record_path_outcome (series) WHERE series IS NOT NULL;

CREATE TABLE record_path_step (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	path_model BLOB,
	place VARCHAR,
	name VARCHAR,
	entry_conditions VARCHAR,
	exit_conditions VARCHAR,
	responsible VARCHAR,
	material BLOB,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_path_step_path_model ON record_path_step (path_model) WHERE path_model IS NOT NULL;

CREATE TABLE record_pay_class (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	paid_for VARCHAR,
	start DATE,
	"end" DATE,
	basis VARCHAR,
	rate INTEGER,
	highest_rate INTEGER,
	description VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_person (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	phone VARCHAR,
	email VARCHAR,
	language VARCHAR,
	worker BLOB,
	may_be_named BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_person_details (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	person BLOB,
	service_ground VARCHAR,
	waiting_reasons TEXT,
	waiting_note VARCHAR,
	payroll_number VARCHAR,
	tax_card_until DATE,
	benefit_note_on DATE,
	most_assignments INTEGER,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_person_details_person ON record_person_details (person) WHERE person IS NOT NULL;

CREATE TABLE record_person_is_client (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	person BLOB,
	start DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_person_is_client_client ON record_person_is_client (client) WHERE client IS NOT NULL;

CREATE INDEX record_person_is_client_person ON record_person_is_client (person) WHERE person IS NOT NULL;

CREATE TABLE record_person_role (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	person BLOB,
	part_played VARCHAR,
	status VARCHAR,
	start DATE,
	"end" DATE,
	experience_kinds TEXT,
	trained_by VARCHAR,
	trained_year INTEGER,
	themes VARCHAR,
	skills VARCHAR,
	wishes VARCHAR,
	availability VARCHAR,
	available_from DATE,
	available_until DATE,
	arrangements VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_person_role_person ON record_person_role (person) WHERE person IS NOT NULL;

CREATE TABLE record_placement_agreement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	replaces TEXT,
	activity_place BLOB,
	sending_unit VARCHAR,
	start DATE,
	"end" DATE,
	weekdays TEXT,
	weekly_hours INTEGER,
	tasks VARCHAR,
	goals VARCHAR,
	supporter VARCHAR,
	hours_recorder VARCHAR,
	pay_class BLOB,
	rate INTEGER,
	insurance VARCHAR,
	travel VARCHAR,
	ending_rules VARCHAR,
	signed_by TEXT,
	signed_on DATE,
	copy_given BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_placement_agreement_activity_place ON record_placement_agreement (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_placement_agreement_client ON record_placement_agreement (client) WHERE client IS NOT NULL;

CREATE TABLE record_placement_ending (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	placement_agreement BLOB,
	day DATE,
	ended_by VARCHAR,
	reasons VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_placement_ending_client ON record_placement_ending (client) WHERE client IS NOT NULL;

CREATE INDEX record_placement_ending_placement_agreement ON record_placement_ending (placement_agreement) WHERE placement_agreement IS NOT NULL;

CREATE TABLE record_question (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	survey BLOB,
	place VARCHAR,
	scale VARCHAR,
	text_fi VARCHAR,
	text_sv VARCHAR,
	text_en VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_question_survey ON record_question (survey) WHERE survey IS NOT NULL;

CREATE TABLE record_series (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	kind VARCHAR,
	name VARCHAR,
	start DATE,
	"end" DATE,
	rhythm_days INTEGER,
	municipality VARCHAR,
	organiser VARCHAR,
	model_version VARCHAR,
	themes VARCHAR,
	description VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_series_member (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	series BLOB,
	person BLOB,
	worker BLOB,
	name VARCHAR,
	takes_part_as VARCHAR,
	start DATE,
	"end" DATE,
	briefed_on DATE,
	support_person VARCHAR,
	completed_on DATE,
	certificate_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_series_member_person ON record_series_member (person) WHERE person IS NOT NULL;

CREATE INDEX record_series_member_series ON record_series_member (series) WHERE series IS NOT NULL;

CREATE TABLE record_share_use (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	work_share BLOB,
	worker BLOB,
	day DATE,
	used_hours INTEGER,
	description VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_share_use_work_share ON record_share_use (work_share) WHERE work_share IS NOT NULL;

CREATE INDEX record_share_use_worker ON record_share_use (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_statement (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	month DATE,
	replaces TEXT,
	payer VARCHAR,
	days INTEGER,
	worked_minutes INTEGER,
	total INTEGER,
	covers TEXT,
	classes TEXT,
	locked_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_statement_client ON record_statement (client) WHERE client IS NOT NULL;

CREATE INDEX record_statement_month ON record_statement (month) WHERE month IS NOT NULL;

CREATE TABLE record_statement_line (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	statement BLOB,
	line_kind VARCHAR,
	month DATE,
	pay_class BLOB,
	units INTEGER,
	rate INTEGER,
	amount INTEGER,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_statement_line_client ON record_statement_line (client) WHERE client IS NOT NULL;

CREATE INDEX record_statement_line_statement ON record_statement_line (statement) WHERE statement IS NOT NULL;

CREATE TABLE record_survey (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	name VARCHAR,
	kind VARCHAR,
	description VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE record_survey_round (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	survey BLOB,
	name VARCHAR,
	day DATE,
	model_version VARCHAR,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_survey_round_survey ON record_survey_round (survey) WHERE survey IS NOT NULL;

CREATE TABLE record_ticket (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	kind VARCHAR,
	start DATE,
	"end" DATE,
	price INTEGER,
	given_on DATE,
	receipt_kept BOOLEAN,
	placement_agreement BLOB,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_ticket_client ON record_ticket (client) WHERE client IS NOT NULL;

CREATE TABLE record_work_entry (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	client BLOB,
	day DATE,
	work_presence VARCHAR,
	came TIME,
	went TIME,
	minutes INTEGER,
	activity_place BLOB,
	placement_agreement BLOB,
	activity_period BLOB,
	gathering BLOB,
	task_done VARCHAR,
	client_view VARCHAR,
	recorded_by VARCHAR,
	taken_from VARCHAR,
	confirmed_by BLOB,
	confirmed_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_work_entry_activity_place ON record_work_entry (activity_place) WHERE activity_place IS NOT NULL;

CREATE INDEX record_work_entry_client ON record_work_entry (client) WHERE client IS NOT NULL;

CREATE INDEX record_work_entry_day ON record_work_entry (day) WHERE day IS NOT NULL;

CREATE TABLE record_work_share (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	series BLOB,
	municipality VARCHAR,
	percent INTEGER,
	start DATE,
	"end" DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_work_share_series ON record_work_share (series) WHERE series IS NOT NULL;

CREATE INDEX record_work_share_worker ON record_work_share (worker) WHERE worker IS NOT NULL;

CREATE TABLE record_working_pair (
	id BLOB NOT NULL,
	removed BOOLEAN NOT NULL,
	unsettled BOOLEAN NOT NULL,
	search_key INTEGER,
	worker BLOB,
	person BLOB,
	start DATE,
	"end" DATE,
	agreed_tasks VARCHAR,
	limits_agreed VARCHAR,
	secrecy_signed_on DATE,
	review_on DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX record_working_pair_person ON record_working_pair (person) WHERE person IS NOT NULL;

CREATE INDEX record_working_pair_worker ON record_working_pair (worker) WHERE worker IS NOT NULL;
